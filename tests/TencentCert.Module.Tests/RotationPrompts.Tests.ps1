# A rotation with somebody at the prompt: what is asked, and what each answer does.
BeforeAll {
    . $PSScriptRoot/Common.ps1

    # The probe refers to the emulator's library, which comes with the first emulator.
    Start-TencentCertEmulator | Stop-TencentCertEmulator
    Import-Module (Join-Path $Root 'tests/TencentCert.Module.Probe/bin/probe/TencentCert.Module.Probe.dll')

    # The example's certificate: bound to a listener, one domain that follows it, and others.
    function Start-World {
        $script:emulator = Start-TencentCertEmulator -Connect -Speed 20
        $script:new = $emulator.World.AddSslCertificate([string[]] @('www.example.com', 'api.example.com', 'example.com', '*.example.com')).Id
        $script:journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    # Runs a script in a runspace with a host that gives these answers, one after the other.
    function Invoke-Answered([string[]] $Answers, [string] $Script) {
        $person = [TencentCert.Module.Probe.AnsweringHost]::new($Answers)
        $runspace = [runspacefactory]::CreateRunspace($person)
        $runspace.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        try {
            [void] $shell.AddScript("Import-Module '$(Join-Path $Root 'TencentCert.psd1')'").Invoke()
            $shell.Commands.Clear()
            foreach ($name in 'new', 'journal') { $runspace.SessionStateProxy.SetVariable($name, (Get-Variable $name -Scope Script -ValueOnly)) }
            $runspace.SessionStateProxy.SetVariable('connection', (Get-TencentCertConnection))
            $output = @($shell.AddScript($Script).Invoke())
            [pscustomobject]@{
                Output      = $output
                Question    = @($person.Questions)
                Progress    = @($person.Progress)
                Error       = @($shell.Streams.Error)
                Warning     = @($shell.Streams.Warning.Message)
                Information = @($shell.Streams.Information.ForEach{ "$_" })
            }
        }
        finally { $shell.Dispose(); $runspace.Dispose() }
    }

    $update = 'Get-SslCertificate $new -Connection $connection | Update-GaapCertificate -OldCertificateId cert-www4a1hq -JournalPath $journal -Connection $connection -Ordered -Confirm'
    function Measure-Write { ('CreateCertificate', 'ModifyCertificate', 'ModifyHTTPSListenerAttribute', 'DeleteCertificate' | ForEach-Object { $emulator.Requests.Count($_) } | Measure-Object -Sum).Sum }
}

Describe 'Update-GaapCertificate -Confirm' {
    BeforeEach { Start-World }
    AfterEach { Stop-TencentCertEmulator }

    It 'asks nothing more after No to the import, and every binding ends as Skipped with the reason' {
        $seen = Invoke-Answered 'No' $update

        $seen.Question | Should -HaveCount 1
        $seen.Question[0] | Should -BeLike '*Import*'
        $seen.Progress -join '|' | Should -Match '^(Reading GAAP: \d+ listeners\|)+\|' -Because 'no bar stands behind a question'
        $seen.Output | Should -HaveCount 6
        $seen.Output.State | Select-Object -Unique | Should -Be 'Skipped'
        $seen.Output.Error | Select-Object -Unique | Should -Be "Declined: $new was not imported.", 'Its listener was left as it is: declined.'
        $seen.Error | Should -BeNullOrEmpty
        Measure-Write | Should -Be 0
        $journal | Should -Not -Exist
    }

    It 'leaves alone what was declined, with the listener what follows it, and changes the rest' {
        $seen = Invoke-Answered 'Yes', 'No', 'Yes', 'No', 'Yes to All' $update

        $seen.Output | Should -HaveCount 6
        $declined = $seen.Output | Where-Object State -EQ 'Skipped'
        $declined.Count | Should -Be 3
        ($declined | Where-Object FollowsListener).Error | Should -Be 'Its listener was left as it is: declined.'
        ($declined | Where-Object { -not $_.FollowsListener }).Error | Select-Object -Unique | Should -Be 'Declined.'
        @($seen.Output | Where-Object State -EQ 'Changed').Count | Should -Be 3
        @($emulator.World.Domains | Where-Object CertificateId -EQ cert-www4a1hq).Count | Should -BeGreaterThan 0

        # The same command asks for what is left, and only for that.
        $again = Invoke-Answered 'Yes to All' $update
        $again.Question | Should -HaveCount 1
        @($again.Output | Where-Object State -EQ 'Changed').Count | Should -Be 3
        @($again.Output | Where-Object State -EQ 'AlreadyCurrent').Count | Should -Be 3
        (Get-GaapCertificateUpdate $journal).Done | Should -Be 5
    }

    It 'asks once for all with Yes to All' {
        $seen = Invoke-Answered 'Yes to All' $update

        $seen.Question | Should -HaveCount 1
        $seen.Output.State | Select-Object -Unique | Should -Be 'Changed'
        $seen.Output | Should -HaveCount 6
    }

    It 'sends nothing after No to All, and a journal of an earlier run stays as it is' {
        $seen = Invoke-Answered 'Yes', 'Yes', 'No to All' $update
        @($seen.Output | Where-Object State -EQ 'Changed').Count | Should -BeGreaterThan 0
        $before = Get-Content -Raw $journal
        $writes = Measure-Write

        $again = Invoke-Answered 'No to All' $update

        $again.Question | Should -HaveCount 1
        $again.Output | Should -HaveCount 6
        $again.Output.State | Sort-Object -Unique | Should -Be 'AlreadyCurrent', 'Skipped'
        Measure-Write | Should -Be $writes
        Get-Content -Raw $journal | Should -Be $before
    }

    It 'keeps an old certificate whose removal is declined, and says what it removed' {
        $remove = $update -replace '-Ordered -Confirm', "-Ordered -RemoveOld -ConnectTo '$($emulator.Edge)'"

        $kept = Invoke-Answered (@('Yes') * 6 + 'No') "$remove -Confirm"
        $kept.Output.State | Select-Object -Unique | Should -Be 'Changed'
        $kept.Warning | Should -Be 'cert-www4a1hq was kept: declined.'
        $emulator.World.FindGaapCertificate('cert-www4a1hq') | Should -Not -BeNullOrEmpty

        $removed = Invoke-Answered @() $remove
        $removed.Information | Should -Be "cert-www4a1hq was removed from GAAP's certificate store."
        $removed.Output | Should -HaveCount 6
        $emulator.World.FindGaapCertificate('cert-www4a1hq') | Should -BeNullOrEmpty
        (Get-GaapCertificateUpdate $journal).RemovedCertificateId | Should -Be 'cert-www4a1hq'
    }

    It 'removes nothing when a binding was declined' {
        $remove = $update -replace '-Confirm', "-RemoveOld -ConnectTo '$($emulator.Edge)' -Confirm"

        $seen = Invoke-Answered 'Yes', 'No', 'Yes to All' $remove

        $seen.Warning | Should -BeLike 'cert-www4a1hq was kept:*'
        $emulator.Requests.Count('DeleteCertificate') | Should -Be 0
    }

    It 'asks and writes nothing with -WhatIf' {
        $seen = Invoke-Answered @() ($update -replace '-Confirm', '-RemoveOld -WhatIf')
        $seen.Output | Should -BeNullOrEmpty
        $seen.Question | Should -BeNullOrEmpty
        Measure-Write | Should -Be 0
    }

    It 'shows one bar, and takes it away' {
        $seen = Invoke-Answered @() ($update -replace '-Confirm')
        $seen.Progress[-1] | Should -Be ''
        $seen.Progress | Should -Contain 'Replacing certificates: 0 of 6, 0.0 a second, 0 failed'
    }
}

Describe 'Undo-GaapCertificateUpdate -Confirm' {
    BeforeEach { Start-World; $null = Get-SslCertificate $new | Update-GaapCertificate -OldCertificateId cert-www4a1hq -JournalPath $journal }
    AfterEach { Stop-TencentCertEmulator }

    It 'writes an object for what was declined, too' {
        $seen = Invoke-Answered 'Yes', 'No', 'Yes to All' 'Undo-GaapCertificateUpdate $journal -Connection $connection -Ordered -Confirm'

        $seen.Output | Should -HaveCount 5
        $seen.Output.State | Should -Be 'Changed', 'Skipped', 'Changed', 'Changed', 'Changed'
        $seen.Output[1].Error | Should -Be 'Declined.'
    }

    It 'leaves the journal as it is where everything was declined' {
        $before = Get-Content -Raw $journal

        $seen = Invoke-Answered 'No to All' 'Undo-GaapCertificateUpdate $journal -Connection $connection -Confirm'

        $seen.Output.State | Select-Object -Unique | Should -Be 'Skipped'
        Get-Content -Raw $journal | Should -Be $before
    }
}
