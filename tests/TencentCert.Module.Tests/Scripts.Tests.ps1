# Every script, manifest and pipeline of the repository: analysed, parsed, and where it is cheap, run.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $hasAnalyzer = [bool](Get-Module PSScriptAnalyzer -ListAvailable)
    if (-not $hasAnalyzer) { Write-Warning 'SKIPPED: script analysis. Install PSScriptAnalyzer.' }
    $hasYaml = [bool](Get-Command python3 -ErrorAction Ignore) -and -not (python3 -c 'import yaml' 2>&1)
    if (-not $hasYaml) { Write-Warning 'SKIPPED: parsing of YAML. Install Python 3 with PyYAML.' }

    $own = Get-ChildItem $Root -Recurse -File -Include *.ps1, *.psd1, *.psm1 | Where-Object FullName -NotMatch '[\\/](bin|obj|out|lib|TestResults|BenchmarkDotNet\.Artifacts)[\\/]'
    $scripts = @($own | ForEach-Object { @{ Name = [IO.Path]::GetRelativePath($Root, $_.FullName); Path = $_.FullName } })
    $pipelines = @('.github/workflows/ci.yml', 'samples/ci/github-actions.yml', 'samples/ci/azure-pipelines.yml' | ForEach-Object { @{ Name = $_; Path = Join-Path $Root $_ } })
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/CodeProblem.ps1
}

Describe 'Script' {
    It '<Name> parses and has no finding' -ForEach $scripts {
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
    It '<Name> is YAML, and its PowerShell parses and binds' -ForEach $pipelines {
        $document = python3 -c 'import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1], encoding="utf-8"))))' $Path | ConvertFrom-Json -AsHashtable
        $steps = @($document.jobs.Values | ForEach-Object { $_.steps }) + @($document.steps)
        $steps.Count | Should -BeGreaterThan 1
        $steps | Where-Object { $_.uses } | ForEach-Object { $_.uses | Should -Match '@v\d+$' }
        foreach ($step in $steps | Where-Object { $_ -and ($_.shell -eq 'pwsh' -or $_.inputs.pwsh) }) {
            # The scripts of the repository are commands by their path.
            Push-Location $Root
            try { Get-CodeProblem ($step.run ?? $step.inputs.script) | Where-Object { $_ -notmatch 'uses no cmdlet of this module|^Set-Content: NoNewline' } | Should -BeNullOrEmpty }
            finally { Pop-Location }
        }
    }
}

Describe 'Ticket' {
    BeforeAll {
        $folder = Join-Path $env:HOME 'ticket'
        $rotation = Join-Path $env:HOME 'Rotation.ps1'
        'param($Folder, $Days, $ProfileName, [switch] $Confirm) "looked at $Folder for $Days days"; Write-Error "www.example.com failed"; exit [int]$env:TICKET_TEST' | Set-Content $rotation
        $hook = {
            param($Listener, $Got)
            $context = $Listener.GetContext()
            $Got.Enqueue([IO.StreamReader]::new($context.Request.InputStream, [Text.Encoding]::UTF8).ReadToEnd())
            $context.Response.Close()
        }
        $ticket = Join-Path $Root 'samples/New-RotationTicket.ps1'
    }

    It 'is opened when the rotation failed, with what it said' {
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
        $env:TICKET_TEST = '1'
        try { $null = pwsh -NoProfile -NonInteractive -File $ticket -Folder $folder -WebHook "http://127.0.0.1:$port/" -Rotation $rotation; $LASTEXITCODE | Should -Be 1 }
        finally { $env:TICKET_TEST = $null; $listener.Close(); $server.Dispose() }
        $sent = $got.ToArray()[0] | ConvertFrom-Json
        $sent.title | Should -BeLike 'Certificate rotation failed*'
        $sent.text | Should -BeLike '*www.example.com failed*'
        Get-ChildItem $folder -Filter rotation-*.log | Should -Not -BeNullOrEmpty
    }

    It 'is not opened when all went well' {
        pwsh -NoProfile -NonInteractive -File $ticket -Folder $folder -WebHook 'http://127.0.0.1:9/' -Rotation $rotation | Out-String | Should -BeLike '*looked at*30 days*'
        $LASTEXITCODE | Should -Be 0
    }
}
