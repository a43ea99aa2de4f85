BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator
    $emulator.World.AddSslCertificate([string[]]'*.wild.example.com').Id | Set-Variable wildId
    $proxy = $emulator.World.AddProxy('tab-proxy')
    $listener = $emulator.World.AddListener($proxy, 8443, 'cert-www4a1hq')
    $null = $emulator.World.AddDomain($listener, '*.tab.example.com', 'cert-www4a1hq')
    $null = $emulator.World.AddDomain($listener, 'one.tab.example.com', 'cert-www4a1hq')

    # On a busy machine the first response may exceed the completer's time limit of 1.8 s. The list is still read to its end, and the
    # next completion finds it.
    function Get-Completion([string] $Line) {
        do {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $found = (TabExpansion2 $Line $Line.Length).CompletionMatches
        } until ($found.Count -or $watch.Elapsed.TotalSeconds -lt 1.8)
        $found
    }

    # A new connection has its own cached lists.
    function Connect-Anew { $emulator | Connect-TencentCert }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Completion from the account' -Tag Culture {
    BeforeAll { Connect-Anew }

    It 'offers ids of the SSL service with domain, status and days left' {
        $found = Get-Completion "Get-SslCertificate -CertificateId $($wildId.Substring(0, 6))"
        $found.CompletionText | Should -Contain $wildId
        ($found | Where-Object CompletionText -EQ $wildId).ToolTip | Should -Match '^\*\.wild\.example\.com, Issued, \d+ days left$'
        (Get-Completion 'Get-SslCertificate -CertificateId old.exam').ToolTip |
            Should -Match '^old\.example\.com, Expired, \d+ days past expiry$'
    }

    It 'finds an id by its domain, quoted or not' {
        (Get-Completion 'Wait-SslCertificate wild.exam').CompletionText | Should -Be $wildId
        (Get-Completion "Wait-SslCertificate '*.wild.exam").CompletionText | Should -Be $wildId
        (Get-Completion 'Request-SslCertificate one.wild.example.com DNS_AUTO -RenewCertificate wild.exam').CompletionText |
            Should -Be $wildId
    }

    It 'offers certificate ids of GAAP only to GAAP cmdlets, and those of the SSL service only to SSL cmdlets' {
        $ids = (Get-Completion 'Set-GaapCertificate -CertificateId ').CompletionText
        $ids | Should -Contain 'cert-www4a1hq'
        $ids | Where-Object { $_ -notlike 'cert-*' } | Should -BeNullOrEmpty
        (Get-Completion 'Get-SslCertificate -CertificateId ').CompletionText | Where-Object { $_ -like 'cert-*' } | Should -BeNullOrEmpty
    }

    It 'offers only client CAs for -ClientCertificateId' {
        $clients = (Get-GaapCertificate -CertificateType Client).CertificateId
        (Get-Completion 'Set-GaapCertificate -ClientCertificateId ').CompletionText | Sort-Object | Should -Be ($clients | Sort-Object)
    }

    It 'offers listeners, limited to those of -ProxyId if it is given' {
        (Get-Completion 'Get-GaapDomain -ListenerId listener-').CompletionText | Should -Contain $listener.Id
        (Get-Completion "Get-GaapListener -ProxyId $($proxy.Id) -ListenerId ").CompletionText | Should -Be $listener.Id
    }

    It 'offers the domains of the given listener, quoted where necessary' {
        (Get-Completion "Test-GaapCertificate $($listener.Id) ").CompletionText | Should -Be "'*.tab.example.com'", 'one.tab.example.com'
        (Get-Completion "Test-GaapCertificate -ListenerId $($listener.Id) -Domain '*").CompletionText | Should -Be "'*.tab.example.com'"
        (Get-Completion 'Test-GaapCertificate -Domain www').CompletionText | Should -Not -Contain 'one.tab.example.com'
    }

    It 'offers proxies by id and by name' {
        (Get-Completion 'Get-GaapProxy tab-pro').CompletionText | Should -Be $proxy.Id
    }

    It 'offers ids that start with the word before ids whose domain contains it' {
        $id = (Get-SslCertificate | Where-Object Domain -EQ blog.example.com).CertificateId
        $named = $emulator.World.AddSslCertificate([string[]]"aaa-$($id.Substring(0, 3).ToLowerInvariant()).example.com").Id
        Connect-Anew
        @((Get-Completion "Get-SslCertificate -CertificateId $($id.Substring(0, 3))").CompletionText) | Should -Be $id, $named
    }

    It 'offers all GAAP domains when no listener is given' {
        $found = (Get-Completion 'Get-GaapDomain -Domain ').CompletionText
        (Get-GaapDomain).Domain | ForEach-Object { $found -replace "'" | Should -Contain $_ }
    }

    It 'offers the log types' {
        (Get-Completion 'Get-SslCertificateLog -Type ').CompletionText | Should -Contain 'replace'
    }

    It 'sends one request for several completions within a minute' {
        Connect-Anew
        $before = $emulator.Requests.Count('DescribeProxies')
        1..3 | ForEach-Object { $null = Get-Completion 'Get-GaapProxy link-' }
        $emulator.Requests.Count('DescribeProxies') - $before | Should -Be 1
    }

    It 'queries the account of -Connection' {
        $other = Start-TencentCertEmulator
        Set-Variable tabConnection (New-TencentCertConnection -Credential $other.Credential -Endpoint $other.Endpoint) -Scope Global
        try {
            $null = Get-Completion 'Get-GaapProxy -Connection $tabConnection -ProxyId link-'
            $other.Requests.Count('DescribeProxies') | Should -Be 1
            $before = $emulator.Requests.Total
            Get-Completion 'Get-GaapProxy -Credential nobody -ProxyId link-' | Where-Object CompletionText -Like 'link-*' |
                Should -BeNullOrEmpty -Because 'no connection uses that account yet'
            $emulator.Requests.Total | Should -Be $before
        }
        finally {
            Remove-Variable tabConnection -Scope Global
            $other | Stop-TencentCertEmulator
        }
    }
}

