# Every script, manifest and pipeline of the repository: analysed, parsed and, where that is fast, run.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $hasAnalyzer = [bool](Get-Module PSScriptAnalyzer -ListAvailable)
    if (-not $hasAnalyzer) { Write-Warning 'SKIPPED: script analysis. Install PSScriptAnalyzer.' }
    $hasYaml = [bool](Get-Command python3 -ErrorAction Ignore) -and -not (python3 -c 'import yaml' 2>&1)
    if (-not $hasYaml) { Write-Warning 'SKIPPED: parsing of YAML. Install Python 3 with PyYAML.' }

    $own = Get-ChildItem $Root -Recurse -File -Include *.ps1, *.psd1, *.psm1 |
        Where-Object FullName -NotMatch '[\\/](bin|obj|out|lib|TestResults|BenchmarkDotNet\.Artifacts)[\\/]'
    $scripts = @($own | ForEach-Object { @{ Name = [IO.Path]::GetRelativePath($Root, $_.FullName); Path = $_.FullName } })
    $pipelines = @(
        '.github/workflows/ci.yml', 'samples/ci/github-actions.yml', 'samples/ci/azure-pipelines.yml' |
            ForEach-Object { @{ Name = $_; Path = Join-Path $Root $_ } }
    )
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/CodeProblem.ps1
}

