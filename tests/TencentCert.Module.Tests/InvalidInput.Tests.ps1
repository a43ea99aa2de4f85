# Invalid ids and domains, for every cmdlet: each is an error, and no request is sent.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1

    # The identifying parameters of every Get cmdlet, enumerated so that new cmdlets are covered.
    $missing = foreach ($command in Get-Command -Module TencentCert -Verb Get) {
        foreach ($parameter in $command.Parameters.Values.Where{
            $_.Name -in 'CertificateId', 'ListenerId', 'ProxyId', 'GroupId', 'PackageId', 'Domain', 'Name', 'Path', 'JournalPath',
                'LiteralPath'
        }) {
            @{ Command = $command.Name; Parameter = $parameter.Name
                TakesWildcards = @($parameter.Attributes.Where{ $_ -is [Management.Automation.SupportsWildcardsAttribute] }).Count -gt 0 }
        }
    }
    $bad = @{
        blank = '  '; 'a line break' = "cert-12`r`n345"; 'a control character' = "a91$([char]7)hoLqi"; 'a space' = 'a91 hoLqi'
        'far too long' = 'a' * 10000
    }
    $names = 'CertificateId', 'OldCertificateId', 'ListenerId', 'ProxyId', 'GroupId', 'ClientCertificateId', 'DomainName', 'Domain'

    # A parameter that accepts wildcards is a filter, for which any text is valid.
    $cases = foreach ($command in Get-Command -Module TencentCert -CommandType Cmdlet) {
        foreach ($parameter in $command.Parameters.Values | Where-Object {
            $_.Name -in $names -and $_.ParameterType -in [string], [string[]]
        }) {
            if ($parameter.Attributes | Where-Object { $_ -is [Management.Automation.SupportsWildcardsAttribute] }) { continue }
            foreach ($kind in $bad.Keys) {
                @{ Cmdlet = $command.Name; Parameter = $parameter.Name; Kind = $kind; Value = $bad[$kind] }
            }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator -Connect

    # A valid value for each other mandatory parameter.
    function Get-GoodValue($Command, $Parameter) {
        switch ($Parameter.Name) {
            'CertificateId' { return $(if ($Command.Noun -like 'Gaap*') { 'cert-www4a1hq' } else { 'a91hoLqi' }) }
            'OldCertificateId' { return $(if ($Command.Noun -like 'Gaap*') { 'cert-www4a1hq' } else { 'a91hoLqi' }) }
            'ListenerId' { return 'listener-web00443' }
            { $_ -in 'Domain', 'DomainName' } { return 'www.example.com' }
            { $_ -like '*Path' } { return Join-Path $TestDrive ([guid]::NewGuid()) }
        }
        $type = $Parameter.ParameterType
        if ($type.Name -eq 'SslCertificate') { return Get-SslCertificate -SearchKey a91hoLqi | Select-Object -First 1 }
        if ($type.Name -eq 'GaapCertificate') { return Get-GaapCertificate -Name www.example.com | Select-Object -First 1 }
        if ($type.IsEnum) { return [enum]::GetValues($type)[0] }
        if ($type -eq [switch]) { return $true }
        if ($type -in [int], [long]) { return 1 }
        if ($type -in [string], [string[]]) { return 'a' }
        throw "This test needs a value for $($Command.Name) -$($Parameter.Name)."
    }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Bad input' {
    It '<Cmdlet> refuses <Kind> as -<Parameter>, and sends nothing' -ForEach $cases {
        $info = Get-Command $Cmdlet
        $set = $info.ParameterSets | Where-Object { $_.Parameters.Name -contains $Parameter } |
            Sort-Object { @($_.Parameters | Where-Object IsMandatory).Count } | Select-Object -First 1
        $arguments = @{}
        foreach ($other in $set.Parameters | Where-Object { $_.IsMandatory -and $_.Name -ne $Parameter }) {
            $arguments[$other.Name] = Get-GoodValue $info $other
        }
        $arguments[$Parameter] = $Value
        if ($info.Parameters.ContainsKey('Confirm')) { $arguments.Confirm = $false }
        $emulator.Requests.Clear()

        $problem = $null
        try { $said = Invoke-Watched { & $Cmdlet @arguments } } catch { $problem = $_ }

        @(@($said.Error) + @($problem) | Where-Object { $_ }).Count | Should -BeGreaterThan 0
        $emulator.Requests.Total | Should -Be 0
    }
}

# Every provider resolves its paths to text, which the file system would treat as relative to the working directory of the process.
Describe 'A path outside the file system' {
    It 'is refused by <Because>, and nothing is sent or written' -ForEach @(
        @{ Because = 'Save-SslCertificate'; Command = { Save-SslCertificate Env:\outkeys -CertificateId a91hoLqi } }
        @{ Because = 'Save-SslCertificate -KeyPath'; Command = {
            Save-SslCertificate $TestDrive/never -CertificateId a91hoLqi -KeyPath Env:\a.key
        } }
        @{ Because = 'New-SslCertificateRequest'; Command = { New-SslCertificateRequest www.example.com Env:\outkeys } }
        @{ Because = 'New-SslCertificateRequest -CsrPath'; Command = {
            New-SslCertificateRequest www.example.com $TestDrive/never -CsrPath Env:\outkeys
        } }
        @{ Because = 'Export-GaapCertificate'; Command = { Export-GaapCertificate cert-www4a1hq Env:\outkeys } }
        @{ Because = 'Export-TencentCertInventory'; Command = { Export-TencentCertInventory Env:\outkeys } }
        @{ Because = 'Update-GaapCertificate -Path'; Command = { Update-GaapCertificate -Path Env:\a.pem -MatchDomain } }
        @{ Because = 'Update-GaapCertificate -JournalPath'; Command = {
            Update-GaapCertificate -Path $TestDrive/never -MatchDomain -JournalPath Env:\outkeys
        } }
        @{ Because = 'Undo-GaapCertificateUpdate'; Command = { Undo-GaapCertificateUpdate Env:\outkeys } }
        @{ Because = 'Get-GaapCertificateUpdate'; Command = { Get-GaapCertificateUpdate Env:\PATH } }
        @{ Because = 'Import-SslCertificate'; Command = { Import-SslCertificate Env:\PATH } }
        @{ Because = 'Import-SslCertificate -LiteralPath'; Command = { Import-SslCertificate -LiteralPath Env:\a.pem } }
        @{ Because = 'Import-GaapCertificate'; Command = { Import-GaapCertificate Env:\PATH } }
        @{ Because = 'Import-GaapCertificate -KeyPath'; Command = {
            Import-GaapCertificate -LiteralPath $TestDrive/never -KeyPath Env:\a.key
        } }
        @{ Because = 'Test-SslCertificate'; Command = { Test-SslCertificate Env:\PATH } }
        @{ Because = 'Invoke-SslCertificateReissue -CsrPath'
            Command = { Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -CsrType upload -CsrPath Env:\a.csr -Confirm:$false } }
        @{ Because = 'Connect-TencentCert -WebIdentityTokenPath'
            Command = {
                New-TencentCertConnection -WebIdentityTokenPath Env:\token -RoleArn 'qcs::cam::uin/100000000001:roleName/deploy' `
                    -ProviderId p
            } }
    ) {
        $emulator.Requests.Clear()

        $run = Invoke-Watched $Command

        $run.Error.Count | Should -Be 1
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $run.Error[0].Exception.Message | Should -BeLike "'Env:\*file system*"
        $emulator.Requests.Total | Should -Be 0
        'outkeys', 'a.key' | ForEach-Object { Join-Path ([Environment]::CurrentDirectory) $_ } | Where-Object { Test-Path $_ } |
            Should -BeNullOrEmpty
    }

    It 'is refused when it is relative to a location outside the file system' {
        Push-Location Env:\
        try { $run = Invoke-Watched { Save-SslCertificate outkeys -CertificateId a91hoLqi } } finally { Pop-Location }
        $run.Error[0].Exception.Message | Should -BeLike "'outkeys'*Environment*"
        Join-Path ([Environment]::CurrentDirectory) outkeys | Should -Not -Exist
    }
}

# A device such as /dev/zero has no end, so every read of a file has a size limit.
Describe 'A device path' -Skip:(-not $IsLinux) {
    It 'is read up to the maximum size of a key: <Command>' -ForEach @(
        @{ Command = { Import-SslCertificate -CertificateContent (Get-SslCertificate a91hoLqi).CertificateId -KeyPath /dev/zero } }
        @{ Command = { Import-SslCertificate -LiteralPath /dev/zero } }
        @{ Command = { Import-GaapCertificate -LiteralPath /dev/zero } }
        @{ Command = { Save-SslCertificate -CertificateId a91hoLqi -Destination $TestDrive -KeyPath /dev/zero } }
    ) {
        $run = Invoke-Watched $Command
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.Pem.TooLarge,*'
    }

    It 'is refused as a letter by Send-SslCertificateLetter, and so is a folder' {
        (Invoke-Watched { Send-SslCertificateLetter a91hoLqi /dev/zero }).Error[0].Exception.Message | Should -BeLike '*0 bytes*'
        (Invoke-Watched { Send-SslCertificateLetter a91hoLqi / }).Error[0].Exception.Message | Should -BeLike '*is a folder*'
    }
}

Describe 'An id that does not exist' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'is reported as one error, and the other ids are processed: <Command>' -ForEach @(
        @{ Command = { Get-GaapProxy link-main3v01, link-nope1234 }; Missing = 'link-nope1234'; Count = 1 }
        @{ Command = { Get-GaapListener -ProxyId link-nope1234, link-shop3v02 }; Missing = 'link-nope1234'; Count = 1 }
        @{ Command = { Get-GaapListener listener-nope1234, listener-web00443 }; Missing = 'listener-nope1234'; Count = 1 }
        @{ Command = { Get-GaapDomain -GroupId lg-nope, lg-group3v0 }; Missing = 'lg-nope'; Count = 1 }
        @{ Command = { Get-GaapDomain -ProxyId link-nope1234 }; Missing = 'link-nope1234'; Count = 0 }
        @{ Command = { Get-GaapCertificateUsage cert-nope1234, cert-blog4e5p }; Missing = 'cert-nope1234'; Count = 1 }
        @{ Command = { Remove-GaapCertificate cert-nope1234, cert-www4a1hq -Unused -Confirm:$false }; Missing = 'cert-nope1234'; Count = 0 }
        @{ Command = { Get-SslDeployment nope }; Missing = 'nope'; Count = 0 }
    ) {
        $said = Invoke-Watched $Command
        $said.Error.Count | Should -Be 1
        $said.Error[0].CategoryInfo.Category | Should -Be ObjectNotFound
        $said.Error[0].TargetObject | Should -Be $Missing
        $said.Error[0].ErrorDetails.Message | Should -BeLike "*$Missing*"
        $said.Output.Count | Should -Be $Count
    }

    It 'is an error for <Command> -<Parameter>, while wildcards without a match are not' -ForEach $missing {
        $store = $Command -like '*-Gaap*'
        $given = switch ($Parameter) {
            'ListenerId' { 'listener-nope1234' }
            'ProxyId' { 'link-nope1234' }
            'GroupId' { 'lg-nope1234' }
            'CertificateId' { $store ? 'cert-nope1234' : 'zz9nope1' }
            'Domain' { 'nope.example.org' }
            default { 'nope1234' }
        }
        $arguments = @{ $Parameter = $given }
        if ((Get-Command $Command).Parameters.ContainsKey('ResourceType')) { $arguments.ResourceType = 'cdn' }
        $cmdlet = $Command
        $said = Invoke-Watched { & $cmdlet @arguments }
        $said.Output | Should -BeNullOrEmpty
        $said.Error | Should -HaveCount 1
        $said.Error[0].CategoryInfo.Category | Should -Be ObjectNotFound

        # A path with wildcards that match no file is an error, as with Get-Content.
        if ($TakesWildcards -and $Parameter -notlike '*Path') {
            $arguments[$Parameter] = 'nope1234*'
            (Invoke-Watched { & $cmdlet @arguments }).Error | Should -BeNullOrEmpty
        }
    }

    It 'is distinguished from an existing id without results' {
        $said = Invoke-Watched {
            Get-GaapListener -ProxyId link-group3v1; Get-GaapDomain `
                -ProxyId link-group3v1; Get-SslDeployment a91hoLqi; Get-GaapCertificateUsage cert-www4a1hq -Unused
        }
        $said.All | Should -BeNullOrEmpty
    }
}

Describe 'An id that is empty' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'is an error and does not select the whole account: <Command>' -ForEach @(
        @{ Command = { Get-GaapListener -ListenerId '' } }
        @{ Command = { Get-GaapDomain -ListenerId $null } }
        @{ Command = { [pscustomobject]@{ ListenerId = '' } | Get-GaapDomain } }
    ) {
        $said = Invoke-Watched $Command
        $said.Output | Should -BeNullOrEmpty
        $said.Error.FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $emulator.Requests.Total | Should -Be 0
    }

    It 'is ignored when another filter is given' {
        (Get-GaapListener -ListenerId '' -ProxyId link-shop3v02).ListenerId | Should -Be 'listener-shop0443'
    }
}

Describe 'An invalid value' {
    BeforeAll { $emulator = Start-TencentCertEmulator -Speed 50 -RequestsPerSecond 0 -Connect; $emulator.Requests.Clear() }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'is refused before anything is sent: <Because>' -ForEach @(
        @{ Because = 'a domain that is none'; Command = { Request-SslCertificate -Domain 'http://x' -ValidType DNS }
            Like = "*'Domain'*'http://x' is a web address, not a domain." }
        @{ Because = 'a parameter that goes with DNS_AUTO'; Command = {
            Request-SslCertificate -Domain a.example.com -ValidType DNS -DeleteDnsAutoRecord
        }; Like = '*DNS_AUTO*' }
        @{ Because = 'a key a free certificate cannot have'
            Command = { Request-SslCertificate -Domain a.example.com -ValidType DNS -KeyAlgorithm RSA -KeyParameter 4096 }
            Like = '*2048*' }
        @{ Because = 'an id of the GAAP certificate store'; Command = { Get-SslCertificateBinding cert-www4a1hq }
            Like = "*the GAAP certificate store*" }
        @{ Because = 'the same certificate twice'; Command = { Update-SslCertificateBinding a91hoLqi a91hoLqi }
            Like = '*-OldCertificateId*' }
        @{ Because = 'a role that is none'; Command = { Connect-TencentCert -RoleArn deploy }
            Like = '*deploy*qcs::cam::uin/100000000001:roleName/deploy.' }
        @{ Because = 'a region that is none'; Command = { New-TencentCertConnection -Region 'ap guangzhou' }
            Like = '*Region*ap guangzhou*ap-guangzhou.' }
        @{ Because = 'an action that is none'; Command = { Invoke-TencentCertApi -Service ssl -Action 'describe it' }
            Like = '*describe it*DescribeCertificates.' }
        @{ Because = 'a version that is none'; Command = { Invoke-TencentCertApi -Service ssl -Action X -Version 2019 }
            Like = '*2019*2018-05-29.' }
        @{ Because = 'a file name that is none'; Command = { Save-SslCertificate ./x -CertificateId a91hoLqi -FileName 'a/b' }
            Like = '*a/b*' }
        @{ Because = 'nothing to set'; Command = { Set-SslCertificate a91hoLqi }; Like = '*-Alias*' }
        @{ Because = 'an instance of another form'; Command = { Publish-SslCertificate a91hoLqi ddos www.example.com }
            Like = '*InstanceId|Domain|Port*' }
        @{ Because = 'a region that is missing'; Command = { Publish-SslCertificate a91hoLqi clb 'lb-a|lbl-b' }; Like = '*-Region*' }
        @{ Because = 'a PFX without password'; Command = { Save-SslCertificate ./x -CertificateId a91hoLqi -Format Pfx }
            Like = '*-Password*' }
        @{ Because = 'information without the domain it is for'
            Command = { Submit-SslCertificateOrder a91hoLqi -DnsName a.example.com -ContactEmail me@example.com -Confirm:$false }
            Like = '*CertCommonName*' }
        @{ Because = 'a key parameter of another algorithm'
            Command = { Submit-SslCertificateOrder a91hoLqi -Domain a.example.com -ValidType DNS -KeyAlgorithm ecc -KeyParameter 2048 }
            Like = '*prime256v1*' }
        @{ Because = 'key and request in one file'; Command = {
            New-SslCertificateRequest a.example.com $TestDrive/one.pem -CsrPath $TestDrive/one.pem -Force
        }; Like = '*-KeyPath*-CsrPath*' }
        @{ Because = 'a certificate in place of a request'; Command = {
            Submit-SslCertificateOrder a91hoLqi -Domain a.example.com -ValidType DNS `
                -CsrContent "-----BEGIN CERTIFICATE-----`nAAAA`n-----END CERTIFICATE-----"
        }; Like = 'CsrContent is a certificate, not a certificate request.' }
        @{ Because = 'a folder in place of a request'; Command = {
            Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -CsrType upload -CsrPath $TestDrive
        }; Like = '*is a folder*' }
        @{ Because = 'a folder in place of a key to save'; Command = { Save-SslCertificate ./x a91hoLqi -KeyPath $TestDrive }
            Like = '*is a folder*' }
        @{ Because = 'a folder in place of a key to test'; Command = { Test-SslCertificate -CertificateId a91hoLqi -KeyPath $TestDrive }
            Like = '*is a folder*' }
        @{ Because = 'information with an unknown name'; Command = {
            Submit-SslCertificateOrder a91hoLqi -Domain a.example.com -Information @{ Colour = 'red' }
        }; Like = '*Colour*' }
    ) {
        $run = Invoke-Watched $Command
        $run.Error.Count | Should -Be 1
        $run.Error[0].Exception.Message | Should -BeLike $Like
        $emulator.Requests.Total | Should -Be 0
    }
}

Describe 'A list with one invalid element' {
    BeforeAll { $emulator = Start-TencentCertEmulator -Speed 50 -RequestsPerSecond 0 -Connect }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'returns the bindings of the other ids, and an error for <Wrong>' -ForEach @(
        @{ Wrong = 'zz999999'; Category = 'ObjectNotFound' }
        @{ Wrong = 'cert-www4a1hq'; Category = 'InvalidArgument' }
    ) {
        $run = Invoke-Watched { Get-SslCertificateBinding a91hoLqi, $Wrong -ResourceType cdn -UseCache }
        $run.Output.CertificateId | Select-Object -Unique | Should -Be a91hoLqi
        $run.Error.Count | Should -Be 1
        $run.Error[0].TargetObject | Should -Be $Wrong
        $run.Error[0].CategoryInfo.Category | Should -Be $Category
    }

    It 'returns the log of the other ids; the invalid id alone does not return the whole log' {
        $null = Request-SslCertificate log.example.com DNS_AUTO
        $id = @($emulator.World.SslCertificates | Where-Object { $_.Names -contains 'log.example.com' }).Id
        $run = Invoke-Watched { Get-SslCertificateLog cert-www4a1hq, $id; Get-SslCertificateLog cert-www4a1hq }
        $run.Output.CertificateId | Select-Object -Unique | Should -Be $id
        $run.Error.TargetObject | Should -Be cert-www4a1hq, cert-www4a1hq
    }

    It 'returns the results of the other files' {
        Set-Content (Join-Path $TestDrive root.pem) $emulator.CertificateAuthorityPem
        $run = Invoke-Watched { Test-SslCertificate (Join-Path $TestDrive none.pem), (Join-Path $TestDrive root.pem) }
        $run.Output.Path | Should -BeLike '*root.pem'
        $run.Error.Count | Should -Be 1
        $run.Error[0].CategoryInfo.Category | Should -Be ObjectNotFound
        $run.Error[0].TargetObject | Should -BeLike '*none.pem'
    }

    It 'is not processed further after an authentication failure: <Command>' -ForEach @(
        @{ Command = { Remove-SslCertificate a91hoLqi, e45psQun -Connection $wrong -Confirm:$false } }
        @{ Command = { Set-SslCertificate a91hoLqi, e45psQun -Alias x -Connection $wrong } }
    ) {
        $wrong = New-TencentCertConnection -Credential (New-Key) -Endpoint $emulator.Endpoint
        $Command | Should -Throw -ErrorId 'AuthFailure.*'
        $run = Invoke-Watched $Command
        $run.Error.Count | Should -Be 1
    }
}

# The platform's own error has no error code, and PowerShell's error repeats the character.
Describe 'A path with a NUL character' {
    BeforeAll { $emulator = Start-TencentCertEmulator -Connect }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'is refused by <Command> -<Parameter>' -ForEach @(
        @{ Command = 'Import-SslCertificate'; Parameter = 'Path' }
        @{ Command = 'Import-GaapCertificate'; Parameter = 'Path' }
        @{ Command = 'Test-SslCertificate'; Parameter = 'Path' }
        @{ Command = 'Get-GaapCertificateUpdate'; Parameter = 'JournalPath' }
        @{ Command = 'Get-GaapCertificateUpdate'; Parameter = 'LiteralPath' }
        @{ Command = 'Undo-GaapCertificateUpdate'; Parameter = 'JournalPath' }
    ) {
        $given = @{ $Parameter = "a`0b.pem" }
        $failure = { & $Command @given -ErrorAction Stop } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        "$failure" | Should -Not -Match "`0"
    }
}
