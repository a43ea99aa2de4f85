# The main job, step by step and as one pipeline, against the emulator over real HTTP and TLS.
BeforeAll {
    . $PSScriptRoot/Common.ps1

    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 20; RequestsPerSecond = 0 } + $With
        Start-TencentCertEmulator @options -Connect
    }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'The whole job' {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'goes from "expires soon" to "served and proven" in one pipeline' {
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

    It 'is seen by openssl too' -Skip:(-not (Get-Command openssl -ErrorAction Ignore)) {
        $domain = Get-GaapDomain -Domain www.example.com
        $pem = '' | & openssl s_client -connect $emulator.Edge -servername www.example.com -showcerts 2>$null
        $served = $pem | & openssl x509 -noout -fingerprint -sha1
        $bound = Get-GaapCertificate -CertificateId $domain.EffectiveCertificateId
        ($served -replace '.*=' -replace ':') | Should -Be $bound.Thumbprint
    }

    It 'does nothing the second time' {
        $emulator.Requests.Clear()
        $domain = Get-GaapDomain -Domain www.example.com
        $again = Get-SslCertificate -CertificateId a91hoLqi |
            Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false |
            Wait-SslCertificate |
            Set-GaapCertificate -ListenerId $domain.ListenerId -Domain www.example.com -Verify -ConnectTo $emulator.Edge
        $again.State | Should -Be AlreadyCurrent
        $again.Verified | Should -BeTrue
        'ReplaceCertificate', 'CreateCertificate', 'ModifyCertificate' | ForEach-Object { $emulator.Requests.Count($_) | Should -Be 0 -Because $_ }
    }
}

Describe 'Get-SslCertificate' {
    BeforeAll { $emulator = Start-World @{ CertificateCount = 2500 } }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'reads a page at a time, and no page that nobody wants' {
        $emulator.Requests.Clear()
        (Get-SslCertificate | Select-Object -First 5).Count | Should -Be 5
        $emulator.Requests.Count('DescribeCertificates') | Should -Be 1
    }

    It 'reads all pages, each certificate once' {
        $all = Get-SslCertificate
        $all.Count | Should -BeGreaterOrEqual 2500
        ($all.CertificateId | Sort-Object -Unique).Count | Should -Be $all.Count
    }

    It 'keeps the private key to itself unless asked' {
        $id = (Get-SslCertificate -Status Issued | Select-Object -First 1).CertificateId
        (Get-SslCertificate -CertificateId $id).PrivateKey | Should -BeNullOrEmpty
        $with = Get-SslCertificate -CertificateId $id -IncludePrivateKey
        $with.PrivateKey | Should -BeOfType securestring
        ($with | Format-List * -Force | Out-String) | Should -Not -Match 'PRIVATE KEY'
    }
}

Describe 'Get-SslCertificate filters' {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'filters by <Name>' -ForEach @(
        @{ Name = 'domain'; Filter = @{ Domain = 'www.example.com' }; Check = { $_.Domain -eq 'www.example.com' } }
        @{ Name = 'wildcard domain'; Filter = @{ Domain = '*.example.org' }; Check = { $_.Domain -like '*.example.org' } }
        @{ Name = 'status'; Filter = @{ Status = 'Expired' }; Check = { $_.Status -eq 'Expired' } }
        @{ Name = 'days left'; Filter = @{ ExpiringWithin = 20 }; Check = { $_.DaysLeft -ge 0 -and $_.DaysLeft -le 20 -and $_.Status -eq 'Issued' } }
        @{ Name = 'search key'; Filter = @{ SearchKey = 'blog' }; Check = { $_.Domain -like '*blog*' } }
    ) {
        $found = @(Get-SslCertificate @Filter)
        $found.Count | Should -BeGreaterThan 0
        @($found | Where-Object $Check).Count | Should -Be $found.Count
        $found.Count | Should -BeLessThan (@(Get-SslCertificate).Count)
    }
}

Describe '-ExpiringWithin' {
    It 'lets the same certificates through whatever lists them, and none that has hours more' {
        $emulator = Start-TencentCertEmulator -Connect -Speed 0 -RequestsPerSecond 0
        try {
            $shop = Get-SslCertificate b72kpMrj
            $days = $shop.DaysLeft
            foreach ($within in $days, ($days + 1)) {
                $isListed = $within -gt $days
                (Get-SslCertificate -ExpiringWithin $within).CertificateId -contains 'b72kpMrj' | Should -Be $isListed
                (Get-GaapCertificate -ExpiringWithin $within).CertificateId -contains 'cert-shop7b2k' | Should -Be $isListed
                (Get-GaapCertificateUsage -ExpiringWithin $within).CertificateId -contains 'cert-shop7b2k' | Should -Be $isListed
                $inventory = (Get-TencentCertInventory -ExpiringWithin $within).CertificateId
                $inventory -contains 'b72kpMrj' | Should -Be $isListed
                $inventory -contains 'cert-shop7b2k' | Should -Be $isListed
            }
        }
        finally { $emulator | Stop-TencentCertEmulator }
    }
}

Describe 'Invoke-SslCertificateReissue' {
    BeforeEach { $emulator = Start-World }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'shows the change and sends none with -WhatIf' {
        $free, $paid = @(Get-SslCertificate -ExpiringWithin 30).Where({ $_.PackageType -eq '83' }, 'Split')
        $paid | Invoke-SslCertificateReissue -ValidType DNS -WhatIf | Should -BeNullOrEmpty
        $free.CertificateId | Should -Be e45psQun
        { $free | Invoke-SslCertificateReissue -ValidType DNS -ErrorAction Stop } | Should -Throw '*Request-SslCertificate blog.example.com DNS -RenewCertificate e45psQun*' -Because 'its reissue ends on the same day'
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 0
    }

    It 'emits the new id and the old, which the next cmdlets take' {
        $reissue = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false
        $reissue.OldCertificateId | Should -Be a91hoLqi
        $reissue.CertificateId | Should -Match '^[A-Za-z0-9]{8}$'
        $reissue.Recovered | Should -BeFalse
        $reissue.RequestId | Should -Not -BeNullOrEmpty
        ($reissue | Get-SslCertificate).CertificateId | Should -Be $reissue.CertificateId
    }

    It 'finds the certificate that was made when the answer is lost, and sends once' {
        [void]$emulator.Faults.Add('ReplaceCertificate', 'LoseAnswer')
        $reissue = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false
        $reissue.Recovered | Should -BeTrue
        $reissue.CertificateId | Should -Be $emulator.World.FindSslCertificate('a91hoLqi').ReplacedFor
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 1
    }

    It 'finds it after <_> as well' -ForEach 'ServerErrorAfterWork', 'InternalErrorAfterWork', 'TruncatedBody', 'Html' {
        [void]$emulator.Faults.Add('ReplaceCertificate', $_)
        if ($_ -eq 'Html') {
            # The proxy spoke before the service saw the call, and nothing shows: it says so and never sends again.
            $said = Invoke-Watched { Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false }
            $said.Output | Should -BeNullOrEmpty
            $said.Error.FullyQualifiedErrorId | Should -BeLike 'Client.OutcomeUnknown,*'
            $said.Error.ErrorDetails.Message | Should -Match 'Get-SslCertificate'
        }
        else {
            (Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false).Recovered | Should -BeTrue
        }
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 1
    }

    It 'waits out the rate limit and sends until it is taken' {
        [void]$emulator.Faults.Add('ReplaceCertificate', 'Throttle', 2)
        (Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false).Recovered | Should -BeFalse
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 3
    }

    It 'takes a reissue that is there already for its own' {
        $first = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false
        $second = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false
        $second.CertificateId | Should -Be $first.CertificateId
        $second.Recovered | Should -BeTrue
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 1
    }

    It 'makes a new key online: <Algorithm> <Parameter>' -ForEach @(
        @{ Algorithm = 'RSA'; Parameter = '2048' }
        @{ Algorithm = 'ECC'; Parameter = 'prime256v1' }
        @{ Algorithm = 'ECC1'; Parameter = 'secp384r1' }
    ) {
        $reissue = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -CsrType online -KeyAlgorithm $Algorithm -KeyParameter $Parameter -Confirm:$false
        $issued = $reissue | Wait-SslCertificate
        $issued.Status | Should -Be Issued
        $sent = $emulator.Requests.Entries | Where-Object Action -EQ ReplaceCertificate
        ($sent.Body | ConvertFrom-Json).CertCSREncryptAlgo | Should -BeExactly ($Algorithm -replace '1$')
    }

    It 'takes the API''s own parameter names' {
        { Invoke-SslCertificateReissue -CertificateId a91hoLqi -ValidType DNS -CsrType Online -CertCSREncryptAlgo RSA -CertCSRKeyParameter 4096 -WhatIf } | Should -Not -Throw
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'upload without a request'; With = @{ CsrType = 'upload' }; Says = 'CsrPath' }
        @{ Name = 'a request without upload'; With = @{ CsrContent = 'x' }; Says = 'CsrType upload' }
        @{ Name = 'a malformed request'; With = @{ CsrType = 'upload'; CsrContent = '-----BEGIN CERTIFICATE REQUEST-----' }; Says = 'CsrContent' }
        @{ Name = 'an algorithm without online'; With = @{ KeyAlgorithm = 'RSA' }; Says = 'CsrType online' }
        @{ Name = 'an unknown algorithm'; With = @{ CsrType = 'online'; KeyAlgorithm = 'DSA' }; Says = 'RSA, ECC or SM2' }
        @{ Name = 'a pair that does not exist'; With = @{ CsrType = 'online'; KeyAlgorithm = 'RSA'; KeyParameter = 'prime256v1' }; Says = '2048, 4096' }
        @{ Name = 'an id of GAAP''s store'; With = @{ CertificateId = 'cert-12345678' }; Says = 'GAAP' }
        @{ Name = 'a blank id'; With = @{ CertificateId = '  ' }; Says = 'empty' }
        @{ Name = 'an id with control characters'; With = @{ CertificateId = "a91`r`nhoLqi" }; Says = 'letters and digits' }
        @{ Name = 'a very long id'; With = @{ CertificateId = 'a' * 10000 }; Says = 'letters and digits' }
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

    It 'says what is wrong with <Id>' -ForEach @(
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

Describe 'Wait-SslCertificate' {
    It 'hands over the records to publish, and goes on where a timeout left off' {
        $emulator = Start-World @{ ManualValidation = $true }
        $reissue = Invoke-SslCertificateReissue a91hoLqi DNS -Confirm:$false
        $said = Invoke-Watched { $reissue | Wait-SslCertificate -TimeoutSec 1 -PollIntervalSec 1 }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.Timeout,*'
        $pending = $said.Error[0].TargetObject
        $pending | Should -BeOfType TencentCert.Core.Ssl.SslCertificate
        $pending.Validation[0].Type | Should -BeIn 'TXT', 'CNAME'
        $pending.Validation[0].Name | Should -Match 'example\.com$'
        ($said.All | Where-Object { $_ -is [Management.Automation.WarningRecord] }).Message | Should -Match ([regex]::Escape($pending.Validation[0].Value))
        (Get-SslCertificate -CertificateId $reissue.CertificateId).Validation[0].Value | Should -Be $pending.Validation[0].Value

        $emulator.World.PublishValidation($reissue.CertificateId)
        $issued = $pending | Wait-SslCertificate -TimeoutSec 60 -PollIntervalSec 1
        $issued.Status | Should -Be Issued
        $emulator | Stop-TencentCertEmulator
    }

    It 'names the file to publish, once' {
        $emulator = Start-World @{ ManualValidation = $true }
        $reissue = Invoke-SslCertificateReissue a91hoLqi FILE -Confirm:$false
        $said = Invoke-Watched { $reissue | Wait-SslCertificate -TimeoutSec 1 -PollIntervalSec 1 }
        ($said.All | Where-Object { $_ -is [Management.Automation.WarningRecord] })[0].Message | Should -BeLike '*: /.well-known/pki-validation/fileauth.txt with the content *'
        $reissue | Get-SslCertificateValidation | Out-String -Width 120 | Should -Match ' /\.well-known/pki-validation/fileauth\.txt '
        $emulator | Stop-TencentCertEmulator
    }

    It 'gives up at once when the order fails' {
        $emulator = Start-World @{ ManualValidation = $true }
        $reissue = Invoke-SslCertificateReissue a91hoLqi FILE -Confirm:$false
        $emulator.World.FailValidation($reissue.CertificateId)
        $said = Invoke-Watched { $reissue | Wait-SslCertificate -TimeoutSec 60 }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.FailedState,*'
        $emulator | Stop-TencentCertEmulator
    }
}
