# Every id and domain a user can type wrong, in every cmdlet: an error, and nothing is sent.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $bad = @{ blank = '  '; 'a line break' = "cert-12`r`n345"; 'a control character' = "a91$([char]7)hoLqi"; 'a space' = 'a91 hoLqi'; 'far too long' = 'a' * 10000 }
    $names = 'CertificateId', 'OldCertificateId', 'ListenerId', 'ProxyId', 'GroupId', 'ClientCertificateId', 'DomainName', 'Domain'

    # Where a name is a filter with wildcards, any text is a good one.
    $cases = foreach ($command in Get-Command -Module TencentCert -CommandType Cmdlet) {
        foreach ($parameter in $command.Parameters.Values | Where-Object { $_.Name -in $names -and $_.ParameterType -in [string], [string[]] }) {
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

    # A good value for whatever else is mandatory.
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
        $set = $info.ParameterSets | Where-Object { $_.Parameters.Name -contains $Parameter } | Sort-Object { @($_.Parameters | Where-Object IsMandatory).Count } | Select-Object -First 1
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

# Every provider answers with a path, which the file system would take for one below the folder the process was started in.
Describe 'A path outside the file system' {
    It '<Because> is refused, and nothing is sent or written' -ForEach @(
        @{ Because = 'Save-SslCertificate'; Command = { Save-SslCertificate Env:\outkeys -CertificateId a91hoLqi } }
        @{ Because = 'Save-SslCertificate -KeyPath'; Command = { Save-SslCertificate $TestDrive/never -CertificateId a91hoLqi -KeyPath Env:\a.key } }
        @{ Because = 'New-SslCertificateRequest'; Command = { New-SslCertificateRequest www.example.com Env:\outkeys } }
        @{ Because = 'New-SslCertificateRequest -CsrPath'; Command = { New-SslCertificateRequest www.example.com $TestDrive/never -CsrPath Env:\outkeys } }
        @{ Because = 'Export-GaapCertificate'; Command = { Export-GaapCertificate cert-www4a1hq Env:\outkeys } }
        @{ Because = 'Export-TencentCertInventory'; Command = { Export-TencentCertInventory Env:\outkeys } }
        @{ Because = 'Update-GaapCertificate -Path'; Command = { Update-GaapCertificate -Path Env:\a.pem -MatchDomain } }
        @{ Because = 'Update-GaapCertificate -JournalPath'; Command = { Update-GaapCertificate -Path $TestDrive/never -MatchDomain -JournalPath Env:\outkeys } }
        @{ Because = 'Undo-GaapCertificateUpdate'; Command = { Undo-GaapCertificateUpdate Env:\outkeys } }
        @{ Because = 'Get-GaapCertificateUpdate'; Command = { Get-GaapCertificateUpdate Env:\PATH } }
        @{ Because = 'Import-SslCertificate'; Command = { Import-SslCertificate Env:\PATH } }
        @{ Because = 'Import-SslCertificate -LiteralPath'; Command = { Import-SslCertificate -LiteralPath Env:\a.pem } }
        @{ Because = 'Import-GaapCertificate'; Command = { Import-GaapCertificate Env:\PATH } }
        @{ Because = 'Import-GaapCertificate -KeyPath'; Command = { Import-GaapCertificate -LiteralPath $TestDrive/never -KeyPath Env:\a.key } }
        @{ Because = 'Test-SslCertificate'; Command = { Test-SslCertificate Env:\PATH } }
        @{ Because = 'Invoke-SslCertificateReissue -CsrPath'; Command = { Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -CsrType upload -CsrPath Env:\a.csr -Confirm:$false } }
        @{ Because = 'Connect-TencentCert -WebIdentityTokenPath'; Command = { New-TencentCertConnection -WebIdentityTokenPath Env:\token -RoleArn 'qcs::cam::uin/100000000001:roleName/deploy' -ProviderId p } }
    ) {
        $emulator.Requests.Clear()

        $run = Invoke-Watched $Command

        $run.Error.Count | Should -Be 1
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $run.Error[0].Exception.Message | Should -BeLike "'Env:\*file system*"
        $emulator.Requests.Total | Should -Be 0
        'outkeys', 'a.key' | ForEach-Object { Join-Path ([Environment]::CurrentDirectory) $_ } | Where-Object { Test-Path $_ } | Should -BeNullOrEmpty
    }

    It 'is a relative one in another location too' {
        Push-Location Env:\
        try { $run = Invoke-Watched { Save-SslCertificate outkeys -CertificateId a91hoLqi } } finally { Pop-Location }
        $run.Error[0].Exception.Message | Should -BeLike "'outkeys'*Environment*"
        Join-Path ([Environment]::CurrentDirectory) outkeys | Should -Not -Exist
    }
}
