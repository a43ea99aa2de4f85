BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $kinds = [TencentCert.Core.Ssl.SslResourceType]::All | ForEach-Object {
        @{ Kind = $_.Name; Forms = $_.Forms.Count; CanUpdate = $_.CanUpdate }
    }
}

# Every resource type that can have a certificate is verified by a handshake, or reported to have no domain.
Describe 'The verification of a deployment' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $emulator = Start-TencentCertEmulator -Connect -Speed 1000
        $names = [string[]] ('www.example.com', 'api.example.com', 'partner.example.com', 'example.com', '*.example.com')
        function New-Successor { $emulator.World.AddSslCertificate($names, $null, $null, $null, $null, $false).Id }
        $null = $emulator.World.AddResource([TencentCert.Emulator.Ssl.CloudResource] @{
                Type = 'lighthouse'; Region = 'ap-guangzhou'; InstanceId = 'lhins-00000001'; Domain = 'www.example.com' })
        $moved = New-Successor
        $update = Update-SslCertificateBinding $moved -OldCertificateId a91hoLqi -Verify -Wait 3>$null 6>$null
        $bound = Get-SslCertificateBinding $moved
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'is done, or reported as impossible, for <kind> by Update-SslCertificateBinding' -ForEach ($kinds | Where-Object CanUpdate) {
        $tests = @($update.Test | Where-Object ResourceType -EQ $Kind)
        $tests | Should -Not -BeNullOrEmpty
        foreach ($test in $tests) {
            $test.Instance | Should -Not -BeNullOrEmpty
            if ($test.Domain) { $test.Passed | Should -BeTrue } else { $test.Reason | Should -BeLike '*has no domain*' }
        }
    }

    It 'is done, or reported as impossible, for <kind> by Publish-SslCertificate' -ForEach ($kinds | Where-Object Forms) {
        $resources = if ($Kind -eq 'lighthouse') {
            [pscustomobject] @{ Instance = 'ap-guangzhou|lhins-00000001|www.example.com'; Domain = @('www.example.com') }
        }
        else { @($bound | Where-Object ResourceType -EQ $Kind) }
        $resources | Should -Not -BeNullOrEmpty
        $new = New-Successor
        foreach ($resource in $resources) {
            $said = Invoke-Watched {
                Publish-SslCertificate $new $Kind $resource.Instance -Region ($resource.Region ?? 'ap-guangzhou') -Verify 6>$null
            }
            $said.Error | Should -BeNullOrEmpty
            $deployment = $said.Output | Where-Object { $_ -is [TencentCert.Core.Ssl.SslDeployment] }
            $deployment.State | Should -Be 'Succeeded'
            if (@($resource.Domain).Count) {
                $deployment.Verified | Should -BeTrue
                $deployment.Test.Domain | Should -Be @($resource.Domain)
            }
            else {
                $deployment.Verified | Should -BeNullOrEmpty
                $deployment.Test[0].Reason | Should -BeLike '*has no domain*'
                $deployment.Test[0].Instance | Should -Not -BeNullOrEmpty
            }
        }
    }
}
