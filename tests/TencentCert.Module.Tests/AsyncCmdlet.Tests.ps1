BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator -Connect
    Import-Module (Join-Path $Root 'tests/TencentCert.Module.Probe/bin/probe/TencentCert.Module.Probe.dll')
    $probe = [TencentCert.Module.Probe.InvokeAsyncProbeCommand]

    # Stopped work ends soon; the benchmarks measure how soon.
    function Wait-Idle {
        for ($waits = 0; $probe::Alive -and $waits -lt 3000; $waits++) { Start-Sleep -Milliseconds 10 }
        $probe::Alive | Should -Be 0
    }

    # Runs a script in its own runspace, stops it as Ctrl+C does once it has started, and returns whether that ended it.
    # The script waits for minutes; the benchmarks measure the half second that a stop may take.
    function Invoke-Stopped([string] $Script, [scriptblock] $UnderWay) {
        $shell = [powershell]::Create()
        [void]$shell.AddScript("Import-Module '$(Join-Path $Root 'TencentCert.psd1')'; Import-Module '$($probe.Assembly.Location)'").Invoke()
        $shell.Commands.Clear()
        $shell.Runspace.SessionStateProxy.SetVariable('emulator', $emulator)
        $running = $shell.AddScript($Script).BeginInvoke()
        while (-not (& $UnderWay)) { Start-Sleep -Milliseconds 10 }
        $running.IsCompleted | Should -BeFalse -Because 'it is to be stopped half-way'
        $stopping = $shell.BeginStop($null, $null)
        $stopping.AsyncWaitHandle.WaitOne([timespan]::FromMinutes(1))
        $shell.Dispose()
    }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'An asynchronous cmdlet' {
    BeforeEach { $probe::Reset() }

    It 'processes exactly -ThrottleLimit items at the same time' {
        (1..30 | Invoke-AsyncProbe -DelayMs 30 -ThrottleLimit 4).Count | Should -Be 30
        $probe::Most | Should -Be 4
        Wait-Idle
    }

    It 'processes items sequentially when a cmdlet requests it' {
        (1..5 | Invoke-AsyncProbe -DelayMs 5 -Blocking) -join ',' | Should -Be '1,2,3,4,5'
        $probe::Most | Should -Be 1
    }

    It 'writes results as they complete, and in the order of the input with -Ordered' {
        (1..8 | Invoke-AsyncProbe -ReverseFrom 8) -join ',' | Should -Be '8,7,6,5,4,3,2,1'
        (1..8 | Invoke-AsyncProbe -ReverseFrom 8 -Ordered) -join ',' | Should -Be '1,2,3,4,5,6,7,8'
        (1..8 | Invoke-AsyncProbe -ReverseFrom 8 -Ordered -Lazy -Count 3) -join ',' |
            Should -Be '1,1,1,2,2,2,3,3,3,4,4,4,5,5,5,6,6,6,7,7,7,8,8,8'
    }

    It 'writes results before all items are complete' {
        $steps = @(1..6 | Invoke-AsyncProbe -DelayMs 150 -ThrottleLimit 1 | ForEach-Object { $probe::Steps })
        $steps[0] | Should -BeLessThan 6
        $steps[-1] | Should -Be 6
    }

    It 'stops all work when the next command stops the pipeline' {
        1..8 | Invoke-AsyncProbe -DelayMs 50 -Count 1000 | Select-Object -First 1 | Should -Not -BeNullOrEmpty
        Wait-Idle
        $steps = $probe::Steps
        $steps | Should -BeLessThan 8000 -Because 'all of it would be that much'

        # If work of the first command continued, it would add to the steps of the second one.
        (1..8 | Invoke-AsyncProbe -DelayMs 50).Count | Should -Be 8
        $probe::Steps | Should -Be ($steps + 8)
    }

    It 'produces only as many results as the next command reads' {
        1 | Invoke-AsyncProbe -Count 1000 -Lazy | Select-Object -First 3 | Should -Be 1, 1, 1
        $probe::Steps | Should -Be 3
    }

    It 'stops all work when the next command throws' {
        { 1..8 | Invoke-AsyncProbe -DelayMs 30 -Count 1000 | ForEach-Object { throw 'enough' } } | Should -Throw 'enough'
        Wait-Idle
    }

    It 'continues after the failure of one item' {
        $said = Invoke-Watched { 1..5 | Invoke-AsyncProbe -FailAt 3 -Ordered }
        $said.Output -join ',' | Should -Be '1,2,4,5'
        $said.Error.Count | Should -Be 1
        $said.Error[0].TargetObject | Should -Be 3
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'ResourceNotFound,*'
    }

    It 'honours -ErrorAction' {
        1..5 | Invoke-AsyncProbe -FailAt 3 -ErrorAction SilentlyContinue -Ordered | Should -Be 1, 2, 4, 5
        { 1..5 | Invoke-AsyncProbe -FailAt 3 -Count 50 -DelayMs 5 -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceNotFound,*'
        Wait-Idle
    }

    It 'ends at an authentication failure and at an unexpected exception' {
        { 1..50 | Invoke-AsyncProbe -FailAt 1 -FailCode AuthFailure.SecretIdNotFound -DelayMs 10 -ThrottleLimit 1 } |
            Should -Throw -ErrorId 'AuthFailure.SecretIdNotFound,*'
        { 1..50 | Invoke-AsyncProbe -BugAt 1 -DelayMs 10 -ThrottleLimit 1 } | Should -Throw -ErrorId 'Client.Unexpected.*'
        $probe::Steps | Should -BeLessThan 10
    }

    It 'calls ShouldProcess on the pipeline thread, so that -WhatIf applies to parallel work' {
        1..8 | Invoke-AsyncProbe -Ask -WhatIf | Should -BeNullOrEmpty
        (1..8 | Invoke-AsyncProbe -Ask -Confirm:$false).Count | Should -Be 8
    }

    It 'shows progress at most twice a second and completes it' {
        $shell = [powershell]::Create()
        try {
            [void]$shell.AddScript("Import-Module '$(Join-Path $Root 'TencentCert.psd1')'; Import-Module '$($probe.Assembly.Location)'; `$emulator | Connect-TencentCert
                1..4 | Invoke-AsyncProbe -Count 60 -DelayMs 20 -ShowProgress")
            $shell.Runspace.SessionStateProxy.SetVariable('emulator', $emulator)
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $shell.Invoke().Count | Should -Be 240
            $records = $shell.Streams.Progress
            $records.Count | Should -BeGreaterThan 1
            $records.Count |
                Should -BeLessOrEqual (3 + (2 * $watch.Elapsed.TotalSeconds)) -Because 'the longer it takes, the more there may be'
            $records[-1].RecordType | Should -Be 'Completed'
            @($records.ActivityId | Sort-Object -Unique).Count | Should -Be 1
        }
        finally { $shell.Dispose() }
    }

    It 'shows no progress when ProgressPreference is SilentlyContinue' {
        $shell = [powershell]::Create()
        try {
            [void]$shell.AddScript("`$ProgressPreference = 'SilentlyContinue'; Import-Module '$(Join-Path $Root 'TencentCert.psd1')'; Import-Module '$($probe.Assembly.Location)'; `$emulator | Connect-TencentCert
                Invoke-AsyncProbe 1 -ShowProgress")
            $shell.Runspace.SessionStateProxy.SetVariable('emulator', $emulator)
            [void]$shell.Invoke()
            $shell.Streams.Progress.Count | Should -Be 0
        }
        finally { $shell.Dispose() }
    }

    It 'stops without waiting for pending items (Ctrl+C)' {
        Invoke-Stopped '$emulator | Connect-TencentCert; 1..20 | Invoke-AsyncProbe -DelayMs 600000' { $probe::Alive } | Should -BeTrue
        Wait-Idle
        $probe::Steps | Should -Be 0
    }
}

Describe 'Calls' {
    BeforeEach { $emulator.Requests.Clear() }
    AfterEach { $emulator.Faults.Clear() }

    It 'stop with Select-Object -First' {
        1..50 | ForEach-Object { Invoke-TencentCertApi ssl DescribeCertificates @{ Limit = 1 } } | Select-Object -First 2 |
            Should -HaveCount 2
        $emulator.Requests.Total | Should -Be 2
    }

    It 'stop while waiting for a response (Ctrl+C)' {
        [void]$emulator.Faults.Add('DescribeCertificates', 'Delay', 1, [timespan]::FromMinutes(10))
        $struck = $emulator.Faults.Struck
        Invoke-Stopped '$emulator | Connect-TencentCert; Invoke-TencentCertApi ssl DescribeCertificates' { $emulator.Faults.Struck -gt $struck } |
            Should -BeTrue
    }

    It 'stop during the delay before a retry' {
        [void]$emulator.Faults.Add('ModifyCertificate', 'BusyListener', [int]::MaxValue)
        $script = '$emulator | Connect-TencentCert; Invoke-TencentCertApi gaap ModifyCertificate @{ ListenerId = "listener-x"; Domain = "a.example.com"; CertificateId = "cert-x" } -Confirm:$false'
        Invoke-Stopped $script { $emulator.Requests.Total } | Should -BeTrue
        $count = $emulator.Requests.Count('ModifyCertificate')

        # Meanwhile another call waits for a delay of the same length and for longer ones.
        [void]$emulator.Faults.Add('DescribeProxies', 'InternalError', 3)
        (Invoke-TencentCertApi gaap DescribeProxies).TotalCount | Should -BeGreaterThan 0
        $emulator.Requests.Count('DescribeProxies') | Should -Be 4
        $emulator.Requests.Count('ModifyCertificate') | Should -Be $count
    }

    It 'write one line per attempt with -Verbose' {
        [void]$emulator.Faults.Add('DescribeCertificates', 'InternalError', 2)
        $said = Invoke-Watched { Invoke-TencentCertApi ssl DescribeCertificates @{ Limit = 1 } -Verbose }
        $lines = $said.Verbose | Where-Object { $_ -like 'ssl:DescribeCertificates*' }
        $lines | Should -HaveCount 3
        $lines[0] | Should -Match '^ssl:DescribeCertificates attempt 1, \d+ ms, InternalError, RequestId [0-9a-f-]{36}; again in \d+ ms$'
        $lines[2] | Should -Match '^ssl:DescribeCertificates attempt 3, \d+ ms, OK, RequestId [0-9a-f-]{36}$'
    }
}
