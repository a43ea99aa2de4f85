BeforeDiscovery {
    $browser = Get-Command chromium, chromium-browser, google-chrome, msedge -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $browser) { Write-Warning 'SKIPPED: the inventory report in a browser. Install Chromium.' }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $browser = Get-Command chromium, chromium-browser, google-chrome, msedge -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    $script:Writes = 'CreateCertificate', 'ModifyCertificate', 'ModifyHTTPSListenerAttribute', 'DeleteCertificate', 'ModifyCertificateAttributes'

    function Measure-Write { ($Writes | ForEach-Object { $emulator.Requests.Count($_) } | Measure-Object -Sum).Sum }

    # A world of many bindings in which time runs fast, with a new certificate for all of them.
    function Start-Estate([int] $Listeners = 3, [int] $Domains = 30) {
        $script:emulator = Start-TencentCertEmulator -Connect -ListenerCount $Listeners -DomainCount $Domains -Speed 20 -RequestsPerSecond 0
        $script:new = Get-SslCertificate $emulator.World.AddSslCertificate([string[]] @('*.bulk.example.com')).Id
        $script:journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    function Get-Bound([string] $Id) { @($emulator.World.Domains | Where-Object ServedCertificateId -EQ $Id).Count }
}

Describe 'Update-GaapCertificate' {
    AfterEach { Stop-TencentCertEmulator }

    It 'finds what a reissued certificate replaces, proves it and removes the old one' {
        $script:emulator = Start-TencentCertEmulator -Connect -Speed 20
        $new = Get-SslCertificate a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Reason rotation -Confirm:$false | Wait-SslCertificate

        $all = $new | Update-GaapCertificate -RemoveOld -ConnectTo "$($emulator.Edge)"

        $all.Count | Should -Be 6
        $all.State | Select-Object -Unique | Should -Be 'Changed'
        ($all | Where-Object Domain).Verified | Select-Object -Unique | Should -BeTrue
        ($all | Where-Object FollowsListener).Domain | Should -Be 'api.example.com'
        (Get-GaapDomain listener-mtls8443).ClientCertificateId | Should -Be 'cert-client01'
        (Get-GaapCertificate).CertificateId | Should -Not -Contain 'cert-www4a1hq'
    }

    It 'sends no write and makes no journal with -WhatIf' {
        Start-Estate
        $emulator.Requests.Clear()

        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -RemoveOld -JournalPath $journal -WhatIf | Should -BeNullOrEmpty

        Measure-Write | Should -Be 0
        $emulator.Requests.Count('DescribeRules') | Should -BeGreaterThan 0
        $journal | Should -Not -Exist
    }

    It 'keeps the order of the plan with -Ordered' {
        Start-Estate
        $plan = (Get-GaapListener | Get-GaapDomain -Ordered).Where{ $_.CertificateId -eq 'cert-bulk0001' }.ForEach{ "$($_.ListenerId) $($_.Domain)" }

        $out = $new | Update-GaapCertificate -MatchDomain -Ordered | Where-Object { $_.Domain -and -not $_.FollowsListener }

        $out.ForEach{ "$($_.ListenerId) $($_.Domain)" } | Should -Be $plan
    }

    It 'needs to be told what a certificate replaces that is no reissue' {
        Start-Estate
        (Invoke-Watched { $new | Update-GaapCertificate }).Error.FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
        (Invoke-Watched { Get-GaapCertificate cert-bulk0001 | Update-GaapCertificate }).Error.FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
    }

    It 'names each failure and tells it in $?' {
        Start-Estate
        [void] $emulator.Faults.Add('ModifyCertificate', 'ChangeFails', 2)

        $seen = Invoke-Watched { $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal }

        @($seen.Output | Where-Object State -EQ 'Failed').Count | Should -Be 2
        $seen.Error.Count | Should -Be 2
        $seen.Error[0].TargetObject.Error | Should -BeLike '*went back to cert-bulk0001*'
        (Get-GaapCertificateUpdate $journal).State | Should -Be 'Failed'
        @($new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Where-Object State -EQ 'Changed').Count | Should -Be 2
    }

    It 'says of a listener that could not be read, here and on the way back, what the service said' {
        Start-Estate
        $null = $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal
        [void] $emulator.Faults.AddError('DescribeRules', 'FailedOperation.Test', 'no', 20)

        $seen = Invoke-Watched { $new | Update-GaapCertificate -OldCertificateId cert-bulk0001; Undo-GaapCertificateUpdate $journal -Confirm:$false }

        $seen.Error.Count | Should -BeGreaterThan 1
        $seen.Error | ForEach-Object {
            $_.FullyQualifiedErrorId | Should -BeLike 'FailedOperation.Test,*'
            $_.Exception.RequestId | Should -Not -BeNullOrEmpty
            $_.Exception.Message | Should -BeLike 'Its * could not be read: no*'
        }
    }

    It 'stops at the first failure with -ErrorAction Stop and leaves a whole journal' {
        Start-Estate
        [void] $emulator.Faults.AddError('ModifyCertificate', 'FailedOperation', 'no', 1)

        { $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal -ErrorAction Stop } | Should -Throw

        (Get-Content $journal | ForEach-Object { $_ | ConvertFrom-Json }).Count | Should -BeGreaterThan 5
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null
        Get-Bound cert-bulk0001 | Should -Be 0
    }

    It 'leaves a whole journal when it is stopped, and goes on' {
        Start-Estate 4 80
        $shell = [powershell]::Create()
        [void] $shell.AddScript({
                param($Module, $Connection, $Id, $Journal)
                Import-Module $Module
                Get-SslCertificate $Id -Connection $Connection | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $Journal -Connection $Connection
            }).AddArgument((Join-Path $Root 'TencentCert.psd1')).AddArgument((Get-TencentCertConnection)).AddArgument($new.CertificateId).AddArgument($journal)
        $running = $shell.BeginInvoke()
        while ($emulator.Requests.Count('ModifyCertificate') -lt 10) { Start-Sleep -Milliseconds 5 }

        $shell.Stop()

        $shell.Dispose()
        [IO.File]::ReadAllBytes($journal)[-1] | Should -Be 10
        Get-Bound cert-bulk0001 | Should -BeGreaterThan 0
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null
        Get-Bound cert-bulk0001 | Should -Be 0
    }

    It 'goes on after its process was killed' -Skip:$IsWindows {
        Start-Estate 6 120
        $env:TENCENTCLOUD_SECRET_ID = $emulator.Credential.UserName
        $env:TENCENTCLOUD_SECRET_KEY = $emulator.Credential.GetNetworkCredential().Password
        $command = "Import-Module '$(Join-Path $Root 'TencentCert.psd1')'; Connect-TencentCert -Endpoint $($emulator.Endpoint); Get-SslCertificate $($new.CertificateId) | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath '$journal'"
        try {
            $process = Start-Process pwsh -ArgumentList '-NoProfile', '-NonInteractive', '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($command))) -PassThru -RedirectStandardOutput (Join-Path $TestDrive out) -RedirectStandardError (Join-Path $TestDrive err)
            while (-not $process.HasExited -and $emulator.Requests.Count('ModifyCertificate') -lt 20) { Start-Sleep -Milliseconds 5 }
            $process.Kill()
            $process.WaitForExit()
        }
        finally {
            $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $null
        }

        Get-Bound cert-bulk0001 | Should -BeGreaterThan 0
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null

        Get-Bound cert-bulk0001 | Should -Be 0
        $emulator.Requests.Count('CreateCertificate') | Should -Be 1
        (Get-GaapCertificateUpdate $journal).State | Should -Be 'Complete'
    }

    It 'goes on with its journal when more certificates are ready than before, or fewer' {
        $script:emulator = Start-TencentCertEmulator -Connect -Speed 20
        $journal = Join-Path $TestDrive 'two.jsonl'
        $www, $shop = 'a91hoLqi', 'b72kpMrj' | ForEach-Object { Invoke-SslCertificateReissue $_ -ValidType DNS_AUTO -Reason rotation -Confirm:$false | Wait-SslCertificate }
        $first = $www | Update-GaapCertificate -JournalPath $journal

        $second = $www, $shop | Update-GaapCertificate -JournalPath $journal
        $third = $shop | Update-GaapCertificate -JournalPath $journal

        @($second | Where-Object State -EQ 'AlreadyCurrent').Count | Should -Be $first.Count
        ($second | Where-Object Domain -EQ '*.shop.example.com').State | Should -Be 'Changed'
        $third.State | Select-Object -Unique | Should -Be 'AlreadyCurrent'
        $run = Get-GaapCertificateUpdate $journal
        $run.State | Should -Be 'Complete'
        $run.Certificates.Name | Should -Be $www.CertificateId, $shop.CertificateId
    }

    It 'ends a failed run when nothing is left of it to do' {
        Start-Estate -Listeners 1 -Domains 2
        $narrow = Get-SslCertificate $emulator.World.AddSslCertificate([string[]] @('site-00001.other.example.com')).Id
        $none = $narrow | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal -ErrorAction Ignore
        $none.State | Select-Object -Unique | Should -Be 'Failed'
        $run = Get-GaapCertificateUpdate $journal
        $run.State, $run.Failed, $run.Total | Should -Be 'Failed', $none.Count, $none.Count
        $run.Bindings[0].Error | Should -BeLike '*covers none of*'
        $run.Bindings[0].Step | Should -Be 'Refused'

        # Everything gets one that fits.
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -ErrorAction Stop | ForEach-Object State | Select-Object -Unique | Should -Be 'Changed'
        $narrow | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal -WarningVariable said -WarningAction SilentlyContinue

        $said | Should -Not -BeNullOrEmpty
        (Get-GaapCertificateUpdate $journal).State | Should -Be 'Complete'
    }

    It 'refuses the journal of another rotation' {
        Start-Estate
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null
        $other = Get-SslCertificate $emulator.World.AddSslCertificate([string[]] @('*.bulk.example.com')).Id

        (Invoke-Watched { $other | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal }).Error.FullyQualifiedErrorId | Should -BeLike 'Client.Journal,*'
    }
}

