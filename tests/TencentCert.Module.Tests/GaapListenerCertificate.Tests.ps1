BeforeAll {
    . $PSScriptRoot/Common.ps1
    $web = 'listener-web00443'
    $shop = 'listener-shop0443'
}

Describe 'Set-GaapListenerCertificate' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'accepts a certificate of either service from the pipeline' {
        (Get-GaapCertificate cert-blog4e5p | Set-GaapListenerCertificate $shop -Wait).State | Should -Be Live
        $carried = Get-SslCertificate a91hoLqi | Set-GaapListenerCertificate $shop -Wait
        $carried.State | Should -Be Live
        (Get-GaapListener $shop).CertificateId | Should -Be $carried.CertificateId
    }

    It 'binds each of two certificates to its own listener' {
        $listeners = $shop, 'listener-mtls8443'
        $sources = @(Get-SslCertificate -Status Issued | Where-Object CertificateId -NE a91hoLqi)[0], (Get-SslCertificate a91hoLqi)
        $pairs = 0, 1 | ForEach-Object { $sources[$_] | Add-Member -PassThru ListenerId $listeners[$_] }
        $bindings = @($pairs | Set-GaapListenerCertificate -Wait -Ordered)
        $bindings.State | Should -Not -Contain Failed
        0, 1 | ForEach-Object { (Get-GaapCertificate $bindings[$_].CertificateId).SubjectCN | Should -Be $sources[$_].Domain }
    }

    It 'refuses a second certificate for one listener' {
        $said = Invoke-Watched {
            Get-GaapCertificate cert-blog4e5p, cert-www4a1hq -Ordered | Set-GaapListenerCertificate $shop -Wait -Ordered
        }
        $said.Output.State | Should -Be Live, Failed
        $said.Error.Exception.Message | Should -BeLike "$shop * cert-blog4e5p first*cert-www4a1hq was not sent*"
        $emulator.Requests.Count('ModifyHTTPSListenerAttribute') | Should -Be 1
    }

    It 'refuses a certificate that does not cover a domain that uses it, unless -Force is given' {
        $said = Invoke-Watched {
            Set-GaapListenerCertificate $web cert-blog4e5p -Wait; Get-SslCertificate e45psQun | Set-GaapListenerCertificate $web -Wait
        }
        $said.Output.State | Should -Be Failed, Failed
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'InvalidParameterValue.CertificateNotMatchDomain,*'
        $said.Error[0].Exception.Message | Should -BeLike "cert-blog4e5p * $web`: api.example.com; * blog.example.com.*-Force*"
        $said.Error[1].Exception.Message | Should -BeLike "e45psQun * $web`: api.example.com; *"
        $emulator.Requests.Count('ModifyHTTPSListenerAttribute') | Should -Be 0
        (Set-GaapListenerCertificate $web cert-blog4e5p -Wait -Force).State | Should -Be Live
    }

    It 'reports the previous certificate, also when the write fails' {
        [void]$emulator.Faults.AddError('ModifyHTTPSListenerAttribute', 'FailedOperation.Test', 'no', 1)
        $said = Invoke-Watched { Set-GaapListenerCertificate $shop cert-blog4e5p }
        $said.Output.State | Should -Be Failed
        $said.Output.CertificateId | Should -Be cert-blog4e5p
        $said.Output.PreviousCertificateId | Should -Be cert-shop7b2k
    }

    It 'requires a server certificate, client certificates, or both' {
        { Set-GaapListenerCertificate $web } | Should -Throw '*-ClientCertificateId*'
        { Get-GaapListener $web | Set-GaapListenerCertificate } | Should -Throw '*-ClientCertificateId*'
    }

    It 'binds the server certificate of a listener and keeps its client certificates' {
        (Set-GaapListenerCertificate listener-mtls8443 cert-blog4e5p -Wait).State | Should -Be 'Live'
        $listener = Get-GaapListener listener-mtls8443
        $listener.CertificateId | Should -Be 'cert-blog4e5p'
        $listener.ClientCertificateId | Should -Be 'cert-client01'
    }
}