Describe 'Script' {
    It '<Name> parses and has no analyzer finding' -ForEach $scripts {
        $errors = $null
        $null = [Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        if (Get-Module PSScriptAnalyzer -ListAvailable) {
            $found = Invoke-ScriptAnalyzer -Path $Path -Settings (Join-Path $Root 'PSScriptAnalyzerSettings.psd1')
            $found | ForEach-Object { "$($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
        }
    }
}

Describe 'Pipeline' -Skip:(-not $hasYaml) {
    It '<Name> is valid YAML, and its PowerShell parses and binds' -ForEach $pipelines {
        $document = python3 -c 'import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1], encoding="utf-8"))))' $Path |
            ConvertFrom-Json -AsHashtable
        $steps = @($document.jobs.Values | ForEach-Object { $_.steps }) + @($document.steps)
        $steps.Count | Should -BeGreaterThan 1
        $steps | Where-Object { $_.uses } | ForEach-Object { $_.uses | Should -Match '@v\d+$' }
        foreach ($step in $steps | Where-Object { $_ -and ($_.shell -eq 'pwsh' -or $_.inputs.pwsh) }) {
            # The scripts of the repository are called by their path.
            Push-Location $Root
            try { Get-CodeProblem ($step.run ?? $step.inputs.script) |
                Where-Object { $_ -notmatch 'uses no cmdlet of this module|^Set-Content: NoNewline' } | Should -BeNullOrEmpty }
            finally { Pop-Location }
        }
    }
}

Describe 'Ticket' {
    BeforeAll {
        $folder = Join-Path $env:HOME 'ticket'
        $rotation = Join-Path $env:HOME 'Rotation.ps1'
        'param($Folder, $Days, $ProfileName) "looked at $Folder for $Days days"; Write-Error "www.example.com failed"; exit [int]$env:TICKET_TEST' |
            Set-Content $rotation
        $hook = {
            param($Listener, $Got)
            # A synchronous GetContext can block after the listener is closed and keep the runspace alive.
            $next = $Listener.GetContextAsync()
            while (-not $next.AsyncWaitHandle.WaitOne(50)) { if (-not $Listener.IsListening) { return } }
            if (-not $next.IsCompletedSuccessfully) { return }
            $context = $next.Result
            $Got.Enqueue([IO.StreamReader]::new($context.Request.InputStream, [Text.Encoding]::UTF8).ReadToEnd())
            $context.Response.Close()
        }
        $ticket = Join-Path $Root 'samples/New-RotationTicket.ps1'

        # Runs the script of one cron entry with a local web hook; returns the output, what the hook received, and the exit code.
        function Invoke-Cron([string] $With, [int] $Days = 30) {
            $free = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $free.Start()
            $port = $free.LocalEndpoint.Port
            $free.Stop()
            $listener = [Net.HttpListener]::new()
            $listener.Prefixes.Add("http://127.0.0.1:$port/")
            $listener.Start()
            $got = [Collections.Concurrent.ConcurrentQueue[string]]::new()
            $server = [powershell]::Create().AddScript($hook).AddArgument($listener).AddArgument($got)
            $null = $server.BeginInvoke()
            try { $said = pwsh -NoProfile -NonInteractive -File $ticket -Folder $folder -Days $Days -WebHook "http://127.0.0.1:$port/" `
                -Rotation $With |
                Out-String }
            finally { $listener.Close(); $server.Dispose() }
            [pscustomobject]@{ ExitCode = $LASTEXITCODE; Said = $said; Ticket = @($got.ToArray() | ConvertFrom-Json) }
        }
    }

    It 'is opened with the output when the rotation fails' {
        $env:TICKET_TEST = '1'
        try { $run = Invoke-Cron $rotation } finally { $env:TICKET_TEST = $null }
        $run.ExitCode | Should -Be 1
        $run.Ticket.title | Should -BeLike 'Certificate rotation failed*'
        $run.Ticket.text | Should -BeLike '*www.example.com failed*'
        Get-ChildItem $folder -Filter rotation-*.log | Should -Not -BeNullOrEmpty
    }

    It 'is not opened when the rotation succeeds' {
        pwsh -NoProfile -NonInteractive -File $ticket -Folder $folder -WebHook 'http://127.0.0.1:9/' -Rotation $rotation | Out-String |
            Should -BeLike '*looked at*30 days*'
        $LASTEXITCODE | Should -Be 0
    }

    It 'is opened by the weekly job for a failed binding, and the next run changes only that binding' {
        $folder = Join-Path $env:HOME 'weekly [prod]'
        $modules = (New-Item -ItemType Directory -Force (Join-Path $env:HOME 'modules')).FullName
        $null = New-Item -ItemType ($IsWindows ? 'Junction' : 'SymbolicLink') (Join-Path $modules 'TencentCert') -Target $Root
        $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0
        $kept = $env:PSModulePath
        $env:PSModulePath = "$modules$([IO.Path]::PathSeparator)$kept"
        $env:TENCENTCLOUD_SECRET_ID = $emulator.Credential.UserName
        $env:TENCENTCLOUD_SECRET_KEY = $emulator.Credential.GetNetworkCredential().Password

        # Only the account and the addresses are replaced by those of the emulator.
        $weekly = Join-Path $env:HOME 'Weekly.ps1'
        @"
        param([string] `$Folder, [int] `$Days, [string] `$ProfileName)
        Import-Module TencentCert
        Connect-TencentCert -Endpoint $($emulator.Endpoint)
        & '$(Join-Path $Root 'samples/Rotate-Weekly.ps1')' @PSBoundParameters -ConnectTo '$($emulator.Edge)'
        exit `$LASTEXITCODE
"@ | Set-Content $weekly
        try {
            [void] $emulator.Faults.Add('ModifyCertificate', 'ChangeFails', 1)
            $first = Invoke-Cron $weekly 22
            $first.ExitCode | Should -Be 1
            $first.Ticket.Count | Should -Be 1
            $first.Ticket.text | Should -Match 'Client\.FailedState'
            $first.Said |
                Should -Match 'Changed +ok +GAAP +cert-\w+ +api\.example\.com@listener-web00443' `
                    -Because 'every binding is in the transcript'
            $first.Said | Should -Match 'Changed +(ok)? +CDN .*www\.example\.com' -Because 'other resources are part of the job'
            $first.Said | Should -Match '1 certificate replaced, \d+ GAAP bindings and 1\d resources changed, 1 failed\.'
            $emulator.Requests.Count('CreateCertificate') | Should -Be 2
            $inventory = Join-Path $folder inventory.html
            Test-Path -LiteralPath $inventory | Should -BeTrue

            $emulator.Requests.Clear()
            $second = Invoke-Cron $weekly 22
            $second.ExitCode | Should -Be 0
            $second.Ticket | Should -BeNullOrEmpty
            @($second.Said -split "`n" -match '^Changed ').Count | Should -Be 1
            $second.Said | Should -Match '1 certificate replaced, 1 GAAP binding and 0 resources changed, 0 failed\. Next to expire: '
            'ReplaceCertificate', 'CreateCertificate', 'ModifyCertificate' | ForEach-Object { $emulator.Requests.Count($_) } |
                Should -Be 0, 0, 1
            $connection = New-TencentCertConnection -Credential $emulator.Credential -Endpoint $emulator.Endpoint
            Get-TencentCertRotation -ExpiringWithin 22 -Connection $connection | Should -BeNullOrEmpty

            $page = Get-Content -Raw -LiteralPath $inventory
            [void] $emulator.Faults.AddError('DescribeRules', 'FailedOperation.Test', 'no', 100)
            (Invoke-Cron $weekly 22).Ticket.text | Should -Match 'FailedOperation\.Test'
            Get-Content -Raw -LiteralPath $inventory | Should -Be $page -Because 'an account that cannot be read is not an empty one'
        }
        finally {
            $env:PSModulePath = $kept
            $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $null
            Stop-TencentCertEmulator $emulator
        }
    }

    It 'is not needed when a run ended between the reissue and GAAP: the next run deploys the reissue' {
        $folder = Join-Path $env:HOME 'between [prod]'
        $modules = (New-Item -ItemType Directory -Force (Join-Path $env:HOME 'modules')).FullName
        if (-not (Test-Path (Join-Path $modules 'TencentCert'))) {
            $null = New-Item -ItemType ($IsWindows ? 'Junction' : 'SymbolicLink') (Join-Path $modules 'TencentCert') -Target $Root
        }
        $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect
        $kept = $env:PSModulePath
        $env:PSModulePath = "$modules$([IO.Path]::PathSeparator)$kept"
        $env:TENCENTCLOUD_SECRET_ID = $emulator.Credential.UserName
        $env:TENCENTCLOUD_SECRET_KEY = $emulator.Credential.GetNetworkCredential().Password
        $weekly = Join-Path $env:HOME 'Between.ps1'
        @"
        param([string] `$Folder, [int] `$Days)
        Import-Module TencentCert
        Connect-TencentCert -Endpoint $($emulator.Endpoint)
        & '$(Join-Path $Root 'samples/Rotate-Weekly.ps1')' @PSBoundParameters -ConnectTo '$($emulator.Edge)'
        exit `$LASTEXITCODE
"@ | Set-Content $weekly
        try {
            $new = Get-SslCertificate a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Reason weekly -Confirm:$false |
                Wait-SslCertificate
            $emulator.Requests.Clear()
            $said = pwsh -NoProfile -NonInteractive -File $weekly -Folder $folder -Days 22 | Out-String

            $LASTEXITCODE | Should -Be 0 -Because $said
            $bound = @(Get-GaapDomain -Domain www.example.com).CertificateId | Select-Object -Unique
            (Get-GaapCertificateUsage $bound).SslCertificateId | Should -Be $new.CertificateId
            ($emulator.Requests.Entries | Where-Object Action -EQ 'ReplaceCertificate').Body | Should -Not -Match 'a91hoLqi'
        }
        finally {
            $env:PSModulePath = $kept
            $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $null
            Stop-TencentCertEmulator $emulator
        }
    }
}
