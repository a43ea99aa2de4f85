# Reading certificates: missing names, misplaced arguments, -ExpiringWithin, automatic renewal, missing permissions and times.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator -Speed 0 -RequestsPerSecond 0 -Connect
    $world = $emulator.World
}

AfterAll { Stop-TencentCertEmulator }

Describe 'A name without wildcards that does not exist' {
    It 'is an error, as with Get-Process, and the certificates that exist are returned' {
        $run = Invoke-Watched { Get-SslCertificate -Domain www.example.com, nowhere.example.com }
        $run.Output.CertificateId | Should -Be a91hoLqi
        $run.Error.Count | Should -Be 1
        $run.Error[0].CategoryInfo.Category | Should -Be ObjectNotFound
        $run.Error[0].TargetObject | Should -Be nowhere.example.com
    }

    It 'is also an error when combined with another filter' {
        $run = Invoke-Watched { Get-SslCertificate -Domain nowhere.example.com -ExpiringWithin 30 }
        $run.Error[0].CategoryInfo.Category | Should -Be ObjectNotFound
    }

    It 'is distinguished from an existing name that another filter excludes' {
        (Invoke-Watched { Get-SslCertificate -Domain static.example.com -ExpiringWithin 1 }).All | Should -BeNullOrEmpty
    }

    It 'is distinguished from a wildcard without a match' {
        (Invoke-Watched { Get-SslCertificate -Domain 'nowhere*' }).All | Should -BeNullOrEmpty
    }

    It 'is distinguished from an internationalized name, which is found in Unicode and in Punycode' {
        (Get-SslCertificate -Domain 'xn--fsqu00a.example.com').CertificateId | Should -Be d54nrPtm
        (Get-SslCertificate -Domain '例子.example.com').CertificateId | Should -Be d54nrPtm
    }

    It 'is also an error of Get-SslCertificateLog, where it is an id' {
        (Invoke-Watched { Get-SslCertificateLog zzzzzzzz }).Error.CategoryInfo.Category | Should -Be ObjectNotFound
        (Invoke-Watched { Get-SslCertificateLog c63mqNsk }).Error | Should -BeNullOrEmpty
    }
}

Describe 'An argument in the wrong position' {
    It 'is an error that names the intended parameter: <Command>' -ForEach @(
        @{ Command = 'Get-SslCertificate www.example.com'; Meant = '-Domain' }
        @{ Command = 'Wait-SslCertificate www.example.com'; Meant = '-Domain' }
        @{ Command = 'Get-GaapDomain www.example.com'; Meant = '-Domain' }
        @{ Command = 'Test-SslCertificate a91hoLqi'; Meant = '-CertificateId' }
    ) {
        $run = Invoke-Watched ([scriptblock]::Create($Command))
        $run.Error.Count | Should -Be 1
        "$($run.Error[0])" | Should -BeLike "*$Meant*"
    }
}

Describe '-ExpiringWithin' {
    It 'selects certificates that expire within the given days, including expired ones, in <Name>' -ForEach @(
        @{ Name = 'Get-SslCertificate'; Expired = 'g27ruSwq' }
        @{ Name = 'Get-GaapCertificate'; Expired = 'cert-unused01' }
        @{ Name = 'Get-GaapCertificateUsage'; Expired = 'cert-unused01' }
        @{ Name = 'Get-TencentCertInventory'; Expired = 'old.example.com' }
    ) {
        $now = [DateTimeOffset]::UtcNow
        $ends = & $Name -ExpiringWithin 20
        @($ends).Count | Should -BeGreaterThan 1
        $ends | Where-Object { $_.NotAfter -gt $now.AddDays(20.1) } | Should -BeNullOrEmpty
        $ends | Where-Object { $_.NotAfter -lt $now } | Should -Not -BeNullOrEmpty
        ($ends | ConvertTo-Json -Depth 4 -WarningAction Ignore) | Should -Match $Expired
    }

    It 'is a parameter only of the cmdlets tested above and of the rotation cmdlets' {
        (Get-Command -Module TencentCert -ParameterName ExpiringWithin).Name | Where-Object { $_ -notlike '*-TencentCertRotation' } |
            Sort-Object |
            Should -Be 'Get-GaapCertificate', 'Get-GaapCertificateUsage', 'Get-SslCertificate', 'Get-TencentCertInventory'
    }

    It 'piped to a reissue warns about an expired certificate, whose id as an argument is an error' {
        $run = Invoke-Watched { Get-SslCertificate -ExpiringWithin 0 | Invoke-SslCertificateReissue -ValidType DNS -Confirm:$false }
        $run.Error | Should -BeNullOrEmpty
        "$($run.All)" | Should -BeLike '*old.example.com*expired*'
        (Invoke-Watched { Invoke-SslCertificateReissue g27ruSwq DNS -Confirm:$false }).Error[0].FullyQualifiedErrorId |
            Should -BeLike 'FailedOperation.InvalidCertificateStatusCode*'
    }
}

