# Arguments in the wrong position: the error names the parameter or the command that accepts the value.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $given = [ordered]@{
        Domain          = 'www.example.com'
        SslCertificate  = 'a91hoLqi'
        GaapCertificate = 'cert-www4a1hq'
        Listener        = 'listener-web00443'
        Proxy           = 'link-main3v01'
        Path            = './www.pem'
        WebAddress      = 'https://www.example.com/'
        ResourceType    = 'cdn'
    }

    # The kind of value that the first positional parameter accepts, derived from its completer or its name; null where any text is valid.
    function Get-Taken($Parameter) {
        $completer = ($Parameter.Attributes | Where-Object { $_ -is [Management.Automation.ArgumentCompleterAttribute] }).Type.Name
        switch -Regex ($completer) {
            '^SslCertificateIdCompleter$' { return 'SslCertificate' }
            '^GaapCertificateIdCompleter$' { return 'GaapCertificate' }
            '^ListenerIdCompleter$' { return 'Listener' }
            '^ProxyIdCompleter$' { return 'Proxy' }
        }

        switch ($Parameter.Name) {
            'Domain' { return 'Domain' }
            { $_ -in 'ExpiringWithin', 'DeployRecordId', 'CompanyId' } { return 'Number' }
            { $_ -in 'ResourceType', 'Service' } { return 'Name' }
            'SslCertificate' { return 'Object' }
            'JournalPath' { return 'Path' }
            'Path' { if ($Parameter.ParameterType -eq [string[]]) { return 'Path' } }
        }
    }

    $cases = foreach ($command in Get-Command -Module TencentCert -CommandType Cmdlet) {
        $set = $command.ParameterSets | Where-Object { $_.Parameters.Position -contains 0 } | Sort-Object { -not $_.IsDefault } -Stable |
            Select-Object -First 1
        $first = $set.Parameters | Where-Object Position -EQ 0
        $takes = $first ? (Get-Taken $command.Parameters[$first.Name]) : $null
        if (-not $takes) { continue }
        $others = @($set.Parameters | Where-Object { $_.IsMandatory -and $_.Name -ne $first.Name } | ForEach-Object Name)
        foreach ($kind in $given.Keys | Where-Object { $_ -ne $takes -and "$takes/$_" -notin 'Object/Path', 'Name/ResourceType' }) {
            @{ Name = $command.Name; Parameter = $first.Name; Kind = $kind; Text = $given[$kind]; Others = $others
                # These cmdlets accept the folder in first position, and a folder can have any name.
                IsAsked = $command.Name -in 'Save-SslCertificate', 'Export-GaapCertificate' }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator -Connect -RequestsPerSecond 0
    $values = @{ ValidType = 'DNS_AUTO'; Destination = Join-Path $TestDrive out; NewName = 'new'; Domain = 'www.example.com'
        Kind = 'Update'; ResourceType = 'cdn'
        Instance = 'www.example.com'; Path = Join-Path $TestDrive letter.pdf; OldCertificateId = 'c63mqNsk' }
    $more = @{ 'Set-SslCertificate' = @{ Alias = 'new' }; 'Set-GaapListenerCertificate' = @{ CertificateId = 'cert-www4a1hq' }
        'Set-GaapDomainAuthentication' = @{ RealServerCertificateDomain = 'www.example.com' } }
    [IO.File]::WriteAllText($values.Path, '%PDF-1.7' + ' ' * 2048)
    Push-Location $TestDrive
}

AfterAll {
    Pop-Location
    Stop-TencentCertEmulator
}

Describe '<Name> <Text>' -ForEach $cases {
    It 'fails with an error that names the parameter or command for this value' {
        $named = @{}
        foreach ($other in $Others) {
            $named[$other] = $values.ContainsKey($other) ? $values[$other] : ($other -eq 'CertificateId' -and
                $Name -like '*-Gaap*' ? 'cert-www4a1hq' : 'a91hoLqi')
        }
        if ($more[$Name]) { $named += $more[$Name] }
        if ((Get-Command $Name).Parameters.ContainsKey('WhatIf')) { $named.WhatIf = $true }
        $writes = $emulator.Requests.Total

        $run = Invoke-Watched { & $Name $Text @named }

        $run.Error.Count | Should -BeGreaterThan 0
        $message = $run.Error[0].Exception.Message
        $message | Should -BeLike "*'$Text'*"
        $meant = $Kind -eq 'WebAddress' ? 'www.example.com' : $Text
        $isFile = $Parameter -eq 'JournalPath' -and $message -like '*as -JournalPath. Get-GaapCertificateUpdate *.jsonl shows*'
        if (-not $isFile) { $message | Should -Match "(-\w+|\w+-\w+( -\w+)?) $([regex]::Escape($meant))(\.|:| returns| finds| uploads)" }

        # The parameter or command that the error names exists.
        if ($message -match 'Give it as -(\w+)') { (Get-Command $Name).Parameters.Keys | Should -Contain $Matches[1] }
        if ($message -cmatch '((?:Get|Import)-\w+)(?: -(\w+))? ') {
            (Get-Command $Matches[1]).Name | Should -Be $Matches[1]
            if ($Matches[2]) { (Get-Command $Matches[1]).Parameters.Keys | Should -Contain $Matches[2] }
        }
        $emulator.Requests.Total | Should -Be $writes -Because 'nothing is asked for an id of the wrong kind'
    }

    It 'fails before PowerShell prompts for missing mandatory parameters' -Skip:($IsAsked -or -not $Others) {
        $run = Invoke-Watched { & $Name $Text }
        $run.Error[0].Exception.Message | Should -BeLike "*'$Text'*"
    }
}

Describe 'A common mistake in arguments' {
    It '<Line>' -ForEach @(
        @{ Line = 'Get-SslCertificate www.example.com'
            Like = "'www.example.com' is a domain, not *. Give it as -Domain www.example.com.*" }
        @{ Line = 'Get-GaapDomain www.example.com'; Like = "'www.example.com' is a domain, not *. Give it as -Domain www.example.com.*" }
        @{ Line = 'Test-SslCertificate a91hoLqi'; Like = "There is no file 'a91hoLqi'*Give it as -CertificateId a91hoLqi.*" }
        @{ Line = 'Get-GaapListener -ProxyId listener-web00443'
            Like = "*'listener-web00443' is the id of a listener*Give it as -ListenerId listener-web00443.*" }
        @{ Line = 'Test-GaapCertificate www.example.com'
            Like = "*'www.example.com' is a domain, not the id of a listener. Give it as -Domain www.example.com." }
        @{ Line = 'Send-SslCertificateLetter letter.pdf'; Like = "*'letter.pdf' is a path, not *. Give it as -Path letter.pdf." }
        @{ Line = 'Wait-SslDeployment a91hoLqi'
            Like = "*'a91hoLqi' is a certificate id of the SSL service, not the number of a deployment.*" }
        @{ Line = 'Undo-GaapCertificateUpdate a91hoLqi'
            Like = "There is no journal 'a91hoLqi'; it looks like a certificate id*Get-GaapCertificateUpdate *.jsonl shows*" }
        @{ Line = 'Undo-TencentCertRotation missing.jsonl'
            Like = "There is no journal '*missing.jsonl'.*Get-GaapCertificateUpdate *.jsonl shows*" }
        @{ Line = 'Get-GaapCertificateUpdate cert-www4a1hq'; Like = "There is no journal 'cert-www4a1hq'*as -JournalPath*" }
        @{ Line = 'Connect-TencentCert prod'
            Like = "*'prod' is neither a key nor a connection. Give the name of a profile as -ProfileName prod." }
        @{ Line = 'Connect-TencentCert ap-guangzhou'; Like = "*'ap-guangzhou' is a region,*Give it as -Region ap-guangzhou *" }
        @{ Line = 'Publish-SslCertificate cdn a91hoLqi x'
            Like = "*'cdn' is a kind of resource, not a certificate id*Give it as -ResourceType cdn." }
        @{ Line = 'Publish-SslCertificate "www.example.com|on" cdn a91hoLqi'
            Like = "*'www.example.com|on' is the name of a resource, not *Give it as -Instance www.example.com|on." }
        @{ Line = 'Publish-SslCertificate a91hoLqi "www.example.com|on" cdn'
            Like = "*'www.example.com|on' is the name of a resource, not a kind of resource*Give it as -Instance www.example.com|on." }
        @{ Line = 'Rename-SslCertificate front a91hoLqi'
            Like = "*front*'a91hoLqi', given as -NewName, looks like a certificate id*give it as -CertificateId a91hoLqi." }
        @{ Line = 'Rename-GaapCertificate front cert-www4a1hq'
            Like = "*'cert-www4a1hq', given as -NewName, looks like *give it as -CertificateId cert-www4a1hq." }
        @{ Line = 'Set-GaapCertificate cert-www4a1hq listener-web00443 www.example.com'
            Like = "*'cert-www4a1hq' is an id of the GAAP certificate store*Give it as -CertificateId cert-www4a1hq." }
        @{ Line = 'Undo-SslDeployment a91hoLqi'; Like = "*Get-SslDeployment a91hoLqi finds its deployments." }
        @{ Line = 'Get-SslCertificate -Credential prod'
            Like = "*'prod' is neither a key nor a connection. Give the name of a profile as -ProfileName prod." }
        @{ Line = 'Test-TencentCertConnection prod'; Like = "*'prod' is neither a key nor a connection.*" }
        @{ Line = 'Get-GaapProxy -Connection prod'; Like = "*'prod' is neither a key nor a connection.*" }
        @{ Line = 'Invoke-TencentCertApi DescribeCertificates'
            Like = '*The service comes first: Invoke-TencentCertApi ssl DescribeCertificates.' }
        @{ Line = 'Undo-SslDeployment -Deployment 100002'; Like = "*'100002' is not an object. Pipe in what Get-SslDeployment returns." }
        @{ Line = 'Invoke-TencentCertRotation -Rotation a91hoLqi'
            Like = "*'a91hoLqi' is not an object. Pipe in what Get-TencentCertRotation returns." }
        @{ Line = 'Update-GaapCertificate -GaapCertificate cert-www4a1hq'
            Like = "*'cert-www4a1hq' is an id, not a certificate. Pipe in what Get-GaapCertificate cert-www4a1hq returns." }
        @{ Line = 'Import-SslCertificate missing.pem'; Like = '*missing.pem*does not exist*' }
        @{ Line = 'Request-SslCertificate a91hoLqi DNS_AUTO -Confirm:$false'
            Like = "*'a91hoLqi' is a certificate id of the SSL service, not a domain. Give it as -RenewCertificate a91hoLqi." }
        @{ Line = 'Request-SslCertificate localhost DNS_AUTO -Confirm:$false'; Like = '*one label*' }
    ) {
        $run = Invoke-Watched ([scriptblock]::Create($Line))
        $run.Error.Count | Should -Be 1
        $run.Error[0].Exception.Message | Should -BeLike $Like
    }

    It 'is reported for one id of a list, and the other ids are processed' {
        $run = Invoke-Watched { Get-SslCertificate a91hoLqi, www.example.com, b72kpMrj }
        $run.Output.CertificateId | Sort-Object | Should -Be a91hoLqi, b72kpMrj
        $run.Error.Count | Should -Be 1
    }
}
