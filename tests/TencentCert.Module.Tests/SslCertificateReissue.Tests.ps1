BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/EmulatedTime.ps1

    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 20; RequestsPerSecond = 0 }
        $With.GetEnumerator() | ForEach-Object { $options[$_.Key] = $_.Value }
        Start-TencentCertEmulator @options -Connect
    }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Invoke-SslCertificateReissue' -Tag Culture {
    BeforeEach { $emulator = Start-World }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'shows the change and sends none with -WhatIf' {
        $free, $paid = @(Get-SslCertificate -ExpiringWithin 30).Where({ $_.PackageType -eq '83' }, 'Split')
        $paid | Invoke-SslCertificateReissue -ValidType DNS -WhatIf | Should -BeNullOrEmpty
        $free.CertificateId | Should -Be e45psQun
        { $free | Invoke-SslCertificateReissue -ValidType DNS -ErrorAction Stop } |
            Should -Throw '*Request-SslCertificate blog.example.com DNS -RenewCertificate e45psQun*' `
                -Because 'its reissue ends on the same day'
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 0
    }

    It 'returns the new and the old id, which the next cmdlets accept' {
        $reissue = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false
        $reissue.OldCertificateId | Should -Be a91hoLqi
        $reissue.CertificateId | Should -Match '^[A-Za-z0-9]{8}$'
        $reissue.Recovered | Should -BeFalse
        $reissue.RequestId | Should -Not -BeNullOrEmpty
        ($reissue | Get-SslCertificate).CertificateId | Should -Be $reissue.CertificateId
    }

    It 'finds the new certificate when the response is lost, and sends one request' {
        [void]$emulator.Faults.Add('ReplaceCertificate', 'LoseAnswer')
        $reissue = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false
        $reissue.Recovered | Should -BeTrue
        $reissue.CertificateId | Should -Be $emulator.World.FindSslCertificate('a91hoLqi').ReplacedFor
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 1
    }

    It 'sends one request after <_>, and finds the certificate or reports an unknown outcome' `
        -ForEach 'ServerErrorAfterWork', 'InternalErrorAfterWork', 'TruncatedBody', 'Html' {
        [void]$emulator.Faults.Add('ReplaceCertificate', $_)
        if ($_ -eq 'Html') {
            # The proxy responded before the service received the call, so no certificate is found: the outcome is unknown and nothing is sent again.
            $said = Invoke-Watched {
                Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false -Connection (New-EmulatedTimeConnection $emulator)
            }
            $said.Output | Should -BeNullOrEmpty
            $said.Error.FullyQualifiedErrorId | Should -BeLike 'Client.OutcomeUnknown,*'
            $said.Error.ErrorDetails.Message | Should -Match 'Get-SslCertificate'
        }
        else {
            (Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false).Recovered | Should -BeTrue
        }
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 1
    }

    It 'retries a throttled request until it is accepted' {
        [void]$emulator.Faults.Add('ReplaceCertificate', 'Throttle', 2)
        (Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false).Recovered | Should -BeFalse
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 3
    }

    It 'returns an existing reissue instead of another one' {
        $first = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false
        $second = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false
        $second.CertificateId | Should -Be $first.CertificateId
        $second.Recovered | Should -BeTrue
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 1
    }

    It 'requests a new key online: <Algorithm> <Parameter>' -ForEach @(
        @{ Algorithm = 'RSA'; Parameter = '2048' }
        @{ Algorithm = 'ECC'; Parameter = 'prime256v1' }
        @{ Algorithm = 'ECC1'; Parameter = 'secp384r1' }
    ) {
        $reissue = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -CsrType online -KeyAlgorithm $Algorithm -KeyParameter $Parameter `
            -Confirm:$false
        $issued = $reissue | Wait-SslCertificate
        $issued.Status | Should -Be Issued
        $sent = $emulator.Requests.Entries | Where-Object Action -EQ ReplaceCertificate
        ($sent.Body | ConvertFrom-Json).CertCSREncryptAlgo | Should -BeExactly ($Algorithm -replace '1$')
    }

    It 'accepts the API''s own parameter names' {
        { Invoke-SslCertificateReissue -CertificateId a91hoLqi -ValidType DNS -CsrType Online -CertCSREncryptAlgo RSA `
            -CertCSRKeyParameter 4096 -WhatIf } |
            Should -Not -Throw
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'upload without a request'; With = @{ CsrType = 'upload' }; Says = 'CsrPath' }
        @{ Name = 'a request beside another source of the key'; With = @{ CsrType = 'original'; CsrContent = 'x' }
            Says = 'CsrType upload' }
        @{ Name = 'a malformed request'; With = @{ CsrType = 'upload'; CsrContent = '-----BEGIN CERTIFICATE REQUEST-----' }
            Says = 'CsrContent' }
        @{ Name = 'an algorithm without online'; With = @{ KeyAlgorithm = 'RSA' }; Says = 'CsrType online' }
        @{ Name = 'an unknown algorithm'; With = @{ CsrType = 'online'; KeyAlgorithm = 'DSA' }; Says = 'RSA, ECC or SM2' }
        @{ Name = 'a pair that does not exist'; With = @{ CsrType = 'online'; KeyAlgorithm = 'RSA'; KeyParameter = 'prime256v1' }
            Says = '2048, 4096' }
        @{ Name = 'an id of the GAAP certificate store'; With = @{ CertificateId = 'cert-12345678' }; Says = 'GAAP' }
        @{ Name = 'a blank id'; With = @{ CertificateId = '  ' }; Says = 'empty' }
        @{ Name = 'an id with control characters'; With = @{ CertificateId = "a91`r`nhoLqi" }; Says = 'form of a certificate id' }
        @{ Name = 'a very long id'; With = @{ CertificateId = 'a' * 10000 }; Says = 'form of a certificate id' }
    ) {
        $emulator.Requests.Clear()
        $arguments = @{ CertificateId = 'a91hoLqi'; ValidType = 'DNS'; Confirm = $false }
        $With.GetEnumerator() | ForEach-Object { $arguments[$_.Key] = $_.Value }
        $said = Invoke-Watched { Invoke-SslCertificateReissue @arguments }
        $said.Output | Should -BeNullOrEmpty
        $said.Error.Count | Should -Be 1
        $said.Error[0].Exception.Message | Should -Match $Says
        $emulator.Requests.Total | Should -Be 0
    }

    It 'reports why <Id> cannot be reissued' -ForEach @(
        @{ Id = 'f36qtRvp'; Why = 'uploaded' }
        @{ Id = 'g27ruSwq'; Why = 'Expired' }
        @{ Id = 'zzzzzzzz'; Why = '' }
    ) {
        $said = Invoke-Watched { Invoke-SslCertificateReissue $Id DNS -Confirm:$false }
        $said.Error.Count | Should -Be 1
        $said.Error[0].Exception.Message | Should -Match $Why
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 0
    }
}