Describe 'Certificate state managed by the service' {
    It 'includes hosting status, renewal and algorithm' {
        $renewal = $world.AddSslCertificate([string[]] 'static.example.com').Id
        $old = $world.FindSslCertificate('c63mqNsk')
        $old.IsHosted = $true
        $old.HostingRenewalId = $renewal
        $shown = Get-SslCertificate -SearchKey c63mqNsk
        "$($shown.HostingStatus)" | Should -Be Completed
        $shown.HostingRenewCertId | Should -Be $renewal
        $shown.HasRenewOrder | Should -Be $renewal
        $shown.AutoRenewFlag | Should -BeTrue
        $shown.EncryptAlgorithm | Should -Not -BeNullOrEmpty
        $shown.SupersededBy | Should -Be $renewal
        "$((Get-SslCertificate -SearchKey b72kpMrj).HostingStatus)" | Should -Be None
    }

    It 'shows a superseded certificate as Replaced' {
        Get-SslCertificate -SearchKey c63mqNsk | Format-Table | Out-String | Should -Match 'c63mqNsk\s.*Replaced'
        Get-SslCertificate -SearchKey b72kpMrj | Format-Table | Out-String | Should -Match 'b72kpMrj\s.*Issued'
        (Get-SslCertificate | Where-Object State -EQ Replaced).CertificateId | Should -Be c63mqNsk
        (Get-SslCertificate | Where-Object State -EQ Issued).CertificateId | Should -Not -Contain c63mqNsk
        $one = Get-SslCertificate -SearchKey c63mqNsk
        $one.Status | Should -Be Issued -Because 'the service says so'
        ($one | ConvertTo-Json | ConvertFrom-Json).State | Should -Be Replaced
        ($one | ConvertTo-Csv | ConvertFrom-Csv).State | Should -Be Replaced
        $one | Format-List | Out-String | Should -Match 'State +: Replaced'
    }

    It 'makes a reissue of a hosted certificate return its renewal' {
        $found = Invoke-SslCertificateReissue c63mqNsk DNS -Confirm:$false
        $found.CertificateId | Should -Be $world.FindSslCertificate('c63mqNsk').HostingRenewalId
        $found.Recovered | Should -BeTrue
    }

    It 'distinguishes free certificates from others' {
        (Get-SslCertificate -SearchKey e45psQun).IsFree | Should -BeTrue
        (Get-SslCertificate -SearchKey b72kpMrj).IsFree | Should -BeFalse
    }
}

Describe 'A key without permission for DescribeCertificateDetail' {
    AfterEach { $emulator.Faults.Clear() }

    It 'can read certificates and wait for them, but not read private keys' {
        $null = $emulator.Faults.AddError('DescribeCertificateDetail', 'AuthFailure.UnauthorizedOperation', $null, 100)
        (Get-SslCertificate a91hoLqi).Domain | Should -Be www.example.com
        (Wait-SslCertificate a91hoLqi).Status | Should -Be Issued
        (Invoke-Watched { Get-SslCertificate a91hoLqi -IncludePrivateKey }).Error[0].CategoryInfo.Category | Should -Be PermissionDenied
    }
}

Describe 'Times' {
    It 'of both services have the same UTC offset' {
        $ssl = Get-SslCertificate
        $gaap = Get-GaapCertificate
        @(@($ssl.NotAfter) + @($ssl.InsertTime) + @($gaap.NotAfter) + @($gaap.CreateTime) | Where-Object { $_ } | ForEach-Object Offset |
            Select-Object -Unique).Count | Should -Be 1
    }
}

Describe 'The list of permissions' {
    It 'contains the actions that a cmdlet can call, and none of similar cmdlets' {
        # The permissions that the help topic lists for each cmdlet.
        $listed = @{}
        $topic = (Get-Content -Raw (Join-Path $Root 'en-US/about_TencentCert_Permissions.help.txt')) -replace '\s+', ' '
        foreach ($line in [regex]::Matches($topic, '- ([A-Z]\w+-\w+): ((?:\w+:\w+\*?(?:, )?)+)')) {
            $listed[$line.Groups[1].Value] = $line.Groups[2].Value.TrimEnd() -split ', ' -replace '\*'
        }

        (Get-Command -Module TencentCert -CommandType Cmdlet).Count | Should -BeGreaterThan 40
        $listed['Get-SslCertificate'] | Should -Be 'ssl:DescribeCertificate', 'ssl:DescribeCertificateDetail', 'ssl:DescribeCertificates'
        $topic | Should -BeLike '*ssl:DescribeCertificateDetail`**'
        $listed['Revoke-SslCertificate'] | Should -Not -Contain 'ssl:CancelCertificateOrder'
    }
}
