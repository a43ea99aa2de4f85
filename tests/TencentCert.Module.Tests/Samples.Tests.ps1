# The steps of samples/ci, run as printed. The test supplies only what is missing without the cloud and the gallery.
BeforeDiscovery {
    $ci = Join-Path $PSScriptRoot '../../samples/ci'
    $read = {
        param($File, $Pattern) ([regex]::Matches((Get-Content -Raw (Join-Path $ci $File)), $Pattern) |
            ForEach-Object { $_.Groups['code'].Value }) -join "`n"
    }

    # A YAML file's code ends where the next step or Azure's env begins; a Jenkinsfile passes its code to pwsh or sh in quotes.
    $steps = @(
        @{ File = 'github-actions.yml'; Code = & $read 'github-actions.yml' '(?s)\n +run: \|\r?\n(?<code>.*?)\n      [-#]' }
        @{ File = 'azure-pipelines.yml'; Code = & $read 'azure-pipelines.yml' '(?s)\n +script: \|\r?\n(?<code>.*?)\n    env:' }
        @{ File = 'Jenkinsfile'; Code = & $read 'Jenkinsfile' "(?s)pwsh '''(?<code>.*?)'''" }
        @{ File = '../action/action.yml'; Code = & $read '../action/action.yml' '(?s)\n +run: \|\r?\n(?<code>.*)$' }
        @{ File = 'gitlab-ci.yml'; Code = (& $read 'gitlab-ci.yml' '-File (?<code>samples/ci/\S+\.ps1)') + ' -Folder certs' }
        @{ File = 'coding.Jenkinsfile'; Code = & $read 'coding.Jenkinsfile' "(?m)^\s*sh '(?<code>[^']*)'" }
    )
    $lines = @($steps[-1].Code -split "`n") + (& $read 'crontab' '(?m)\b(?<code>pwsh .*)$') | ForEach-Object { @{ Line = $_ } }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    # A module of the same name that replaces the one from the gallery and connects to the emulator.
    $modules = Join-Path $TestDrive 'modules'
    $null = New-Item -ItemType Directory (Join-Path $modules 'TencentCert')
    @"
Import-Module '$(Join-Path $Root 'TencentCert.psd1')' -Global
`$key = [Net.NetworkCredential]::new(`$env:EMULATOR_ID, `$env:EMULATOR_KEY)
Connect-TencentCert -Credential ([pscredential]::new(`$key.UserName, `$key.SecurePassword)) -Endpoint `$env:EMULATOR_ENDPOINT
`$global:PSDefaultParameterValues['Invoke-TencentCertRotation:ConnectTo'] = `$env:EMULATOR_EDGE
function global:Install-PSResource { param(`$Name, [switch] `$TrustRepository) "installs `$Name" }
function global:Invoke-RestMethod { param(`$Uri, `$Headers) @{ value = 'an identity' } }
"@ | Set-Content (Join-Path $modules 'TencentCert/TencentCert.psm1')
    $env:PSModulePath = $modules + [IO.Path]::PathSeparator + $env:PSModulePath
    $env:RUNNER_TEMP, $env:PIPELINE_WORKSPACE, $env:JENKINS_CERTS = "$TestDrive", "$TestDrive", (Join-Path $TestDrive 'certs')
    $env:TICKET_HOOK = 'http://127.0.0.1:9/'
    $env:GITHUB_REPOSITORY = 'example/operations'
    $env:GITHUB_ACTION_PATH = Join-Path $Root 'samples/action'
    $env:ROTATION_FOLDER, $env:ROTATION_DAYS, $env:HOOK_KIND, $env:TENCENT_TOKEN = (Join-Path $TestDrive 'certs'), '30', 'Generic',
        'an identity'
}

AfterAll {
    foreach ($name in 'EMULATOR_ID', 'EMULATOR_KEY', 'EMULATOR_ENDPOINT', 'EMULATOR_EDGE', 'RUNNER_TEMP', 'PIPELINE_WORKSPACE',
        'JENKINS_CERTS', 'TICKET_HOOK', 'GITHUB_REPOSITORY', 'GITHUB_ACTION_PATH', 'ROTATION_FOLDER', 'ROTATION_DAYS', 'HOOK_KIND',
        'TENCENT_TOKEN') { Set-Item "env:$name" $null }
}

Describe 'A CI step' {
    BeforeEach {
        $emulator = Start-TencentCertEmulator -Speed 60 -RequestsPerSecond 0 -Connect
        $env:EMULATOR_ID, $env:EMULATOR_KEY = $emulator.Credential.UserName, $emulator.Credential.GetNetworkCredential().Password
        $env:EMULATOR_ENDPOINT, $env:EMULATOR_EDGE = $emulator.Endpoint, $emulator.Edge
        $certs = Join-Path $TestDrive 'certs'
    }

    AfterEach {
        Stop-TencentCertEmulator
        Remove-Item $certs -Recurse -Force -ErrorAction Ignore
    }

    It 'runs the weekly rotation: <File>' -ForEach $steps {
        $Code | Should -Match 'New-RotationTicket|Start-GitLabRotation'

        # A shell line runs the same command here; a CI host ends a step with the exit code of its last command.
        $own = ($Code -replace '-Folder (/var/lib/)?certs\b', "-Folder '$certs'").Replace('"$TICKET_HOOK"',
            '$env:TICKET_HOOK').Replace('"Install-', '"Import-Module TencentCert; Install-')
        $script = Join-Path $TestDrive 'step.ps1'
        "Import-Module TencentCert`nSet-Location '$Root'`n$own`nexit `$LASTEXITCODE" | Set-Content $script
        $said = pwsh -NoProfile -NonInteractive -File $script *>&1
        $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
        $said | Should -Contain 'installs TencentCert'
        $emulator.Requests.Count('ReplaceCertificate') | Should -BeGreaterThan 0
        Get-TencentCertRotation | Should -BeNullOrEmpty -Because 'nothing is left to do'
        Join-Path $certs 'inventory.html' | Should -Exist
    }
}

