# Formatting: every type has a suitable view, PEM text is not printed, and colour is used only on a terminal.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $types = @(Get-Command -Module TencentCert | ForEach-Object { $_.OutputType.Type } | Where-Object FullName -Like 'TencentCert.*' |
        Sort-Object FullName -Unique |
            ForEach-Object { @{ Name = $_.FullName; Type = $_ } })
    $hasTerminal = $IsLinux -and (Get-Command script -CommandType Application -ErrorAction Ignore)
    if (-not $hasTerminal) { Write-Warning 'SKIPPED: how a terminal is written to. That needs Linux and the program script.' }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $manifest = Join-Path $Root 'TencentCert.psd1'
    $escape = [char]27

    # The emulator's blog certificate expires within 30 days, which is shown in yellow.
    $show = "Import-Module '$manifest'; `$null = Start-TencentCertEmulator -Connect; `$soon = Get-SslCertificate | Where-Object Domain -EQ blog.example.com"
}

Describe 'A format view' {
    It 'is defined for <Name> if it has more than six properties' -ForEach $types {
        $controls = @((Get-FormatData $Name -PowerShellVersion $PSVersionTable.PSVersion).FormatViewDefinition.Control)

        # Without a view PowerShell shows all properties: up to four as a table, more as a list.
        $controls.Count -gt 0 -or $Type.GetProperties().Count -le 6 | Should -BeTrue
        if ('CertificatePem' -in $Type.GetProperties().Name) {
            $controls | ForEach-Object { $_.GetType().Name } | Should -Contain 'ListControl'
        }
    }
}

Describe 'A list' -Tag Culture {
    BeforeAll { $emulator = Start-TencentCertEmulator -Connect }
    AfterAll { Stop-TencentCertEmulator }

    It 'shows the size of a PEM instead of its text' {
        $emulator | Format-List | Out-String | Should -Not -BeLike '*BEGIN*'
        Get-GaapCertificate cert-www4a1hq | Format-List | Out-String | Should -Match 'CertificatePem +: \(PEM, \d+ characters\)'
        $text = Get-SslCertificate | Where-Object Status -EQ Issued | Select-Object -First 1 | Get-SslCertificate | Format-List | Out-String
        $text | Should -Match 'CertificatePem +: \(PEM'
        $text | Should -Not -BeLike '*BEGIN*'
    }
}