Describe 'Completion when the service does not respond' {
    BeforeEach { Connect-Anew; $Error.Clear() }
    AfterEach { $emulator.Faults.Clear() }

    It 'returns nothing and no error when the request is refused, and does not cache the failure' {
        $null = $emulator.Faults.AddError('DescribeProxies', 'UnauthorizedOperation', 'no', 1)
        Get-Completion 'Get-GaapProxy link-' | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
        (Get-Completion 'Get-GaapProxy link-').CompletionText | Should -Contain $proxy.Id -Because 'a failure is not kept'
    }

    It 'returns nothing and no error when the endpoint is unreachable' {
        Connect-TencentCert -Credential (New-Key) -Endpoint 'http://127.0.0.1:9'
        Get-Completion 'Get-GaapProxy link-' | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }

    It 'stops waiting for a slow response, which a later completion uses' {
        $null = $emulator.Faults.Add('DescribeProxies', 'Delay', 1, [timespan]::FromSeconds(5))
        $line = 'Get-GaapProxy link-'
        (TabExpansion2 $line $line.Length).CompletionMatches | Should -BeNullOrEmpty
        $before = $emulator.Requests.Count('DescribeProxies')
        $limit = [datetime]::UtcNow.AddSeconds(20)
        do { $late = (Get-Completion 'Get-GaapProxy link-').CompletionText } until ($late -or [datetime]::UtcNow -gt $limit)
        $late | Should -Contain $proxy.Id
        $emulator.Requests.Count('DescribeProxies') - $before | Should -BeLessOrEqual 1 -Because 'the first question was not asked again'
    }
}

Describe 'Completion of names that need no account' -Tag Culture {
    It 'offers profiles of tccli and of the shared credentials file' {
        $folder = New-Item -ItemType Directory -Force (Join-Path $env:HOME '.tccli')
        '{}' | Set-Content (Join-Path $folder 'tab-tccli.credential')
        "[tab-shared]`nsecret_id = AKIDx`n[tab two]" | Set-Content $env:TENCENTCLOUD_CREDENTIALS_FILE
        try { (Get-Completion 'Connect-TencentCert -ProfileName tab').CompletionText | Should -Be "'tab two'", 'tab-shared', 'tab-tccli' }
        finally { Remove-Item $env:TENCENTCLOUD_CREDENTIALS_FILE }
    }

    It 'offers regions, key algorithms, and the parameters of an algorithm' {
        (Get-Completion 'Connect-TencentCert -Region ap-h').CompletionText | Should -Be 'ap-hongkong'
        (Get-Completion 'Invoke-SslCertificateReissue -KeyAlgorithm E').CompletionText | Should -Be 'ECC'
        (Get-Completion 'Invoke-SslCertificateReissue -KeyAlgorithm ECC -KeyParameter p').CompletionText | Should -Contain 'prime256v1'
    }
}
