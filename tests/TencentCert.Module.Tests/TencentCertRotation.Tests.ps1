BeforeDiscovery {
    # Kills of a real process; 20 take some minutes: TENCENTCERT_KILLS=20.
    $kills = 1..$(if ($env:TENCENTCERT_KILLS) { [int]$env:TENCENTCERT_KILLS } else { 3 })
    $types = @{ Types = 'clb', 'cdn', 'waf', 'live' }, @{ Types = 'ddos', 'teo', 'apigateway', 'vod' }, @{ Types = 'tke', 'tcb', 'tse', 'cos' }, @{ Types = 'mqtt', 'scf', 'tdmq', 'gaap' }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $changing = 'ReplaceCertificate', 'ApplyCertificate', 'CreateCertificate', 'ModifyCertificate', 'ModifyHTTPSListenerAttribute', 'UpdateCertificateInstance',
        'DeployCertificateInstance', 'DeleteCertificate', 'DeleteCertificates', 'UpdateCertificateRecordRollback', 'UploadCertificate', 'CompleteCertificate'
    function Measure-Change($Emulator) { ($changing | ForEach-Object { $Emulator.Requests.Count($_) } | Measure-Object -Sum).Sum }

    # Paid and free certificates, GAAP of both versions and of a group, and every kind of resource are the emulator's own.
    function Start-World([switch] $ManualValidation) {
        $script:emulator = Start-TencentCertEmulator -Connect -Speed 50 -RequestsPerSecond 0 -ManualValidation:$ManualValidation
        $script:world = $emulator.World
        $script:journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    # What the service renewed by itself under hosting, without moving every resource.
    function Add-Hosted {
        $old = $world.AddSslCertificate([string[]]'hosted.example.com', $null, [timespan]::FromDays(10))
        $new = $world.AddSslCertificate([string[]]'hosted.example.com')
        $old.IsHosted = $true
        $old.HostingRenewalId = $new.Id
        $null = $world.AddResource([TencentCert.Emulator.Ssl.CloudResource]@{ Type = 'cdn'; Domain = 'hosted.example.com'; CertificateId = $old.Id })
        $old.Id, $new.Id
    }

    # Imported from elsewhere, and a newer one for the same names later; bound on a proxy of the second version.
    function Add-Imported {
        $uploaded = [TencentCert.Emulator.Ssl.SslProduct]::Uploaded
        $old = $world.AddSslCertificate([string[]]'import.example.net', $uploaded, [timespan]::FromDays(10))
        $proxy = $world.Proxies | Where-Object Version -EQ '2.0'
        $listener = $world.AddListener($proxy, 8443, $world.AddGaapCertificate($old).Id)
        $null = $world.AddDomain($listener, 'import.example.net')
        $new = $world.AddSslCertificate([string[]]'import.example.net', $uploaded)
        $old.Id, $new.Id
    }

    # Certificates of every origin are due, and a resource of two of them refuses the first attempt.
    function Start-FullWorld {
        Start-World
        $script:hosted = Add-Hosted
        $script:imported = Add-Imported
        foreach ($id in 'a91hoLqi', 'b72kpMrj') { @($world.Resources | Where-Object CertificateId -EQ $id)[0].Failures = 1 }
    }

    function Get-Served([string] $Id) { @($world.Resources | Where-Object CertificateId -EQ $Id) }
    function Get-Bound([string] $GaapId) { @($world.Domains | Where-Object ServedCertificateId -EQ $GaapId) }
    function Get-Successor([string] $Id) { @($world.SslCertificates | Where-Object { $_.ReplacedBy -eq $Id -or $_.RenewalOf -eq $Id }) }

    # Each of the four that are due in the emulator's own world has one successor, imported once, and nothing is left on the old ones.
    function Assert-Rotated {
        foreach ($id in 'a91hoLqi', 'b72kpMrj', 'd54nrPtm', 'e45psQun') { Get-Successor $id | Should -HaveCount 1 -Because $id }
        foreach ($id in 'cert-www4a1hq', 'cert-shop7b2k', 'cert-idn5d4nr', 'cert-blog4e5p') { Get-Bound $id | Should -BeNullOrEmpty -Because $id }
        @($world.Listeners | Where-Object CertificateId -In 'cert-www4a1hq', 'cert-shop7b2k') | Should -BeNullOrEmpty
        Get-Served a91hoLqi | Should -BeNullOrEmpty
        Get-Served b72kpMrj | Should -BeNullOrEmpty
        Get-Served (Get-Successor a91hoLqi).Id | Should -HaveCount 18
        $world.GaapCertificates | Where-Object { $_.Material.Leaf } | Group-Object { $_.Material.Leaf.Thumbprint } | Where-Object Count -GT 1 | Should -BeNullOrEmpty
    }

    # What hosting renewed and what was imported serve in place of the old ones, without an order.
    function Assert-Moved {
        foreach ($id in $hosted[0], $imported[0]) { Get-Successor $id | Should -BeNullOrEmpty -Because $id }
        Get-Served $hosted[0] | Should -BeNullOrEmpty
        Get-Served $hosted[1] | Should -HaveCount 1
        $bound = @($world.Domains | Where-Object Name -EQ 'import.example.net')
        $bound | Should -HaveCount 1
        $world.FindGaapCertificate($bound.ServedCertificateId).Material.Leaf.Thumbprint | Should -Be $world.FindSslCertificate($imported[1]).Material.Leaf.Thumbprint
    }
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

    It 'tells what is due, the first to expire first, and what would be done' {
        $due.CertificateId[2..5] | Should -Be b72kpMrj, a91hoLqi, e45psQun, d54nrPtm
        $due.CertificateId[0, 1] | Sort-Object | Should -Be @($hosted[0], $imported[0] | Sort-Object)
        ($due | Where-Object CertificateId -In 'a91hoLqi', 'b72kpMrj', 'd54nrPtm').Action | Select-Object -Unique | Should -Be Reissue
        ($due | Where-Object CertificateId -EQ e45psQun).Action | Should -Be Renew
        $due.Reason | Should -Not -Contain $null
    }

    It 'tells where each is bound, by kind, with counts and names' {
        $www = $due | Where-Object CertificateId -EQ a91hoLqi
        $www.Gaap.Count | Should -Be 6
        $www.Resource.Count | Should -Be 18
        @($www.Bindings | Where-Object ResourceType).Count | Should -Be 16
        ($www.Bindings | Where-Object Kind -EQ GAAP).Name | Should -Contain 'api.example.com@listener-web00443'
        ($www.Bindings | Where-Object ResourceType -EQ clb).Count | Should -Be 3
    }

    It 'finds what hosting renewed and what was imported, with what still serves the old one' {
        $one = $due | Where-Object CertificateId -EQ $hosted[0]
        $one.Action | Should -Be Deploy
        $one.Successor | Should -Be $hosted[1]
        "$($one.Bindings)" | Should -Be '1 CDN'
        $one = $due | Where-Object CertificateId -EQ $imported[0]
        $one.Action | Should -Be Deploy
        $one.Successor | Should -Be $imported[1]
        "$($one.Bindings)" | Should -Be '2 GAAP'
    }

    It 'tells what is over when it is asked about by name' {
        $due.CertificateId | Should -Not -Contain g27ruSwq
        $over = Get-TencentCertRotation -CertificateId g27ruSwq
        $over.Action | Should -Be Manual
        $over.Reason | Should -BeLike '*Submit-SslCertificateOrder*'
    }

    It 'asks a person to renew a paid order that ends with its certificate, and reissues where the order has time left' {
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

    It 'asks a person for a new one where the service has none: an upload' {
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

    It 'leaves a certificate for the same names with another kind of key alone' {
        $null = $world.AddSslCertificate([string[]]'blog.example.com', [TencentCert.Emulator.Ssl.SslProduct]::Uploaded, $null, $null, $null, $true)
        (Get-TencentCertRotation -CertificateId e45psQun).Action | Should -Be Renew
    }

    It 'sends nothing that changes anything' { Measure-Change $emulator | Should -Be 0 }

    It 'shows a pending successor and the records to publish' {
        $made = Invoke-SslCertificateReissue d54nrPtm DNS -Confirm:$false 6>$null
        $world.Clock.GetUtcNow() | Out-Null
        $one = Get-TencentCertRotation -CertificateId d54nrPtm
        $one.Action | Should -BeIn Wait, Deploy
        $one.Successor | Should -Be $made.CertificateId
    }

    It 'reports what could not be searched, and shows the rest' {
        $null = $emulator.Faults.AddError('DescribeCertificateBindResourceTaskDetail', 'UnauthorizedOperation')
        $run = Invoke-Watched { Get-TencentCertRotation }
        $run.Error | Should -HaveCount 1
        $run.Output.Count | Should -BeGreaterThan 4
    }

    It 'continues without <Action>, and says <Says>' -ForEach @(
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
            # A day may end between the two.
            $plans = foreach ($items in $run.Output, $whole) { $items | Select-Object * -ExcludeProperty DaysLeft | ConvertTo-Json -Depth 5 }
            $plans[0] | Should -Be $plans[1]
        }
        else {
            $run.Error[0].CategoryInfo.Category | Should -Be PermissionDenied
        }
    }
}

Describe 'Invoke-TencentCertRotation' {
    AfterEach { Stop-TencentCertEmulator }

    It 'refuses to begin without <Action>, names the right, and continues with <Advice>' -ForEach @(
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

    It 'replaces everything that is due, over both stores and every resource, and proves it' {
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

    It 'moves what GAAP shows to origin servers, and puts it back' {
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

    It 'deploys to GAAP or to the resources alone' {
        Start-World
        $result = Invoke-TencentCertRotation -CertificateId b72kpMrj -Deploy Gaap 6>$null
        $result.GaapChanged, $result.ResourceChanged | Should -Be 3, 0
        $result = Invoke-TencentCertRotation -CertificateId b72kpMrj -Deploy Resources
        $result.Action | Should -Be Deploy
        $result.GaapChanged, $result.ResourceChanged | Should -Be 0, 1
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 1
    }

    It 'hands records to a script, and does not let a slow validation hold up the others' {
        Start-World -ManualValidation
        $script:given = @()
        $run = Invoke-Watched {
            Invoke-TencentCertRotation -CertificateId a91hoLqi, b72kpMrj -ThrottleLimit 1 -TimeoutSec 5 -OnValidation {
                param($records)
                $script:given += $records
                if ($records[0].Domain -like '*shop*' -or $records[0].Name -like '*shop*') { $world.PublishValidation($records[0].CertificateId) }
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

    It 'lets the failure of one certificate stop no other, and tells it' {
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

    It 'works on the account of a connection' {
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

    It 'removes the old ones with -RemoveOld when nothing uses them' {
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

    It 'is an error, and the next run finishes it without an id: <Types>' -ForEach $types {
        Start-World
        $failing = foreach ($type in $Types) { @($world.Resources | Where-Object { $_.Type -eq $type -and $_.CertificateId -eq 'a91hoLqi' })[0] }
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

Describe 'A run that is stopped' {
    AfterEach { Stop-TencentCertEmulator }

    It 'continues with the same command after a kill, and repeats nothing: <_>' -ForEach $kills -Skip:$IsWindows {
        Start-FullWorld
        $env:TENCENTCLOUD_SECRET_ID = $emulator.Credential.UserName
        $env:TENCENTCLOUD_SECRET_KEY = $emulator.Credential.GetNetworkCredential().Password
        $command = "Import-Module '$(Join-Path $Root 'TencentCert.psd1')'; Connect-TencentCert -Endpoint $($emulator.Endpoint); Invoke-TencentCertRotation -Verify -ConnectTo '$($emulator.Edge)' -JournalPath '$journal'"
        # A random moment of the run: after so many requests, of which it takes some 200.
        $moment = Get-Random -Minimum 30 -Maximum 190
        try {
            $process = Start-Script $command
            while (-not $process.HasExited -and $emulator.Requests.Entries.Count -lt $moment) { Start-Sleep -Milliseconds 5 }
            $process.Kill()
            $process.WaitForExit()
        }
        finally {
            $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $null
        }

        # The resources that refuse once may do so in this run; the one after it finds them.
        $null = Invoke-TencentCertRotation -Verify -JournalPath $journal -ErrorAction SilentlyContinue 6>$null
        $null = Invoke-TencentCertRotation -Verify -JournalPath $journal 6>$null
        Assert-Rotated
        Assert-Moved
        Get-TencentCertRotation | Should -BeNullOrEmpty
        $emulator.Requests.Count('ReplaceCertificate') | Should -BeLessOrEqual 3
        $emulator.Requests.Count('ApplyCertificate') | Should -Be 1
        (Get-GaapCertificateUpdate $journal).State | Should -Be Complete
    }

    It 'proves with the same journal what is replaced and not proven yet' {
        Start-World
        $first = Invoke-TencentCertRotation -CertificateId b72kpMrj -Verify -ConnectTo 127.0.0.1:1 -TimeoutSec 1 -JournalPath $journal -ErrorAction SilentlyContinue 6>$null
        $first.Verified | Should -BeFalse
        Get-TencentCertRotation -CertificateId b72kpMrj | Should -BeNullOrEmpty
        (Get-GaapCertificateUpdate $journal).State | Should -Be Failed
        $second = Invoke-TencentCertRotation -ExpiringWithin 0 -Verify -JournalPath $journal
        $second.CertificateId | Should -Be b72kpMrj
        $second.Verified | Should -BeTrue
        $second.AlreadyCurrent | Should -Be 4
        (Get-GaapCertificateUpdate $journal).State | Should -Be Complete
    }

    It 'ends right in a storm of faults: every target is right, or named' {
        Start-FullWorld
        foreach ($kind in 'Throttle', 'LoseAnswer', 'Refuse', 'ServerError', 'ServerErrorAfterWork', 'Html', 'TruncatedBody', 'InternalErrorAfterWork') {
            $null = $emulator.Faults.AddProbability($kind, 0.02)
        }

        $null = $emulator.Faults.AddProbability('BusyListener', 0.05)
        $run = Invoke-Watched { Invoke-TencentCertRotation -JournalPath $journal -ErrorAction Continue }
        $results = @($run.Output | Where-Object { $_ -is [TencentCert.Core.Rotation.RotationResult] })
        foreach ($result in $results | Where-Object { -not $_.Error }) {
            Get-Served $result.CertificateId | Should -BeNullOrEmpty
            Get-Successor $result.CertificateId | Should -HaveCount $($result.Action -eq 'Deploy' ? 0 : 1)
        }

        if ($results.Count -lt 4 -or @($results | Where-Object Error).Count -gt 0) { $run.Error | Should -Not -BeNullOrEmpty }
        $emulator.Faults.Clear()
        $null = Invoke-TencentCertRotation -Verify -JournalPath $journal -ErrorAction SilentlyContinue 6>$null
        $null = Invoke-TencentCertRotation -Verify -JournalPath $journal 6>$null
        Assert-Rotated
        Assert-Moved
    }
}

Describe 'Undo-TencentCertRotation' {
    BeforeAll {
        Start-World
        $null = Invoke-TencentCertRotation -JournalPath $journal 6>$null
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'shows with -WhatIf what it would put back, and sends nothing' {
        $before = Measure-Change $emulator
        Undo-TencentCertRotation $journal -WhatIf | Should -BeNullOrEmpty
        Measure-Change $emulator | Should -Be $before
    }

    It 'puts GAAP and the resources back' {
        $back = Undo-TencentCertRotation $journal
        @($back | Where-Object Kind -EQ GAAP) | Should -HaveCount 10
        @($back | Where-Object Kind -NE GAAP) | Should -HaveCount 19
        $back.State | Select-Object -Unique | Should -Be Changed
        Get-Served a91hoLqi | Should -HaveCount 18
        Get-Bound cert-www4a1hq | Should -HaveCount 4
        (Get-GaapCertificateUpdate $journal).State | Should -Be Undone
    }

    It 'ends that journal, and the next run deploys what is there' {
        $run = Invoke-Watched { Invoke-TencentCertRotation -JournalPath $journal }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Client.Journal,*'
        (Get-TencentCertRotation).Action | Select-Object -Unique | Should -Be Deploy
        $null = Invoke-TencentCertRotation -JournalPath (Join-Path $TestDrive again.jsonl)
        Assert-Rotated
    }
}

Describe 'Undo-TencentCertRotation whose answers are lost' {
    BeforeEach { Start-World }
    AfterEach { Stop-TencentCertEmulator }

    It 'puts GAAP and the resources back though answers are lost' {
        $null = Invoke-TencentCertRotation -CertificateId a91hoLqi -JournalPath $journal 6>$null
        foreach ($action in 'ModifyCertificate', 'ModifyHTTPSListenerAttribute', 'UpdateCertificateInstance') { $null = $emulator.Faults.Add($action, 'LoseAnswer') }
        $null = Undo-TencentCertRotation $journal
        $emulator.Faults.Struck | Should -BeGreaterThan 1
        Get-Served a91hoLqi | Should -HaveCount 18
        Get-Bound cert-www4a1hq | Should -HaveCount 4
        (Get-GaapCertificateUpdate $journal).State | Should -Be Undone
    }
}

Describe 'Undo-TencentCertRotation where the old certificate was removed' {
    BeforeEach { Start-World }
    AfterEach { Stop-TencentCertEmulator }

    It 'names for each certificate what it cannot put back, sends nothing for it, and undoes the others' {
        $null = Invoke-TencentCertRotation -CertificateId b72kpMrj -RemoveOld -JournalPath $journal 6>$null
        $null = Invoke-TencentCertRotation -CertificateId a91hoLqi -JournalPath $journal 6>$null
        $before = Measure-Change $emulator
        $run = Invoke-Watched { Undo-TencentCertRotation $journal -WhatIf }
        $run.Error | Should -HaveCount 1
        Measure-Change $emulator | Should -Be $before

        $run = Invoke-Watched { Undo-TencentCertRotation $journal }
        $run.Error | Should -HaveCount 1
        $run.Error[0].TargetObject | Should -Be b72kpMrj
        $said = "$($run.Error[0])"
        foreach ($name in 'b72kpMrj', 'cert-shop7b2k', 'listener-shop0443', 'eu.shop.example.com', 'cdn eu.shop.example.com') { $said | Should -BeLike "*$name*" }
        $run.Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*Import-SslCertificate*'
        $back = @($run.Output | Where-Object { $_ -is [TencentCert.Core.Rotation.RotationBinding] })
        ($back | Where-Object State -EQ Failed | ForEach-Object Kind | Group-Object).ForEach{ "$($_.Count) $($_.Name)" } | Sort-Object | Should -Be '1 CDN', '3 GAAP'
        @($back | Where-Object State -EQ Changed) | Should -HaveCount 23
        Get-Served a91hoLqi | Should -HaveCount 18
        Get-Bound cert-www4a1hq | Should -HaveCount 4
        $emulator.Requests.Count('UpdateCertificateRecordRollback') | Should -Be 1
        (Get-GaapCertificateUpdate $journal).State | Should -Be Undoing
    }

    It 'imports a certificate again that is gone from the store of GAAP alone' {
        $null = Invoke-TencentCertRotation -CertificateId b72kpMrj -Deploy Gaap -RemoveOld -JournalPath $journal 6>$null
        $world.GaapCertificates.Id | Should -Not -Contain cert-shop7b2k
        $back = Undo-TencentCertRotation $journal -Verify -ConnectTo $emulator.Edge
        $back.State | Select-Object -Unique | Should -Be Changed
        $copy = $back.CertificateId | Select-Object -Unique
        Get-Bound $copy | Should -HaveCount 2
        ($world.GaapCertificates | Where-Object Id -EQ $copy).Material.Leaf.Thumbprint | Should -Be $world.FindSslCertificate('b72kpMrj').Material.Leaf.Thumbprint
        (Get-GaapCertificateUpdate $journal).State | Should -Be Undone
        (Undo-TencentCertRotation $journal).State | Select-Object -Unique | Should -Be AlreadyCurrent
        $emulator.Requests.Count('CreateCertificate') | Should -Be 2
    }

    It 'tells why one cannot be imported again' {
        $null = Invoke-TencentCertRotation -CertificateId b72kpMrj -Deploy Gaap -RemoveOld -JournalPath $journal 6>$null
        $world.SetSslStatus('b72kpMrj', 'Revoked')
        $run = Invoke-Watched { Undo-TencentCertRotation $journal }
        $run.Error | Should -HaveCount 1
        "$($run.Error[0])" | Should -BeLike '*b72kpMrj*cannot be imported again*Revoked*'
        $emulator.Requests.Count('CreateCertificate') | Should -Be 1
    }
}

Describe 'Undo-TencentCertRotation of another journal' {
    BeforeAll { Start-World }
    AfterAll { Stop-TencentCertEmulator }

    It 'leaves journals of Update-GaapCertificate to its own commands' {
        $other = Join-Path $TestDrive other.jsonl
        $null = $world.AddSslCertificate([string[]]'legacy.example.org')
        $null = Get-SslCertificate -Domain legacy.example.org | Where-Object DaysLeft -GT 100 | Update-GaapCertificate -MatchDomain -JournalPath $other
        (Get-GaapCertificateUpdate $other).State | Should -Be Complete
        (Invoke-Watched { Undo-TencentCertRotation $other }).Error.Exception.Message | Should -BeLike '*Undo-GaapCertificateUpdate*'
        (Invoke-Watched { Invoke-TencentCertRotation -JournalPath $other }).Error.Exception.Message | Should -BeLike '*another command*'
    }
}
