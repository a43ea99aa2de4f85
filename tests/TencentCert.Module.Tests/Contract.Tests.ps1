BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $commands = @(Get-Command -Module TencentCert -CommandType Cmdlet | ForEach-Object { @{ Name = $_.Name } })
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $commonParameters = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters

    # Verbs of commands that change something; a new connection object changes nothing outside the session.
    $changing = 'Add', 'Clear', 'Complete', 'Copy', 'Disable', 'Enable', 'Import', 'Install', 'Invoke', 'Move', 'Publish', 'Remove',
        'Rename', 'Repair',
        'Request', 'Reset', 'Restart', 'Restore', 'Resume', 'Revoke', 'Save', 'Set', 'Start', 'Stop', 'Submit', 'Undo', 'Uninstall',
            'Update', 'New', 'Export', 'Write'
    $changesNothing = 'New-TencentCertConnection'
}

Describe 'Manifest' {
    BeforeAll { $manifest = Import-PowerShellDataFile (Join-Path $Root 'TencentCert.psd1') }

    It 'passes Test-ModuleManifest' {
        (Test-ModuleManifest (Join-Path $Root 'TencentCert.psd1')).Version | Should -Be $manifest.ModuleVersion
    }

    It 'exports every cmdlet of the assembly, sorted, and nothing else' {
        $assembly = [TencentCert.Core.Client.TencentCertConnection].Assembly.Location | Split-Path | Join-Path -ChildPath 'TencentCert.dll'
        $types = [AppDomain]::CurrentDomain.GetAssemblies().Where{
            $_.GetName().Name -eq 'TencentCert' -and $_.Location -eq $assembly
        }.GetTypes()
        $inAssembly = foreach ($type in $types) {
            $attribute = $type.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)
            if ($attribute) { "$($attribute.VerbName)-$($attribute.NounName)" }
        }
        $inAssembly = [string[]]$inAssembly
        [array]::Sort($inAssembly, [StringComparer]::Ordinal)
        $inAssembly.Count | Should -BeGreaterThan 7
        $manifest.CmdletsToExport -join "`n" | Should -BeExactly ($inAssembly -join "`n")
        $manifest.FunctionsToExport.Count + $manifest.AliasesToExport.Count + $manifest.VariablesToExport.Count | Should -Be 0
    }

    It 'ships no PowerShell assembly and no third-party library' {
        $names = (Get-ChildItem (Join-Path $Root 'lib/net8.0') -Filter *.dll).Name | Sort-Object
        $names | Should -Be @('TencentCert.Core.dll', 'TencentCert.dll', 'TencentCert.Emulator.dll')
    }
}

