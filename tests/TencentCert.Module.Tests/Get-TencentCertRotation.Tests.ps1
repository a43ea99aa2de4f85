BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/RotationWorld.ps1
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Get-TencentCertRotation' {
    BeforeAll {
        Start-World
        $hosted = Add-Hosted
        $imported = Add-Imported
        $due = Get-TencentCertRotation
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'lists what is due in order of expiry, with the planned action' {
        $due.CertificateId[2..5] | Should -Be b72kpMrj, a91hoLqi, e45psQun, d54nrPtm
        $due.CertificateId[0, 1] | Sort-Object | Should -Be @($hosted[0], $imported[0] | Sort-Object)
        ($due | Where-Object CertificateId -In 'a91hoLqi', 'b72kpMrj', 'd54nrPtm').Action | Select-Object -Unique | Should -Be Reissue
        ($due | Where-Object CertificateId -EQ e45psQun).Action | Should -Be Renew
        $due.Reason | Should -Not -Contain $null
    }

    It 'lists the bindings of each certificate by kind, with counts and names' {
        $www = $due | Where-Object CertificateId -EQ a91hoLqi
        $www.Gaap.Count | Should -Be 6
        $www.Resource.Count | Should -Be 18
        @($www.Bindings | Where-Object ResourceType).Count | Should -Be 16
        ($www.Bindings | Where-Object Kind -EQ GAAP).Name | Should -Contain 'api.example.com@listener-web00443'
        ($www.Bindings | Where-Object ResourceType -EQ clb).Count | Should -Be 3
    }

    It 'finds hosted renewals and imported successors, with the bindings that still use the old certificate' {
        $one = $due | Where-Object CertificateId -EQ $hosted[0]
        $one.Action | Should -Be Deploy
        $one.Successor | Should -Be $hosted[1]
        "$($one.Bindings)" | Should -Be '1 CDN'
        $one = $due | Where-Object CertificateId -EQ $imported[0]
        $one.Action | Should -Be Deploy
        $one.Successor | Should -Be $imported[1]
        "$($one.Bindings)" | Should -Be '2 GAAP'
    }

    It 'includes an expired certificate only when its id is given' {
        $due.CertificateId | Should -Not -Contain g27ruSwq
        $over = Get-TencentCertRotation -CertificateId g27ruSwq
        $over.Action | Should -Be Manual
        $over.Reason | Should -BeLike '*Submit-SslCertificateOrder*'
    }

    It 'plans manual renewal of a paid order that ends with its certificate, and a reissue if the order has time left' {
        $days = { param($count) [timespan]::FromDays($count) }
        $ending = $world.AddSslCertificate([string[]]'ending.example.com', $null, (& $days 20), (& $days 20))
        $lasting = $world.AddSslCertificate([string[]]'lasting.example.com', $null, (& $days 20), (& $days 186))
        $ending.IsSubscription = $lasting.IsSubscription = $true
        $over = Get-TencentCertRotation -CertificateId $ending.Id
        $over.Action | Should -Be Manual
        $over.Reason | Should -BeLike 'Its order ends with it on *Submit-SslCertificateOrder*'
        (Get-TencentCertRotation -CertificateId $lasting.Id).Action | Should -Be Reissue

        $run = Invoke-Watched { Invoke-TencentCertRotation -CertificateId $ending.Id }
        $run.Output[0].Error | Should -Be $over.Reason
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 0
    }

    It 'plans manual replacement of an uploaded certificate' {
        $upload = Get-TencentCertRotation 60 -Domain legacy.example.org
        $upload.Action | Should -Be Manual
        $upload.Reason | Should -BeLike '*Import-SslCertificate*'
        Get-TencentCertRotation -Domain legacy.example.org | Should -BeNullOrEmpty
    }

    It 'reports a name or an id that no certificate has' {
        $run = Invoke-Watched { Get-TencentCertRotation -Domain nowhere.example.com }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
        $run = Invoke-Watched { Get-TencentCertRotation -CertificateId zzzzzzzz }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
    }

    It 'does not use a certificate with another key type as the successor' {
        $null = $world.AddSslCertificate([string[]]'blog.example.com', [TencentCert.Emulator.Ssl.SslProduct]::Uploaded, $null, $null, $null,
            $true)
        (Get-TencentCertRotation -CertificateId e45psQun).Action | Should -Be Renew
    }

    It 'sends no change' { Measure-Change $emulator | Should -Be 0 }

    It 'shows a pending successor and the records to publish' {
        $made = Invoke-SslCertificateReissue d54nrPtm DNS -Confirm:$false 6>$null
        $world.Clock.GetUtcNow() | Out-Null
        $one = Get-TencentCertRotation -CertificateId d54nrPtm
        $one.Action | Should -BeIn Wait, Deploy
        $one.Successor | Should -Be $made.CertificateId
    }

    It 'reports what could not be searched, and returns the rest' {
        $null = $emulator.Faults.AddError('DescribeCertificateBindResourceTaskDetail', 'UnauthorizedOperation')
        $run = Invoke-Watched { Get-TencentCertRotation }
        $run.Error | Should -HaveCount 1
        $run.Output.Count | Should -BeGreaterThan 4
    }

    It 'continues without permission for <Action>, and reports "<Says>"' -ForEach @(
        @{ Action = 'DescribeCertificateDetail'; Says = 'names and times alone'; Kind = 'Warning'; Items = 4 }
        @{ Action = 'gaap:DescribeCertificateDetail'; Says = 'names and times alone'; Kind = 'Warning'; Items = 4 }
        @{ Action = 'ssl:CreateCertificateBindResourceSyncTask'; Says = 'The resources of '; Kind = 'Error'; Items = 4 }
        @{ Action = 'ssl:DescribeCertificateBindResourceTaskResult'; Says = 'The resources of '; Kind = 'Error'; Items = 4 }
        @{ Action = 'gaap:DescribeCertificates'; Says = 'The bindings of GAAP are not known'; Kind = 'Error'; Items = 4 }
        @{ Action = 'gaap:DescribeProxies'; Says = 'The bindings of GAAP are not known'; Kind = 'Error'; Items = 4 }
        @{ Action = 'gaap:DescribeHTTPSListeners'; Says = 'The bindings of GAAP are not known'; Kind = 'Error'; Items = 4 }
        @{ Action = 'gaap:DescribeRules'; Says = 'could not be read'; Kind = 'Error'; Items = 4 }
    ) {
        $emulator = Start-TencentCertEmulator -Connect -Speed 50 -RequestsPerSecond 0
        $whole = @(Get-TencentCertRotation)
        $null = $emulator.Faults.AddError($Action, 'UnauthorizedOperation.CamNoAuth', $null, [int]::MaxValue)
        $run = Invoke-Watched { Get-TencentCertRotation }
        $run.Output.Count | Should -BeGreaterOrEqual $Items
        $shown = @($run.All | Where-Object { $_ -is "Management.Automation.$($Kind)Record" })
        $shown | Should -HaveCount 1
        "$shown" | Should -Match $Says
        "$shown" | Should -Match ($Action -replace '^.*:')
        if ($Kind -eq 'Warning') {
            $run.Error | Should -BeNullOrEmpty
            # DaysLeft may change between the two calls.
            $plans = foreach ($items in $run.Output, $whole) {
                $items | Select-Object * -ExcludeProperty DaysLeft | ConvertTo-Json -Depth 5
            }
            $plans[0] | Should -Be $plans[1]
        }
        else {
            $run.Error[0].CategoryInfo.Category | Should -Be PermissionDenied
        }
    }
}