Describe 'A table on an 80-column console' -Tag Culture {
    BeforeAll {
        $emulator = Start-TencentCertEmulator -Speed 600 -RequestsPerSecond 0 -Connect
        $reissue = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false 6>$null
        $new = $reissue | Wait-SslCertificate
        $journal = Join-Path $TestDrive 'run.jsonl'
        [void]($new | Update-GaapCertificate -OldCertificateId cert-www4a1hq -JournalPath $journal)
        $deployment = Update-SslCertificateBinding $new.CertificateId a91hoLqi -Wait 6>$null
        $shown = @{
            Connection   = Get-TencentCertConnection
            Emulator     = $emulator
            Certificate  = Get-SslCertificate
            Reissue      = $reissue
            Proxy        = Get-GaapProxy
            Listener     = Get-GaapListener
            Domain       = Get-GaapDomain
            InGaap       = Get-GaapCertificate
            Binding      = Set-GaapCertificate listener-web00443 blog.example.com, partner.example.com cert-blog4e5p -ErrorAction Ignore
            Usage        = Get-GaapCertificateUsage
            Inventory    = Get-TencentCertInventory
            Journal      = Get-GaapCertificateUpdate $journal
            Test         = @(Get-GaapDomain listener-web00443 | Test-GaapCertificate -ConnectTo $emulator.Edge) + @(
                Get-GaapDomain listener-web00443 | Test-GaapCertificate -ConnectTo '127.0.0.1:1'
            )
            Deployment   = $deployment
            Item         = $deployment.Item
            Bound        = Get-SslCertificateBinding $new.CertificateId
            Check        = Test-SslCertificate -CertificateId a91hoLqi
            Saved        = Save-SslCertificate -CertificateId $new.CertificateId -Destination (Join-Path $TestDrive ('folder' * 20))
            Log          = Get-SslCertificateLog
            Removal      = Remove-SslCertificate $new.CertificateId, a91hoLqi -Confirm:$false -ErrorAction Ignore
        }
        $emulator | Stop-TencentCertEmulator

        $slow = Start-TencentCertEmulator -RequestsPerSecond 0 -ManualValidation -Connect
        $shown.Order = Request-SslCertificate -Domain a-rather-long-name.of-a-service.example.com -ValidType DNS 6>$null
        $shown.Record = $shown.Order | Get-SslCertificateValidation
        $shown.Validation = $shown.Order | Test-SslCertificateValidation
        $shown.Change = $shown.Order | Stop-SslCertificateOrder -Confirm:$false
        $slow | Stop-TencentCertEmulator

        # PowerShell leaves the last column of a terminal free.
        function Get-Table($Objects) { ($Objects | Format-Table | Out-String -Width 79).Trim("`r", "`n") -split '\r?\n' }
    }

    It 'has every header on one line: <_>' -ForEach @(
        'Connection', 'Emulator', 'Certificate', 'Reissue', 'Proxy', 'Listener', 'Domain', 'InGaap', 'Binding', 'Usage', 'Inventory',
        'Journal', 'Test', 'Deployment', 'Item', 'Bound', 'Check',
        'Saved', 'Log', 'Removal', 'Order', 'Record', 'Validation', 'Change'
    ) {
        $objects = @($shown[$_])
        $objects | Should -Not -BeNullOrEmpty
        $table = (Get-FormatData $objects[0].GetType().FullName -PowerShellVersion $PSVersionTable.PSVersion).FormatViewDefinition.Control |
            Where-Object { $_ -is [Management.Automation.TableControl] }
        $lines = Get-Table $objects
        $lines[1] | Should -Match '^ *-[- ]*$'
        -split $lines[0] | Should -Be $table.Headers.Label
    }

    It 'has fixed column widths that fit 80 columns: <_>' -ForEach @(
        Get-Command -Module TencentCert | ForEach-Object { $_.OutputType.Type.FullName } | Where-Object { $_ -like 'TencentCert.*' } |
            Sort-Object -Unique
    ) {
        $tables = (Get-FormatData $_ -PowerShellVersion $PSVersionTable.PSVersion).FormatViewDefinition.Control |
            Where-Object { $_ -is [Management.Automation.TableControl] }
        foreach ($table in $tables) {
            $table.AutoSize | Should -BeFalse
            $table.Headers[0].Width | Should -BeGreaterThan 0 -Because 'PowerShell sizes by content where the first column has no width'
            ($table.Headers | ForEach-Object { [Math]::Max($_.Width, $_.Label.Length) + 1 } | Measure-Object -Sum).Sum |
                Should -BeLessOrEqual 80
        }
    }

    It 'shows only properties, and its list has three to eight lines: <_>' -ForEach @(
        'Connection', 'Emulator', 'Certificate', 'Reissue', 'Proxy', 'Listener', 'Domain', 'InGaap', 'Binding', 'Usage', 'Inventory',
        'Journal', 'Test', 'Deployment', 'Item', 'Bound', 'Check',
        'Saved', 'Log', 'Removal', 'Order', 'Record', 'Validation', 'Change'
    ) {
        foreach ($one in $shown[$_]) {
            $table = (Get-FormatData $one.GetType().FullName -PowerShellVersion $PSVersionTable.PSVersion).FormatViewDefinition.Control |
                Where-Object { $_ -is [Management.Automation.TableControl] }
            $names = @($one.PSObject.Properties.Name)
            $table.Headers.Label | Where-Object { $_ -notin $names } | Should -BeNullOrEmpty
            $lines = @(($one | Format-List | Out-String -Width 300) -split '\r?\n' -match '^\w+ +: ')
            $lines.Count | Should -BeGreaterThan 2
            $lines.Count | Should -BeLessOrEqual 8
            $lines | ForEach-Object { ($_ -split ' ')[0] } | Where-Object { $_ -notin $names } | Should -BeNullOrEmpty
        }
    }

    It 'has at most six lines that are always shown in its list: <_>' -ForEach @(
        Get-Command -Module TencentCert | ForEach-Object { $_.OutputType.Type } | Where-Object FullName -Like 'TencentCert.*' |
            ForEach-Object FullName | Sort-Object -Unique
    ) {
        $type = (Get-Command -Module TencentCert).OutputType.Type | Where-Object FullName -EQ $_ | Select-Object -First 1
        $list = (Get-FormatData $_ -PowerShellVersion $PSVersionTable.PSVersion).FormatViewDefinition.Control |
            Where-Object { $_ -is [Management.Automation.ListControl] }
        $default = (Get-TypeData $_).DefaultDisplayPropertySet.ReferencedProperties
        $always = $list ? @($list.Entries[0].Items | Where-Object { -not $_.ItemSelectionCondition }).Count : 0
        $count = $list ? $always : $default ? $default.Count : $type.GetProperties().Count
        $count | Should -BeLessOrEqual 6
        $members = (Get-TypeData $type.FullName).Members.Keys
        $default | Where-Object { $_ -notin $type.GetProperties().Name -and $_ -notin $members } | Should -BeNullOrEmpty
    }

    It 'writes enums as names in JSON and lists as "a; b" in CSV: <_>' -ForEach @(
        'Connection', 'Certificate', 'Reissue', 'Proxy', 'Listener', 'Domain', 'InGaap', 'Binding', 'Usage', 'Inventory', 'Journal', 'Test',
        'Deployment', 'Item', 'Bound', 'Check',
        'Saved', 'Log', 'Removal', 'Order', 'Record', 'Validation', 'Change'
    ) {
        foreach ($one in $shown[$_]) {
            $json = $one | ConvertTo-Json -Depth 3 -WarningAction Ignore | ConvertFrom-Json -AsHashtable
            $row = $one | ConvertTo-Csv | ConvertFrom-Csv
            foreach ($property in $one.GetType().GetProperties()) {
                $value = $property.GetValue($one)
                if ($value -is [enum]) { $json[$property.Name] | Should -BeExactly "$value" -Because $property.Name }
                if ($value -is [Collections.IEnumerable] -and $value -isnot [string]) {
                    $entries = $value -is [Collections.IDictionary] ? @(
                        $value.GetEnumerator().ForEach{ "$($_.Key)=$($_.Value)" }
                    ) : @($value.ForEach{ "$_" })
                    $row.($property.Name) | Should -BeExactly ($entries -join '; ') -Because $property.Name
                }
            }
        }
    }

    It 'truncates a long alias and omits one that only repeats the name: <Store>' -ForEach @(
        @{ Store = 'Ssl'; Type = 'TencentCert.Core.Ssl.SslCertificate'; Name = 'Domain' }
        @{ Store = 'Gaap'; Type = 'TencentCert.Core.Gaap.GaapCertificate'; Name = 'SubjectCN' }
    ) {
        function Get-Row($Domain, $Alias) {
            $one = [pscustomobject]@{
                PSTypeName = $Type; CertificateId = 'a91hoLqi'; CertificateType = 'Server'; $Name = $Domain; Status = 'Issued'
                DaysLeft = 19; NotAfter = $null; Alias = $Alias
            }
            @(Get-Table $one)[2..9]
        }
        Get-Row 'www.example.com' 'www.example.com' | Should -Match '19 *$'
        Get-Row 'WWW.example.com' 'www.example.com' | Should -Match '19 *$'
        Get-Row 'www.example.com' 'gateway' | Should -Match ' gateway *$'
        Get-Row 'www.example.com' 'fourteen-cells' | Should -Match ' fourteen-cells$'
        Get-Row 'www.example.com' 'main-gateway-2026' | Should -Match ' main-gateway-…$'
        Get-Row 'www.example.com' '华东区网关主证书' | Should -Match ' 华东区网关主…$'
        Get-Row 'www.example.com' 'e华东区网关主证书' | Should -Match ' e华东区网关主…$'
    }

    It 'shows the essential values: <Name>' -ForEach @(
        @{ Name = 'Binding'; Shows = 'Failed', 'partner.example.com', 'listener-web00443', 'cert-blog4e5p' }
        @{ Name = 'Test'; Shows = 'True', 'False', 'www.example.com', '127.0.0.1:1' }
        @{ Name = 'Journal'; Shows = 'Complete', 'run.jsonl' }
        @{ Name = 'Deployment'; Shows = 'Succeeded', 'Update', '18/18' }
        @{ Name = 'Saved'; Shows = 'Changed', 'FullChain', '.pem', '.key' }
        @{ Name = 'Domain'; Shows = 'xn--fsqu00a.example.com', 'default', 'cert-static6c' }
    ) {
        $text = (Get-Table $shown[$Name]) -join "`n"
        $Shows | ForEach-Object { $text | Should -BeLike "*$_*" }
    }
}