Describe 'Undo-GaapCertificateUpdate' {
    AfterEach { Stop-TencentCertEmulator }

    It 'puts every binding back, once' {
        Start-Estate
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null
        Undo-GaapCertificateUpdate $journal -WhatIf 6>$null | Should -BeNullOrEmpty
        Get-Bound cert-bulk0001 | Should -Be 0

        $back = Undo-GaapCertificateUpdate $journal

        $back.State | Select-Object -Unique | Should -Be 'Changed'
        Get-Bound cert-bulk0001 | Should -Be $emulator.World.Domains.Count
        (Get-GaapCertificateUpdate $journal).State | Should -Be 'Undone'
        (Undo-GaapCertificateUpdate $journal).State | Select-Object -Unique | Should -Be 'AlreadyCurrent'
    }
}

Describe 'A journal by its path' {
    AfterAll { Stop-TencentCertEmulator }

    BeforeAll {
        Start-Estate 1 2
        $journal = Join-Path $TestDrive 'j[1].jsonl'
        $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal | Out-Null
    }

    It 'is taken literally from the pipeline, and with -LiteralPath' {
        (Get-Item -LiteralPath $journal | Get-GaapCertificateUpdate).State | Should -Be 'Complete'
        (Get-GaapCertificateUpdate -LiteralPath $journal).State | Should -Be 'Complete'
        (Get-GaapCertificateUpdate -LiteralPath $journal | Get-GaapCertificateUpdate).State | Should -Be 'Complete'
        (Invoke-Watched { Get-GaapCertificateUpdate -LiteralPath "$journal.not" }).Error.FullyQualifiedErrorId | Should -BeLike 'Client.FileNotFound,*'
    }

    It 'is undone as a file from the pipeline' {
        (Get-Item -LiteralPath $journal | Undo-GaapCertificateUpdate).State | Select-Object -Unique | Should -Be 'Changed'
    }

    It 'is not needed to refuse -ConnectTo where no handshake is made' {
        $emulator.Requests.Clear()
        $seen = Invoke-Watched { $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -ConnectTo localhost:443 }
        $seen.Error.FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $seen.Error[0].Exception.Message | Should -BeLike '*-Verify*'
        $emulator.Requests.Entries.Count | Should -Be 0
    }
}

