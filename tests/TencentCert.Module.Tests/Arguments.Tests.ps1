# What is typed in the wrong place: the refusal names the parameter, or the command, that takes it.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $given = [ordered]@{
        Domain          = 'www.example.com'
        SslCertificate  = 'a91hoLqi'
        GaapCertificate = 'cert-www4a1hq'
        Listener        = 'listener-web00443'
        Proxy           = 'link-main3v01'
    }

    # What the first position of a cmdlet takes, as its completer or its name says; null where any text is right.
    function Get-Taken($Parameter) {
        $completer = ($Parameter.Attributes | Where-Object { $_ -is [Management.Automation.ArgumentCompleterAttribute] }).Type.Name
        switch -Regex ($completer) {
            '^SslCertificateIdCompleter$' { return 'SslCertificate' }
            '^GaapCertificateIdCompleter$' { return 'GaapCertificate' }
            '^ListenerIdCompleter$' { return 'Listener' }
            '^ProxyIdCompleter$' { return 'Proxy' }
        }
        if ($Parameter.Name -eq 'ExpiringWithin') { 'Days' }
        elseif ($Parameter.Name -eq 'SslCertificate') { 'Object' }
        elseif ($Parameter.Name -eq 'Path' -and $Parameter.ParameterType -eq [string[]]) { 'File' }
    }

    $cases = foreach ($command in Get-Command -Module TencentCert -CommandType Cmdlet) {
        $set = $command.ParameterSets | Where-Object IsDefault
        $set = $set ? $set : $command.ParameterSets[0]
        $first = $set.Parameters | Where-Object Position -EQ 0
        $takes = $first ? (Get-Taken $command.Parameters[$first.Name]) : $null
        if (-not $takes) { continue }
        foreach ($kind in $given.Keys | Where-Object { $_ -ne $takes }) {
            @{ Name = $command.Name; Parameter = $first.Name; Kind = $kind; Text = $given[$kind]
                Others = @($set.Parameters | Where-Object { $_.IsMandatory -and $_.Name -ne $first.Name } | ForEach-Object Name) }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator -Connect -RequestsPerSecond 0
    $values = @{ ValidType = 'DNS_AUTO'; Destination = Join-Path $TestDrive out; NewName = 'new'; Domain = 'www.example.com'; Kind = 'Update'; ResourceType = 'cdn'
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
    It 'names what takes it' {
        $named = @{ $Parameter = $Text }
        foreach ($other in $Others) { $named[$other] = $values.ContainsKey($other) ? $values[$other] : ($other -eq 'CertificateId' -and $Name -like '*-Gaap*' ? 'cert-www4a1hq' : 'a91hoLqi') }
        if ($more[$Name]) { $named += $more[$Name] }
        if ((Get-Command $Name).Parameters.ContainsKey('WhatIf')) { $named.WhatIf = $true }
        $writes = $emulator.Requests.Total

        $run = Invoke-Watched { & $Name @named }

        $run.Error.Count | Should -BeGreaterThan 0
        $message = $run.Error[0].Exception.Message
        $message | Should -BeLike "*'$Text'*"
        $message | Should -Match "(-\w+|Get-\w+( -\w+)?) $([regex]::Escape($Text))(\.| returns| finds)"

        # What it names is there.
        if ($message -match 'Give it as -(\w+)') { (Get-Command $Name).Parameters.Keys | Should -Contain $Matches[1] }
        if ($message -match '(Get-\w+)(?: -(\w+))? ') {
            (Get-Command $Matches[1]).Name | Should -Be $Matches[1]
            if ($Matches[2]) { (Get-Command $Matches[1]).Parameters.Keys | Should -Contain $Matches[2] }
        }
        $emulator.Requests.Total | Should -Be $writes -Because 'nothing is asked for an id of the wrong kind'
    }
}

Describe 'What a person types first' {
    It '<Line>' -ForEach @(
        @{ Line = 'Get-SslCertificate www.example.com'; Like = "'www.example.com' is a domain, not *. Give it as -Domain www.example.com.*" }
        @{ Line = 'Get-GaapDomain www.example.com'; Like = "'www.example.com' is a domain, not *. Give it as -Domain www.example.com.*" }
        @{ Line = 'Test-SslCertificate a91hoLqi'; Like = "There is no file 'a91hoLqi'*Give it as -CertificateId a91hoLqi.*" }
        @{ Line = 'Get-GaapListener -ProxyId listener-web00443'; Like = "*'listener-web00443' is the id of a listener*Give it as -ListenerId listener-web00443.*" }
        @{ Line = 'Import-SslCertificate missing.pem'; Like = '*missing.pem*does not exist*' }
        @{ Line = 'Request-SslCertificate a91hoLqi DNS_AUTO -Confirm:$false'; Like = '*one label*' }
    ) {
        $run = Invoke-Watched ([scriptblock]::Create($Line))
        $run.Error.Count | Should -Be 1
        $run.Error[0].Exception.Message | Should -BeLike $Like
    }

    It 'passes over one wrong id among right ones' {
        $run = Invoke-Watched { Get-SslCertificate a91hoLqi, www.example.com, b72kpMrj }
        $run.Output.CertificateId | Should -Be a91hoLqi, b72kpMrj
        $run.Error.Count | Should -Be 1
    }
}