Describe 'Import' {
    It 'writes no output' {
        pwsh -NoProfile -NonInteractive -Command "Import-Module '$(Join-Path $Root 'TencentCert.psd1')'" 2>&1 | Should -BeNullOrEmpty
    }

    It 'can be repeated with -Force and after Remove-Module' {
        $manifest = Join-Path $Root 'TencentCert.psd1'
        $count = pwsh -NoProfile -NonInteractive `
            -Command "Import-Module '$manifest'; Import-Module '$manifest' -Force; Remove-Module TencentCert; Import-Module '$manifest'; (Get-Command -Module TencentCert).Count"
        [int]$count | Should -Be (Get-Command -Module TencentCert).Count
    }
}

Describe '<Name>' -ForEach $commands {
    BeforeAll {
        $command = Get-Command $Name
        $own = $command.Parameters.Values | Where-Object Name -NotIn $commonParameters
    }

    It 'has an approved verb' { (Get-Verb).Verb | Should -Contain $command.Verb }

    It 'has a singular noun' { $command.Noun | Should -Not -MatchExactly '[^s]s$' }

    It 'declares its output type' { $command.OutputType.Count | Should -BeGreaterThan 0 }

    It 'supports -WhatIf if it changes something or has -Force' {
        if ($command.Verb -in $changing -and $Name -notin $changesNothing) {
            $command.Parameters.Keys | Should -Contain 'WhatIf'
        }

        if ($command.Parameters.ContainsKey('Force')) {
            $command.Parameters.Keys | Should -Contain 'WhatIf'
        }
    }

    It 'accepts no secret as plain text' {
        $own | Where-Object {
            $_.ParameterType -in [string], [string[]] -and $_.Name -match 'Secret|Password|Token|Key' -and
                $_.Name -notmatch 'KeyAlgorithm|KeyParameter|KeyPath|TokenPath|SearchKey|KeyId$|^SecretId$'
        } |
            ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'has full-word parameter names that differ from the common parameters' {
        $own.Name | Where-Object { $_ -cnotmatch '^[A-Z][A-Za-z]{2,}$' } | Should -BeNullOrEmpty
        $own | ForEach-Object { $_.Name; $_.Aliases } | Where-Object { $_ -in $commonParameters } | Should -BeNullOrEmpty
    }

    It 'accepts PEM as lines, as Get-Content returns them' {
        foreach ($parameter in $own | Where-Object { $_.Name -like '*Content' }) {
            $parameter.Attributes.TypeId.Name | Should -Contain 'PemLinesAttribute' -Because "-$($parameter.Name)"
        }
    }

    It 'binds no string parameter to pipeline input, which would convert any object to text' {
        $own | Where-Object { $_.ParameterType -in [string], [string[]] } | ForEach-Object { $_.Attributes } |
            Where-Object { $_ -is [Management.Automation.ParameterAttribute] -and $_.ValueFromPipeline } | Should -BeNullOrEmpty
    }

    It 'has the connection parameters in all parameter sets if it calls the service' {
        $type = $command.ImplementingType
        if ([TencentCert.Pipeline.ApiCmdlet].IsAssignableFrom($type)) {
            'Connection', 'Credential', 'ProfileName' | ForEach-Object {
                $command.Parameters[$_].ParameterSets.Keys | Should -Be '__AllParameterSets'
            }
        }
    }

    It 'has parameter names and aliases that are unique regardless of case' {
        $names = @($own | ForEach-Object { $_.Name; $_.Aliases })
        @($names | Sort-Object -Unique).Count | Should -Be $names.Count
    }

    It 'has a default parameter set that exists' {
        if ($command.ParameterSets.Count -gt 1) { $command.DefaultParameterSet | Should -BeIn $command.ParameterSets.Name }
    }

    It 'has argument completers for ids, profiles, regions and key algorithms' {
        foreach ($parameter in $own | Where-Object {
            $_.Name -in 'CertificateId', 'ListenerId', 'ProxyId', 'GroupId', 'ProfileName', 'Region', 'KeyAlgorithm', 'KeyParameter' -and
                $_.ParameterType -in [string], [string[]]
        }) {
            $parameter.Attributes | Where-Object { $_ -is [Management.Automation.ArgumentCompleterAttribute] } |
                Should -Not -BeNullOrEmpty -Because "-$($parameter.Name)"
        }
    }

    It 'uses no ValidateSet: the service may accept more values than this version knows' {
        $own | ForEach-Object Attributes | Where-Object { $_ -is [Management.Automation.ValidateSetAttribute] } | Should -BeNullOrEmpty
    }

    It 'is implemented by a sealed class' { $command.ImplementingType.IsSealed | Should -BeTrue }
}

# PowerShell can index arrays, but [0] of the read-only list that a C# collection expression creates is the whole list.
Describe 'Lists in result objects' {
    BeforeAll {
        # At this speed an order that validates automatically may be issued before the next command reads it.
        $emulator = Start-TencentCertEmulator -Speed 200 -RequestsPerSecond 0 -ManualValidation -Connect
        $names = [string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')
        $new = $emulator.World.AddSslCertificate($names).Id
        $shop = $emulator.World.AddSslCertificate([string[]]'eu.shop.example.com').Id
        $old = (Get-GaapDomain -Domain www.example.com).EffectiveCertificateId
        $journal = Join-Path $TestDrive lists.jsonl

        # The lists of an object and of its nested objects.
        function Get-List($Object) {
            foreach ($property in $Object.GetType().GetProperties() | Where-Object { -not $_.GetIndexParameters() }) {
                $value = $property.GetValue($Object)
                if ($value -is [Collections.IEnumerable] -and $value -isnot [string] -and $value -isnot [Collections.IDictionary]) {
                    [pscustomobject]@{ Name = $property.Name; Count = @($value | ForEach-Object { $_ }).Count
                        First = $value[0]; Last = $value[-1]; All = @($value) }
                }
                foreach ($item in $value) {
                    if ("$($item.GetType().Namespace)" -like 'TencentCert.*' -and $item -isnot [enum]) { Get-List $item }
                }
            }
        }
    }

    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'can be indexed: <Name> of <Command>' -ForEach @(
        @{ Name = 'Use'; Command = { Get-GaapCertificateUsage $old } }
        @{ Name = 'Use', 'SameAs'; Command = { Get-TencentCertInventory } }
        @{ Name = 'DnsNames'; Command = { Get-GaapCertificate -CertificateId $old } }
        @{ Name = 'ClientCertificateId'; Command = { Get-GaapDomain } }
        @{ Name = 'ClientCertificateId', 'TLSSupportVersion'; Command = { Get-GaapListener } }
        @{ Name = 'ClientCertificateId'; Command = { Set-GaapListenerCertificate listener-mtls8443 cert-blog4e5p } }
        @{ Name = 'Certificates', 'CertificateId', 'Bindings', 'PreviousClientCertificateId', 'RemovedCertificateId'; Command = {
                $null = Get-SslCertificate -CertificateId $new |
                    Update-GaapCertificate -OldCertificateId $old -JournalPath $journal -RemoveOld -ConnectTo $emulator.Edge
                Get-GaapCertificateUpdate $journal
            }
        }
        @{ Name = 'SubjectAltName'; Command = { Get-SslCertificate -CertificateId a91hoLqi } }
        @{ Name = 'Validation'; Command = {
                $order = Request-SslCertificate -Domain lists.example.com -ValidType DNS
                # The service returns the record shortly after the order is created.
                do { $read = $order | Get-SslCertificate } until ($read.Validation)
                $read
            }
        }
        @{ Name = 'Found'; Command = {
                $order = Get-SslCertificate -SearchKey lists.example.com
                $emulator.World.PublishValidation($order.CertificateId)
                $null = $order | Wait-SslCertificate -PollIntervalSec 1
                $order | Test-SslCertificateValidation
            }
        }
        @{ Name = 'Validation'; Command = { Get-SslCertificate -SearchKey lists.example.com | Revoke-SslCertificate -Confirm:$false } }
        @{ Name = 'DnsNames', 'NotCovered', 'Problems', 'OnlineChain'
            Command = { Test-SslCertificate -CertificateId a91hoLqi -Online -DnsName other.example.org -MinimumDays 3000 } }
        @{ Name = 'DnsNames'; Command = { New-SslCertificateRequest lists.example.com (Join-Path $TestDrive lists.key) } }
        @{ Name = 'Domain'; Command = { Get-SslCertificateBinding a91hoLqi } }
        @{ Name = 'ResourceType'; Command = { Update-SslCertificateBinding $new a91hoLqi } }
        @{ Name = 'ResourceType', 'Item', 'Domain'; Command = { Get-SslDeployment -CertificateId $new | Wait-SslDeployment } }
        @{ Name = 'ResourceType'; Command = { Publish-SslCertificate $shop cdn 'eu.shop.example.com|on' } }
        @{ Name = 'ResourceType'; Command = { Get-SslDeployment -CertificateId $shop } }
    ) {
        $lists = @(& $Command | ForEach-Object { Get-List $_ } | Where-Object Count)
        $lists.Name | Sort-Object -Unique | Should -Be ($Name | Sort-Object)
        foreach ($list in $lists) {
            [object]::ReferenceEquals($list.First, $list.All[0]) | Should -BeTrue -Because "$($list.Name)[0] is the first element"
            [object]::ReferenceEquals($list.Last, $list.All[-1]) | Should -BeTrue -Because "$($list.Name)[-1] is the last element"
        }
    }
}