# ConvertTo-Json writes an enum over Int64 as its name, one over Int32 as its number.
Describe 'An enum in an output type' {
    It 'is serialized by name in JSON: <_>' -ForEach @(
        $seen = [Collections.Generic.HashSet[type]]::new()
        function Find-Enum([type] $Type) {
            $Type = [Nullable]::GetUnderlyingType($Type) ?? $Type
            if ($Type.IsGenericType) { $Type.GetGenericArguments() | ForEach-Object { Find-Enum $_ } }
            elseif ("$($Type.Namespace)" -like 'TencentCert.*' -and $seen.Add($Type)) {
                $Type.IsEnum ? $Type : ($Type.GetProperties().PropertyType | ForEach-Object { Find-Enum $_ })
            }
        }
        Get-Command -Module TencentCert | ForEach-Object { $_.OutputType.Type } |
            Where-Object { $_.FullName -like 'TencentCert.*' -and $_.FullName -notlike 'TencentCert.Emulator.*' } |
            ForEach-Object { Find-Enum $_ } | ForEach-Object FullName
    ) {
        $type = $_ -as [type]
        [enum]::GetUnderlyingType($type) | Should -Be ([long])
        $first = [enum]::GetValues($type)[0]
        $first | ConvertTo-Json | Should -BeExactly """$first"""
    }
}

