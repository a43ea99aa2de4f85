BeforeDiscovery {
    $types = @{ Types = 'clb', 'cdn', 'waf', 'live' }, @{
        Types = 'ddos', 'teo', 'apigateway', 'vod'
    }, @{ Types = 'tke', 'tcb', 'tse', 'cos' }, @{ Types = 'mqtt', 'scf', 'tdmq', 'gaap' }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/RotationWorld.ps1
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Invoke-TencentCertRotation' {
    AfterEach { Stop-TencentCertEmulator }

    It 'does not start without permission for <Action>, names it, and recommends -Deploy <Advice>, which works' -ForEach @(
        @{ Action = 'ssl:DescribeCertificateDetail'; Advice = 'Resources' }
        @{ Action = 'gaap:DescribeProxies'; Advice = 'Resources' }
        @{ Action = 'gaap:DescribeRules'; Advice = 'Resources' }
        @{ Action = 'ssl:CreateCertificateBindResourceSyncTask'; Advice = 'Gaap' }
        @{ Action = 'ssl:DescribeCertificateBindResourceTaskResult'; Advice = 'Gaap' }
    ) {
        Start-World
        $null = $emulator.Faults.AddError($Action, 'UnauthorizedOperation.CamNoAuth', $null, [int]::MaxValue)
        $run = Invoke-Watched { Invoke-TencentCertRotation -Confirm:$false }
        $run.Output | Should -BeNullOrEmpty
        $run.Error | Should -HaveCount 1
        $run.Error[0].CategoryInfo.Category | Should -Be PermissionDenied
        "$($run.Error[0])" | Should -BeLike "*$Action*"
        $run.Error[0].ErrorDetails.RecommendedAction | Should -BeLike "*-Deploy $Advice*"
        Measure-Change $emulator | Should -Be 0
        @(Invoke-TencentCertRotation -CertificateId a91hoLqi -Deploy $Advice -WhatIf 6>$null) | Should -BeNullOrEmpty
    }

    It 'replaces and verifies everything that is due, in both stores and on every resource' {
        Start-World
        $hosted = Add-Hosted
        $imported = Add-Imported
        $results = Get-TencentCertRotation | Invoke-TencentCertRotation -Verify -JournalPath $journal 6>$null
        $? | Should -BeTrue
        $results | Should -HaveCount 6
        $results.Verified | Select-Object -Unique | Should -BeTrue
        ($results | Measure-Object GaapChanged -Sum).Sum | Should -Be 11
        ($results | Measure-Object ResourceChanged -Sum).Sum | Should -Be 20
        ($results | Measure-Object Failed -Sum).Sum | Should -Be 0
        ($results | Where-Object CertificateId -EQ a91hoLqi).NewCertificateId | Should -Be (Get-Successor a91hoLqi).Id
        Assert-Rotated
        Get-Served $hosted[1] | Should -HaveCount 1
        ($results | Where-Object CertificateId -EQ $imported[0]).NewCertificateId | Should -Be $imported[1]
        Get-TencentCertRotation | Should -BeNullOrEmpty

        $before = Measure-Change $emulator
        Invoke-TencentCertRotation -Verify -JournalPath $journal | Should -BeNullOrEmpty
        Measure-Change $emulator | Should -Be $before
        (Get-GaapCertificateUpdate $journal).State | Should -Be Complete
    }

    It 'shows every change with -WhatIf, with its domains, and sends none' {
        Start-World
        $said = pwsh -NoProfile -NonInteractive -Command "Import-Module '$(Join-Path $Root 'TencentCert.psd1')'
            `$key = [pscredential]::new('$($emulator.Credential.UserName)', (ConvertTo-SecureString -AsPlainText -Force '$($emulator.Credential.GetNetworkCredential().Password)'))
            Invoke-TencentCertRotation -WhatIf -JournalPath '$journal' -Connection (New-TencentCertConnection -Endpoint '$($emulator.Endpoint)' -Credential `$key)"
        @($said | Where-Object { $_ -like '*ReplaceCertificate*' }) | Should -HaveCount 3
        @($said | Where-Object { $_ -like '*ApplyCertificate*' }) | Should -HaveCount 1
        @($said | Where-Object { $_ -like '*ModifyCertificate)*' -or $_ -like '*ModifyHTTPSListenerAttribute)*' }) | Should -HaveCount 10
        @($said | Where-Object { $_ -like '*UpdateCertificateInstance*' }) | Should -HaveCount 19
        "$said" | Should -BeLike '*EdgeOne example.com: example.com*'
        Measure-Change $emulator | Should -Be 0
        Test-Path $journal | Should -BeFalse
    }

    It 'replaces the certificate that GAAP presents to origin servers, and restores it on undo' {
        Start-World
        $file = Join-Path $TestDrive 'origin.pem'
        $material = $world.FindSslCertificate('b72kpMrj').Material
        Set-Content $file ($material.ChainPem + "`n" + $material.ExportPrivateKeyPem())
        $old = (Import-GaapCertificate $file -CertificateType Gaap -Force).CertificateId
        $null = Set-GaapDomainAuthentication listener-web00443 www.example.com -GaapCertificateId $old -Wait

        $item = Get-TencentCertRotation -CertificateId b72kpMrj
        ($item.Bindings | Where-Object Kind -EQ GAAP).Name | Should -Contain 'www.example.com@listener-web00443 (Gaap)'
        $result = $item | Invoke-TencentCertRotation -JournalPath $journal 6>$null
        $result.Failed | Should -Be 0
        $moved = $result.Bindings | Where-Object Name -EQ 'www.example.com@listener-web00443 (Gaap)'
        $moved.State, $moved.PreviousCertificateId | Should -Be 'Changed', $old
        (Get-GaapDomain listener-web00443 www.example.com).GaapCertificateId | Should -Be $moved.CertificateId
        (Get-GaapCertificate $moved.CertificateId).CertificateType | Should -Be Gaap
        Get-TencentCertRotation -CertificateId b72kpMrj | Should -BeNullOrEmpty

        $back = Undo-TencentCertRotation $journal
        $back.State | Select-Object -Unique | Should -Be Changed
        (Get-GaapDomain listener-web00443 www.example.com).GaapCertificateId | Should -Be $old
        (Get-GaapCertificateUpdate $journal).State | Should -Be Undone
    }

    It 'deploys only to GAAP or only to the other resources with -Deploy' {
        Start-World
        $result = Invoke-TencentCertRotation -CertificateId b72kpMrj -Deploy Gaap 6>$null
        $result.GaapChanged, $result.ResourceChanged | Should -Be 3, 0
        $result = Invoke-TencentCertRotation -CertificateId b72kpMrj -Deploy Resources
        $result.Action | Should -Be Deploy
        $result.GaapChanged, $result.ResourceChanged | Should -Be 0, 1
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 1
    }

    It 'passes the records to -OnValidation, and does not delay others for a slow validation' {
        Start-World -ManualValidation
        $script:given = @()
        $run = Invoke-Watched {
            Invoke-TencentCertRotation -CertificateId a91hoLqi, b72kpMrj -ThrottleLimit 1 -TimeoutSec 5 -OnValidation {
                param($records)
                $script:given += $records
                if ($records[0].Domain -like '*shop*' -or $records[0].Name -like '*shop*') {
                    $world.PublishValidation($records[0].CertificateId)
                }
            }
        }
        $results = @($run.Output | Where-Object { $_ -is [TencentCert.Core.Rotation.RotationResult] })
        $results[0].CertificateId | Should -Be b72kpMrj
        $results[0].Changed | Should -Be 4
        $results[1].CertificateId | Should -Be a91hoLqi
        $results[1].Validation.Count | Should -BeGreaterThan 0
        $run.Error | Should -HaveCount 1
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.Timeout,*'
        $run.Error[0].ErrorDetails.RecommendedAction | Should -BeLike 'Run the same command again*'
        "$($run.Error[0])" | Should -Not -BeLike '*Wait-Ssl*'
        ($given | Select-Object -Unique CertificateId).Count | Should -Be 2
        (Get-TencentCertRotation).Where{ $_.CertificateId -eq 'a91hoLqi' }.Action | Should -Be Wait
        $world.PublishValidation($results[1].NewCertificateId)
        (Invoke-TencentCertRotation -CertificateId a91hoLqi).Changed | Should -Be 23
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 2
    }

    It 'reports the failure of one certificate and completes the others' {
        Start-World
        $null = $emulator.Faults.AddError('ReplaceCertificate', 'FailedOperation.CertificateMismatch', 'No.')
        $results = Invoke-TencentCertRotation -ErrorVariable errors -ErrorAction SilentlyContinue 6>$null
        $? | Should -BeFalse
        $results | Should -HaveCount 4
        @($results | Where-Object Error) | Should -HaveCount 1
        $errors.Where{ $_ -is [Management.Automation.ErrorRecord] } | Should -HaveCount 1
        $errors[0].TargetObject.CertificateId | Should -Be ($results | Where-Object Error).CertificateId
        $null = Invoke-TencentCertRotation 6>$null
        Assert-Rotated
    }

    It 'uses the account of -Connection' {
        $first = Start-TencentCertEmulator -Connect -Speed 50 -RequestsPerSecond 0
        $one = Get-TencentCertConnection
        $second = Start-TencentCertEmulator -Connect -Speed 50 -RequestsPerSecond 0
        $two = Get-TencentCertConnection
        $before = Measure-Change $second
        $null = Invoke-TencentCertRotation -Connection $one -Verify 6>$null
        Measure-Change $second | Should -Be $before
        Get-TencentCertRotation -Connection $one | Should -BeNullOrEmpty
        (Get-TencentCertRotation -Connection $two).Count | Should -Be 4
        $done = Measure-Change $first
        (Invoke-TencentCertRotation -Connection $two -Verify 6>$null).Verified | Select-Object -Unique | Should -BeTrue
        Measure-Change $first | Should -Be $done
    }

    It 'removes old certificates with -RemoveOld only when nothing uses them' {
        Start-World
        ($world.Resources | Where-Object Type -EQ waf).Failures = 1
        $results = Invoke-TencentCertRotation -RemoveOld -ErrorAction SilentlyContinue 6>$null
        ($results | Where-Object CertificateId -EQ a91hoLqi).Removed | Should -BeNullOrEmpty
        $world.FindSslCertificate('a91hoLqi') | Should -Not -BeNullOrEmpty
        ($results | Where-Object CertificateId -EQ b72kpMrj).Removed | Should -Be 'cert-shop7b2k', 'b72kpMrj'
        $world.FindSslCertificate('b72kpMrj') | Should -BeNullOrEmpty
    }

    It 'refuses -ConnectTo without -Verify' {
        Start-World
        { Invoke-TencentCertRotation -ConnectTo localhost:443 } | Should -Throw '*-Verify*'
    }
}

