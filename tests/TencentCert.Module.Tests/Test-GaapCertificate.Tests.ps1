# What a handshake shows besides the thumbprint: whether a client would accept the chain.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $web = 'listener-web00443'

    # A server certificate for www.example.com with its issuers as files; dates in days from now.
    function New-Chain([double] $From = -1, [double] $To = 90, [double] $IssuerTo = 900, [switch] $LeafOnly) {
        $now = [DateTimeOffset]::UtcNow
        $hash = 'SHA256'
        $ca = [Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($true, $false, 0, $true)
        $signs = [Security.Cryptography.X509Certificates.X509KeyUsageExtension]::new('KeyCertSign', $true)
        $keys = 1..3 | ForEach-Object { [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256) }
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Private root', $keys[0], $hash)
        $request.CertificateExtensions.Add($ca); $request.CertificateExtensions.Add($signs)
        $root = $request.CreateSelfSigned($now.AddDays(-999), $now.AddDays(999))
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Private issuer', $keys[1], $hash)
        $request.CertificateExtensions.Add($ca); $request.CertificateExtensions.Add($signs)
        $issuer = [Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::CopyWithPrivateKey($request.Create($root,
            $now.AddDays(-900), $now.AddDays($IssuerTo), [byte[]] (1, 2)), $keys[1])
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=www.example.com', $keys[2], $hash)
        $names = [Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
        $names.AddDnsName('www.example.com')
        $request.CertificateExtensions.Add($names.Build())
        $generator = [Security.Cryptography.X509Certificates.X509SignatureGenerator]::CreateForECDsa($keys[1])
        $leaf = $request.Create($issuer.SubjectName, $generator, $now.AddDays($From), $now.AddDays($To), [byte[]] (1, 3))
        $path = Join-Path $TestDrive "$([guid]::NewGuid()).pem"
        $issuers = if ($LeafOnly) { '' } else { $issuer.ExportCertificatePem() }
        Set-Content $path ($leaf.ExportCertificatePem() + "`n" + $issuers + "`n" + $keys[2].ExportPkcs8PrivateKeyPem())
        $path
    }

    function Get-Warning($Said) {
        @($Said.All | Where-Object { $_ -is [Management.Automation.WarningRecord] -and $_.Message -like '*would refuse*' }).Message
    }
}

Describe 'Test-GaapCertificate' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'shows the served chain with dates and names, and does not warn about a private root' {
        $said = Invoke-Watched { Test-GaapCertificate $web www.example.com }
        $test = $said.Output[0]
        $test.Passed | Should -BeTrue
        $test.ServedChain | Should -HaveCount 2
        $test.ServedDnsNames | Should -Contain 'www.example.com'
        $test.ServedNotBefore | Should -BeLessThan $test.ServedNotAfter
        $test.ClientProblem | Should -BeNullOrEmpty
        Get-Warning $said | Should -BeNullOrEmpty
    }

    It 'warns about <Case>' -ForEach @(
        @{ Case = 'a missing intermediate'; Arguments = @{ LeafOnly = $true }; Says = '*not complete*Private issuer*' }
        @{ Case = 'an expired issuer'; Arguments = @{ IssuerTo = -2 }; Says = '*Private issuer*expired*' }
        @{ Case = 'a certificate that is not valid yet'; Arguments = @{ From = 3 }; Says = '*not valid before*' }
    ) {
        $entry = Import-GaapCertificate (New-Chain @Arguments) -Force 3>$null
        $said = Invoke-Watched {
            Set-GaapCertificate $web www.example.com $entry.CertificateId -Verify; Test-GaapCertificate $web www.example.com
        }
        $said.Error | Should -BeNullOrEmpty
        $said.Output[0].Verified, $said.Output[1].Passed | Should -Be $true, $true
        $said.Output.ClientProblem | ForEach-Object { $_ | Should -BeLike $Says }
        Get-Warning $said | Should -HaveCount 2
    }

    It 'does not warn about a complete chain with a private root' {
        $entry = Import-GaapCertificate (New-Chain)
        $said = Invoke-Watched { Set-GaapCertificate $web www.example.com $entry.CertificateId -Verify }
        $said.Output.Verified | Should -BeTrue
        Get-Warning $said | Should -BeNullOrEmpty
    }
}

Describe 'Test-SslCertificateBinding' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'warns about a chain that a client would refuse' {
        $ssl = Import-SslCertificate (New-Chain -LeafOnly) -Force 3>$null
        Publish-SslCertificate $ssl.CertificateId cdn 'www.example.com|on' -Force -Wait 3>$null 6>$null | Out-Null
        $said = Invoke-Watched { Test-SslCertificateBinding $ssl.CertificateId -ConnectTo $emulator.Edge }
        $said.Output.Passed | Should -BeTrue
        $said.Output.ServedChain | Should -HaveCount 1
        Get-Warning $said | Should -BeLike '*not complete*'
    }
}