Describe 'The cmdlets around' {
    AfterEach { Stop-TencentCertEmulator }

    BeforeEach { $script:emulator = Start-TencentCertEmulator -Connect -Speed 20 }

    It 'shows uses in every role, and what is unused' {
        $usage = Get-GaapCertificateUsage
        ($usage | Where-Object CertificateId -EQ cert-client01).Use.Role | Select-Object -Unique | Should -Be 'Client'
        ($usage | Where-Object CertificateId -EQ cert-www4a1hq).SslCertificateId | Should -Be 'a91hoLqi'
        (Get-GaapCertificateUsage -Unused).CertificateId | Should -Be 'cert-unused01'
    }

    It 'removes only what nothing uses with -Unused' {
        Get-GaapCertificate | Remove-GaapCertificate -Unused -WhatIf
        Measure-Write | Should -Be 0
        Get-GaapCertificate | Remove-GaapCertificate -Unused -Confirm:$false
        (Get-GaapCertificate).CertificateId | Should -HaveCount 7
        (Invoke-Watched { Get-SslCertificate a91hoLqi | Remove-GaapCertificate -Confirm:$false }).Error.FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
    }

    It 'takes a certificate that comes twice once' {
        $files = Get-GaapCertificate cert-www4a1hq | ForEach-Object { , $_ * 16 } | Export-GaapCertificate -Destination $TestDrive/twice -ThrottleLimit 16
        @($files.State) | Should -Be @('Changed')
        $said = Invoke-Watched { Remove-GaapCertificate cert-unused01, cert-unused01 -Confirm:$false }
        $said.Error | Should -BeNullOrEmpty
        $emulator.Requests.Count('DeleteCertificate') | Should -Be 1
    }

    It 'exports the key only when asked for, for its owner alone' {
        (Export-GaapCertificate cert-blog4e5p $TestDrive/plain).Name | Should -Be 'cert-blog4e5p.pem'
        Get-Content -Raw $TestDrive/plain/cert-blog4e5p.pem | Should -Not -Match 'PRIVATE'
        $files = Export-GaapCertificate cert-blog4e5p $TestDrive/key -IncludePrivateKey
        Get-Content -Raw $files[1].FullName | Should -Match 'PRIVATE KEY'
        # 384 is mode 0600.
        if (-not $IsWindows) { [int] [IO.File]::GetUnixFileMode($files[1].FullName) | Should -Be 384 }
    }

    It 'exports again without writing, and never over something else without -Force' {
        (Export-GaapCertificate cert-blog4e5p $TestDrive/again -IncludePrivateKey).State | Should -Be Changed, Changed
        (Export-GaapCertificate cert-blog4e5p $TestDrive/again -IncludePrivateKey).State | Should -Be AlreadyCurrent, AlreadyCurrent
        'mine' | Set-Content -NoNewline $TestDrive/again/cert-blog4e5p.key

        $refused = Invoke-Watched { Export-GaapCertificate cert-blog4e5p $TestDrive/again -IncludePrivateKey }

        $refused.Output | Should -BeNullOrEmpty
        $refused.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.FileExists,*'
        $refused.Error[0].CategoryInfo.Category | Should -Be ResourceExists
        $refused.Error[0].Exception.Message | Should -BeLike '*cert-blog4e5p.key*-Force*'
        Get-Content $TestDrive/again/cert-blog4e5p.key | Should -Be 'mine'
        (Export-GaapCertificate cert-blog4e5p $TestDrive/again -IncludePrivateKey -Force).State | Should -Be AlreadyCurrent, Changed
    }

    It 'binds a listener itself and keeps its client certificates' {
        (Set-GaapListenerCertificate listener-mtls8443 cert-blog4e5p -Wait).State | Should -Be 'Live'
        $listener = Get-GaapListener listener-mtls8443
        $listener.CertificateId | Should -Be 'cert-blog4e5p'
        $listener.ClientCertificateId | Should -Be 'cert-client01'
    }

    It 'writes a report that needs nothing from outside and takes no name for markup' {
        $item = (Get-TencentCertInventory)[0] | Select-Object *
        $bad = [TencentCert.Core.Inventory.TencentCertInventoryItem]@{ CertificateId = 'x'; Domain = '<script>alert(1)</script>'; NotAfter = [datetimeoffset]::UtcNow; DaysLeft = 0 }

        $file = Get-TencentCertInventory | Export-TencentCertInventory $TestDrive/report.html
        $bad | Export-TencentCertInventory $TestDrive/bad.html | Out-Null

        $page = Get-Content -Raw $file.FullName
        $page | Should -Not -Match 'https?://(?!127\.0\.0\.1)|<script|<link|@import|url\('
        $page | Should -Match 'cert-www4a1hq'
        $page | Should -Match 'partner\.example\.com'
        Get-Content -Raw $TestDrive/bad.html | Should -Not -Match '<script'
    }

    It 'is refused before it is read for, also with -WhatIf: <Kind>' -ForEach @(
        @{ Kind = 'a file that exists'; Name = 'there.html'; Category = 'ResourceExists' }
        @{ Kind = 'a folder that does not'; Name = 'nowhere/report.html'; Category = 'ObjectNotFound' }
    ) {
        Set-Content $TestDrive/there.html 'mine'
        $emulator.Requests.Clear()
        $said = Invoke-Watched { Export-TencentCertInventory $TestDrive/$Name; Export-TencentCertInventory $TestDrive/$Name -WhatIf }
        $said.Error.CategoryInfo.Category | Should -Be $Category, $Category
        $said.Error.Exception.Message | Should -BeLike "*$(($Name -split "/")[0])*"
        $emulator.Requests.Total | Should -Be 0
        Get-Content $TestDrive/there.html | Should -Be 'mine'
    }

    It 'is drawn by a browser that has no network, and nothing in it is refused' -Skip:(-not $browser) {
        $file = Get-TencentCertInventory | Export-TencentCertInventory $TestDrive/drawn.html
        $picture = Join-Path $TestDrive 'drawn.png'
        $options = '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', "--user-data-dir=$TestDrive/browser", '--host-resolver-rules=MAP * ~NOTFOUND',
            '--enable-logging=stderr', '--window-size=1200,1600', "--screenshot=$picture"

        $said = & $browser @options ([UriBuilder]::new('file', '', -1, $file.FullName)).Uri.AbsoluteUri 2>&1

        "$said" | Should -Not -Match 'Refused to|Content Security Policy|CONSOLE'
        (Get-Item $picture).Length | Should -BeGreaterThan 40KB -Because 'an empty page has 9'
    }
}