Describe 'A deployment that fails for one resource' {
    AfterEach { Stop-TencentCertEmulator }

    It 'is an error, and the next run completes it without an id: <Types>' -ForEach $types {
        Start-World
        $failing = foreach ($type in $Types) {
            @($world.Resources | Where-Object { $_.Type -eq $type -and $_.CertificateId -eq 'a91hoLqi' })[0]
        }
        foreach ($resource in $failing) { $resource.Failures = 1 }
        $result = Invoke-TencentCertRotation -CertificateId a91hoLqi -ErrorVariable errors -ErrorAction SilentlyContinue 6>$null
        $? | Should -BeFalse
        $result.Failed | Should -Be 4
        ($result.Bindings | Where-Object State -EQ Failed).ResourceType | Sort-Object | Should -Be ($Types | Sort-Object)
        (Get-Served a91hoLqi).Type | Sort-Object | Should -Be ($Types | Sort-Object)

        $next = Get-TencentCertRotation -Domain www.example.com
        $next.Action | Should -Be Deploy
        $next.Resource.ResourceType | Sort-Object | Should -Be ($Types | Sort-Object)
        $result = Invoke-TencentCertRotation -Domain www.example.com -Verify
        $result.Changed | Should -Be 4
        $result.AlreadyCurrent | Should -Be 19
        $result.Verified | Should -Not -BeFalse
        Get-Served a91hoLqi | Should -BeNullOrEmpty
        Get-Successor a91hoLqi | Should -HaveCount 1
    }
}
