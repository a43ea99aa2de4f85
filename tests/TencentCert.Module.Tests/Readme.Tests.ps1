# The pipelines of README.md, run as printed. The test supplies only what is missing without the cloud.
BeforeDiscovery {
    $text = Get-Content -Raw (Join-Path $PSScriptRoot '../../README.md')
    $blocks = [regex]::Matches($text, '(?s)```powershell\r?\n(.*?)```') | ForEach-Object { $_.Groups[1].Value }
    $pipelines = @(
        $blocks | Where-Object { $_ -match 'Update-GaapCertificate' } | ForEach-Object { @{ Name = ($_ -split "`n")[0]; Block = $_ } }
    )
}

BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'README.md' {
    BeforeEach {
        $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect
        $PSDefaultParameterValues = @{
            'Connect-TencentCert:Endpoint'         = $emulator.Endpoint
            'Update-GaapCertificate:ConnectTo'     = $emulator.Edge
            'Invoke-TencentCertRotation:ConnectTo' = $emulator.Edge
            'Invoke-SslCertificateReissue:Confirm' = $false
            'Update-GaapCertificate:Confirm'       = $false
        }
        New-Item -ItemType Directory -Force (Join-Path $env:HOME '.tccli') | Out-Null
        @{ secretId = $emulator.Credential.UserName; secretKey = $emulator.Credential.GetNetworkCredential().Password } |
            ConvertTo-Json | Set-Content (Join-Path $env:HOME '.tccli/prod.credential')
        Push-Location $TestDrive
    }

    AfterEach {
        Pop-Location
        $emulator | Stop-TencentCertEmulator
    }

    It 'has a rotation that runs, and has nothing to do when repeated' {
        $block = [regex]::Matches((Get-Content -Raw (Join-Path $Root 'README.md')), '(?s)```powershell\r?\n(.*?)```') |
            ForEach-Object { $_.Groups[1].Value } | Where-Object { $_ -match 'Invoke-TencentCertRotation.*-JournalPath' }
        @($block).Count | Should -Be 1
        $said = Invoke-Watched ([scriptblock]::Create("$block"))
        $said.Error | Should -BeNullOrEmpty
        $results = @($said.Output | Where-Object { $_ -is [TencentCert.Core.Rotation.RotationResult] })
        $results.Count | Should -BeGreaterThan 2
        $results.Verified | Should -Not -Contain $false
        ($results | Measure-Object ResourceChanged -Sum).Sum | Should -BeGreaterThan 10
        (Invoke-Watched ([scriptblock]::Create("$block"))).Output | Should -BeNullOrEmpty
    }

    It 'has a playground that runs as printed and yields the printed counts' {
        $text = Get-Content -Raw (Join-Path $Root 'README.md')
        $block = [regex]::Matches($text, '(?s)```powershell\r?\n(.*?)```') | ForEach-Object { $_.Groups[1].Value } |
            Where-Object { $_ -match 'Start-TencentCertEmulator' }
        @($block).Count | Should -Be 1
        $PSDefaultParameterValues.Clear()
        $PSDefaultParameterValues['Start-TencentCertEmulator:Speed'] = 20
        $said = Invoke-Watched ([scriptblock]::Create("$block"))
        $said.Error | Should -BeNullOrEmpty
        $results = @($said.Output | Where-Object { $_ -is [TencentCert.Core.Rotation.RotationResult] })
        $counts = $results.Count, ($results | Measure-Object GaapChanged -Sum).Sum, ($results | Measure-Object ResourceChanged -Sum).Sum
        $block | Should -Match ('{0} certificates, {1} bindings in GAAP, {2} other resources' -f $counts)
    }

    It 'has at most 83 lines and 749 words' {
        foreach ($name in 'README.md', 'README.zh-CN.md') { (Get-Content (Join-Path $Root $name)).Count | Should -BeLessOrEqual 83 }
        ([regex]::Matches((Get-Content -Raw (Join-Path $Root 'README.md')), '\S+')).Count | Should -BeLessOrEqual 749
    }

    It 'has one GAAP pipeline' -ForEach @{ Count = $pipelines.Count } { $Count | Should -Be 1 }

    It 'has a pipeline that runs, and changes nothing when repeated: <Name>' -ForEach $pipelines {
        $said = Invoke-Watched ([scriptblock]::Create($Block))
        $bindings = @($said.Output | Where-Object { $_ -is [TencentCert.Core.Bindings.GaapCertificateBinding] })
        $bindings.Count | Should -BeGreaterThan 3
        @($bindings | Where-Object { $_.Domain -and $_.State -eq 'Changed' -and $_.Verified }).Count | Should -BeGreaterThan 3
        $bindings.State | Should -Not -Contain Failed

        # The reissue of the free certificate keeps its expiry; all others are complete. A second run changes nothing.
        $emulator.Requests.Clear()
        $again = Invoke-Watched ([scriptblock]::Create($Block))
        $emulator.Requests.Count('ModifyCertificate') + $emulator.Requests.Count('CreateCertificate') | Should -Be 0
        @($again.Output | Where-Object { $_ -is [TencentCert.Core.Bindings.GaapCertificateBinding] } |
            Where-Object State -EQ Changed).Count | Should -Be 0
    }
}
