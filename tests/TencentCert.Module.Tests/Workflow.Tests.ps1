# The main workflow as one pipeline, against the emulator over real HTTP and TLS.

BeforeAll {
    . $PSScriptRoot/Common.ps1

    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 20; RequestsPerSecond = 0 }
        $With.GetEnumerator() | ForEach-Object { $options[$_.Key] = $_.Value }
        Start-TencentCertEmulator @options -Connect
    }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'The complete workflow' -Tag Culture {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'finds, reissues, binds and verifies a certificate in one pipeline' {
        $domain = Get-GaapDomain -Domain www.example.com
        $before = $domain | Test-GaapCertificate -ConnectTo $emulator.Edge
        $before.Passed | Should -BeTrue

        $binding = Get-SslCertificate -ExpiringWithin 30 -Domain www.example.com |
            Invoke-SslCertificateReissue -ValidType DNS_AUTO -Reason rotation -Confirm:$false |
            Wait-SslCertificate |
            Set-GaapCertificate -ListenerId $domain.ListenerId -Verify -ConnectTo $emulator.Edge

        $binding.State | Should -Be Live
        $binding.Verified | Should -BeTrue
        $binding.PreviousCertificateId | Should -Be $domain.CertificateId
        $after = Get-GaapDomain -Domain www.example.com | Test-GaapCertificate -ConnectTo $emulator.Edge
        $after.Passed | Should -BeTrue
        $after.ServedThumbprint | Should -Not -Be $before.ServedThumbprint
    }

    It 'is confirmed by openssl' -Skip:(-not (Get-Command openssl -ErrorAction Ignore)) {
        $domain = Get-GaapDomain -Domain www.example.com
        $pem = '' | & openssl s_client -connect $emulator.Edge -servername www.example.com -showcerts 2>$null
        $served = $pem | & openssl x509 -noout -fingerprint -sha1
        $bound = Get-GaapCertificate -CertificateId $domain.EffectiveCertificateId
        ($served -replace '.*=' -replace ':') | Should -Be $bound.Thumbprint
    }

    It 'changes nothing when repeated' {
        $emulator.Requests.Clear()
        $domain = Get-GaapDomain -Domain www.example.com
        $again = Get-SslCertificate -CertificateId a91hoLqi |
            Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false |
            Wait-SslCertificate |
            Set-GaapCertificate -ListenerId $domain.ListenerId -Domain www.example.com -Verify -ConnectTo $emulator.Edge
        $again.State | Should -Be AlreadyCurrent
        $again.Verified | Should -BeTrue
        'ReplaceCertificate', 'CreateCertificate', 'ModifyCertificate' |
            ForEach-Object { $emulator.Requests.Count($_) | Should -Be 0 -Because $_ }
    }
}