Describe 'The colour of days left' {
    It 'is omitted when colour is disabled: <Days>' -ForEach @(
        @{ Days = -1; Code = '31' }, @{ Days = 7; Code = '31' }, @{ Days = 8; Code = '33' }, @{ Days = 30; Code = '33' },
        @{ Days = 31; Code = $null }
    ) {
        [TencentCert.Formats.DaysLeftText]::For($Days, $false) | Should -BeExactly "$Days"
    }

    It 'is omitted when the output is not a terminal' {
        $file = Join-Path $env:HOME 'colour.txt'
        $said = pwsh -NoProfile -NonInteractive `
            -Command "$show; `$soon | Out-Host; `$soon | Out-File '$file'; `$soon | Format-List | Out-String"
        $said | Where-Object { $_ -match "$escape\[3[13]m-?\d" } | Should -BeNullOrEmpty
        Get-Content $file | Where-Object { $_ -match $escape } | Should -BeNullOrEmpty
    }

    It 'depends on the settings of the terminal: <Case>' -Skip:(-not $hasTerminal) -ForEach @(
        @{ Case = 'nothing said'; Before = ''; NoColor = $null; Colour = $true }
        @{ Case = 'PlainText'; Before = '$PSStyle.OutputRendering = "PlainText"'; NoColor = $null; Colour = $false }
        @{ Case = 'NO_COLOR'; Before = ''; NoColor = '1'; Colour = $false }
    ) {
        $file = Join-Path $env:HOME 'terminal.ps1'
        $saved = Join-Path $env:HOME 'terminal.txt'
        "$Before`n$show`n`$soon | Out-Host`n`$soon | Out-File '$saved'" | Set-Content $file
        $kept = $env:NO_COLOR, $env:TERM
        $env:NO_COLOR, $env:TERM = $NoColor, 'xterm-256color'
        try { $said = script -qec "pwsh -NoProfile -NonInteractive -File '$file'" /dev/null }
        finally { $env:NO_COLOR, $env:TERM = $kept }
        $said -join "`n" | Should -BeLike '*blog.example.com*'
        [bool]($said -match "$escape\[33m\d+$escape\[0m") | Should -Be $Colour
        Get-Content $saved | Where-Object { $_ -match $escape } | Should -BeNullOrEmpty
    }
}
