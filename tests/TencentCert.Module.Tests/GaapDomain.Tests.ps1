BeforeAll {
    . $PSScriptRoot/Common.ps1
    $web = 'listener-web00443'
    $shop = 'listener-shop0443'
}

Describe 'Get-GaapDomain' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'lists the domains of all proxies and groups when no id is given' {
        $all = Get-GaapDomain
        $all.ListenerId | Should -Contain 'listener-group443'
        $all.ListenerId | Should -Contain 'listener-older443'
        ($all | ForEach-Object { "$($_.ListenerId)/$($_.Domain)" } | Sort-Object -Unique).Count | Should -Be $all.Count
    }

    It 'resolves "default" to the listener''s certificate' {
        $domain = Get-GaapDomain -ListenerId $web -Domain api.example.com
        $domain.CertificateId | Should -Be default
        $domain.EffectiveCertificateId | Should -Be (Get-GaapListener $web).CertificateId
    }

    It 'can be piped to Get-GaapCertificate, which returns the served certificate, also that of the listener' {
        $domains = Get-GaapDomain
        $domains.CertificateId | Should -Contain default
        $domains.CertificateId | Should -Contain $null
        $served = $domains | Get-GaapCertificate -Ordered
        $served.CertificateId | Should -Be $domains.EffectiveCertificateId
        ($domains[0] | Get-GaapCertificate -IncludePrivateKey).PrivateKey | Should -BeOfType securestring
        $none = [TencentCert.Core.Gaap.GaapDomain]@{ ListenerId = 'listener-bare0443'; Domain = 'bare.example.com' }
        (Invoke-Watched { $none | Get-GaapCertificate }).Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
    }

    It 'finds an internationalized name in Unicode and in Punycode' {
        (Get-GaapDomain -Domain 例子.example.com).Domain | Should -Be (Get-GaapDomain -Domain xn--fsqu00a.example.com).Domain
        (Get-SslCertificate -Domain xn--fsqu00a.example.com).CertificateId |
            Should -Be (Get-SslCertificate -Domain 例子.example.com).CertificateId
    }

    It 'accepts proxies and listeners from the pipeline' {
        $byProxy = Get-GaapProxy -ProxyId link-main3v01 | Get-GaapDomain
        $byListener = Get-GaapListener -ProxyId link-main3v01 | Get-GaapDomain
        ($byProxy.Domain | Sort-Object) -join ',' | Should -Be (($byListener.Domain | Sort-Object) -join ',')
        (Get-GaapProxy -ProxyId link-group3v1 | Get-GaapDomain).ListenerId | Should -Be listener-group443
    }

    It 'reports a name without wildcards that does not exist, but not one that another filter excludes' {
        $said = Invoke-Watched { Get-GaapDomain -Domain www.example.com, nope.example.com }
        $said.Output.Domain | Should -Be 'www.example.com'
        $said.Error.TargetObject | Should -Be 'nope.example.com'
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
        (Invoke-Watched { Get-GaapDomain -Domain nope* }).Error | Should -BeNullOrEmpty
        (Invoke-Watched { Get-GaapDomain -Domain www.example.com -EffectiveCertificateId cert-blog4e5p }).Error | Should -BeNullOrEmpty
        (Invoke-Watched { Get-GaapListener | Get-GaapDomain -Domain www.example.com }).Error | Should -BeNullOrEmpty
        (Invoke-Watched { Get-GaapDomain listener-notthere -Domain www.example.com }).Error | Should -HaveCount 1
    }

    It 'reports a filter certificate that does not exist, but not one that serves no domain' {
        (Invoke-Watched { Get-GaapDomain -EffectiveCertificateId cert-notthere }).Error[0].FullyQualifiedErrorId |
            Should -BeLike 'ResourceNotFound*'
        (Invoke-Watched { Get-GaapDomain -EffectiveCertificateId c63mqNsk }).Error[0].FullyQualifiedErrorId |
            Should -BeLike 'Client.InvalidParameter,*'
        (Invoke-Watched { Get-GaapDomain -EffectiveCertificateId (Get-GaapCertificateUsage -Unused)[0].CertificateId }).All |
            Should -BeNullOrEmpty
    }

    It 'shows ban status, TLS versions and ciphers' {
        (Get-GaapDomain $web)[0].BanStatus | Should -Be 'RECOVER'
        (Get-GaapProxy)[0].BanStatus | Should -Be 'RECOVER'
        (Get-GaapListener $web).TLSSupportVersion | Should -Be 'TLSv1.2', 'TLSv1.3'
        (Get-GaapListener $web).TLSCiphers | Should -Be 'GAAP_TLS_CIPHERS_GENERAL'
    }
}