Describe 'A shell line' {
    It 'calls a script with parameters that it has: <Line>' -ForEach $lines {
        $errors = $null
        $ast = [Management.Automation.Language.Parser]::ParseInput($Line.Replace('"$TICKET_HOOK"', 'x'), [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        if ($Line -match '-File \S*?([\w-]+\.ps1) (.*)$') {
            $command = Get-Command (Join-Path $Root "samples/$($Matches[1])")
            [regex]::Matches($Matches[2], '(?<=^| )-(\w+)') |
                ForEach-Object { $command.Parameters.Keys | Should -Contain $_.Groups[1].Value }
        }
        else { $ast.Extent.Text | Should -BeLike '*Install-PSResource TencentCert*' }
    }
}

Describe 'A deployment sample' {
    It 'for systemd starts a script with parameters that it has' {
        $unit = Get-Content -Raw (Join-Path $Root 'samples/systemd/tencentcert.service')
        $line = [regex]::Match($unit, '(?m)^ExecStart=.*-File /opt/tencentcert/(?<script>\S+) (?<arguments>.*)$')
        $command = Get-Command (Join-Path $Root "samples/$($line.Groups['script'].Value)")
        [regex]::Matches($line.Groups['arguments'].Value, '(?<=^| )-(\w+)') |
            ForEach-Object { $command.Parameters.Keys | Should -Contain $_.Groups[1].Value }
        if (Get-Command systemd-analyze -CommandType Application -ErrorAction Ignore) {
            $said = systemd-analyze verify (Join-Path $Root 'samples/systemd/tencentcert.timer') 2>&1 | Out-String
            $said | Should -Not -Match 'Unknown|Failed to parse|Invalid'
        }
    }

    It 'for Kubernetes and containers starts a script with parameters that it has' {
        $command = Get-Command (Join-Path $Root 'samples/New-RotationTicket.ps1')
        $job = [regex]::Match((Get-Content -Raw (Join-Path $Root 'samples/kubernetes/cronjob.yaml')),
            '(?m)^ +args: \[(.*)\]$').Groups[1].Value
        $image = [regex]::Match((Get-Content -Raw (Join-Path $Root 'samples/container/Dockerfile')),
            '(?m)^ENTRYPOINT .*New-RotationTicket\.ps1"(.*)\]$').Groups[1].Value
        $names = [regex]::Matches("$job $image", '(?<=[ ,"])-(\w+)|^-(\w+)') |
            ForEach-Object { "$($_.Groups[1].Value)$($_.Groups[2].Value)" }
        $names | Should -Contain Folder
        $names | Should -Contain WebHook
        $names | ForEach-Object { $command.Parameters.Keys | Should -Contain $_ }
    }

    It 'is valid YAML: <_>' -ForEach 'samples/action/action.yml', 'samples/ci/gitlab-ci.yml', 'samples/kubernetes/cronjob.yaml' {
        if (-not (Get-Command python3 -ErrorAction Ignore) -or (python3 -c 'import yaml' 2>&1)) {
            Set-ItResult -Skipped -Because 'Python 3 with PyYAML reads it'
        }
        else { python3 `
            -c 'import sys, yaml; print(len(list(yaml.safe_load_all(open(sys.argv[1], encoding="utf-8")))))' (Join-Path $Root $_) |
            Should -BeGreaterThan 0 }
    }

    It 'for containers copies files that exist' {
        $sources = [regex]::Matches((Get-Content -Raw (Join-Path $Root 'samples/container/Dockerfile')), '(?m)^COPY (samples/\S+)') |
            ForEach-Object { $_.Groups[1].Value }
        foreach ($source in $sources) { Join-Path $Root $source | Should -Exist }
    }
}

Describe 'Use-Vault.ps1' {
    It 'reads the API key from the vault, stores private keys in it, and shows none' {
        $emulator = Start-TencentCertEmulator -RequestsPerSecond 0 -Connect
        $env:EMULATOR_ID, $env:EMULATOR_KEY = $emulator.Credential.UserName, $emulator.Credential.GetNetworkCredential().Password
        $env:EMULATOR_ENDPOINT, $env:EMULATOR_EDGE = $emulator.Endpoint, $emulator.Edge
        $kept = @{}
        function global:Get-Secret { param($Name, $Vault) $kept.ContainsKey($Name) ? $kept[$Name] : $emulator.Credential }
        function global:Set-Secret { param($Name, [securestring] $SecureStringSecret, $Vault) $kept[$Name] = $SecureStringSecret }
        try {
            $given = & (Join-Path $Root 'samples/Use-Vault.ps1') prod a91hoLqi
            $given.CertificateId | Should -Be a91hoLqi
            [Net.NetworkCredential]::new('', $kept['tencentcert-a91hoLqi']).Password | Should -Match 'PRIVATE KEY'
            $given | Format-List * | Out-String | Should -Not -Match 'PRIVATE KEY'
            $pem = Join-Path $TestDrive vault.pem
            $given.CertificatePem | Set-Content $pem
            (& (Join-Path $Root 'samples/Use-Vault.ps1') prod a91hoLqi -Path $pem).CertificateId | Should -Be a91hoLqi
        }
        finally {
            Remove-Item Function:/Get-Secret, Function:/Set-Secret
            Stop-TencentCertEmulator
        }
    }
}
