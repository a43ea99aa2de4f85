BeforeDiscovery {
    $browser = Get-Command chromium, chromium-browser, google-chrome, msedge -CommandType Application -ErrorAction Ignore |
        Select-Object -First 1
    if (-not $browser) { Write-Warning 'SKIPPED: the inventory report in a browser. Install Chromium.' }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $browser = Get-Command chromium, chromium-browser, google-chrome, msedge -CommandType Application -ErrorAction Ignore |
        Select-Object -First 1
}

Describe 'Export-TencentCertInventory' {
    BeforeEach { $script:emulator = Start-TencentCertEmulator -Connect -Speed 20 }
    AfterEach { Stop-TencentCertEmulator }

    It 'writes a self-contained report in which names are encoded' {
        $item = (Get-TencentCertInventory)[0] | Select-Object *
        $bad = [TencentCert.Core.Inventory.TencentCertInventoryItem]@{
            CertificateId = 'x'; Domain = '<script>alert(1)</script>'; NotAfter = [datetimeoffset]::UtcNow; DaysLeft = 0
        }

        $file = Get-TencentCertInventory | Export-TencentCertInventory $TestDrive/report.html
        $bad | Export-TencentCertInventory $TestDrive/bad.html | Out-Null

        $page = Get-Content -Raw $file.Path
        $page | Should -Not -Match 'https?://(?!127\.0\.0\.1)|<script|<link|@import|url\('
        $page | Should -Match 'cert-www4a1hq'
        $page | Should -Match 'partner\.example\.com'
        Get-Content -Raw $TestDrive/bad.html | Should -Not -Match '<script'
    }

    It 'writes the format of the file extension, and reports what it wrote: <Format>' -ForEach @(
        @{ Format = 'Html'; Name = 'all.HTM' }
        @{ Format = 'Csv'; Name = 'all.csv' }
        @{ Format = 'Json'; Name = 'all.json' }
        @{ Format = 'Prometheus'; Name = 'all.prom' }
    ) {
        $file = Export-TencentCertInventory $TestDrive/$Name
        $file.Format | Should -Be $Format
        $file.Path | Should -Be (Get-Item $TestDrive/$Name).FullName
        $file.Certificates | Should -BeGreaterThan 3
        $file.ToDo | Should -BeGreaterThan 0
        ($file | Get-Item).Length | Should -BeGreaterThan 0
    }

    It 'writes CSV and JSON that PowerShell can read' {
        $items = Get-TencentCertInventory
        $items | Export-TencentCertInventory $TestDrive/again.csv | Out-Null
        $items | Export-TencentCertInventory $TestDrive/again.json | Out-Null
        $row = Import-Csv $TestDrive/again.csv | Where-Object SslCertificateId -EQ a91hoLqi
        $object = Get-Content -Raw $TestDrive/again.json | ConvertFrom-Json | Where-Object SslCertificateId -EQ a91hoLqi
        $row.GaapCertificateId | Should -Be 'cert-www4a1hq'
        $object.GaapCertificateId | Should -Be 'cert-www4a1hq'
        $row.DaysLeft | Should -Be $object.DaysLeft
        $row.Task, $object.Task | Should -Be 'Reissue', 'Reissue'
        $row.Use | Should -BeLike '*; www.example.com (listener-web00443, Server); *'
        $object.NotAfter.Kind | Should -Be 'Utc'
    }

    It 'shows the account, site and endpoint in the page header, also when the account is unknown' {
        Get-Content -Raw (Export-TencentCertInventory $TestDrive/head.html).Path |
            Should -BeLike '*Account 100000000001 · China site · http://127.0.0.1*TencentCert 0.*'
        Connect-TencentCert -Credential $emulator.Credential -Endpoint $emulator.Endpoint
        $null = $emulator.Faults.AddError('GetCallerIdentity', 'UnauthorizedOperation')
        Get-Content -Raw (Export-TencentCertInventory $TestDrive/unknown.html).Path |
            Should -BeLike '*Account not known · China site · http://127.0.0.1*TencentCert 0.*'
    }

    It 'shows the successor of a reissued certificate and the command to deploy it' {
        $new = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false | Wait-SslCertificate
        $old = Get-TencentCertInventory | Where-Object CertificateId -EQ a91hoLqi
        $old.Successor | Should -Be $new.CertificateId
        $page = Get-Content -Raw (Export-TencentCertInventory $TestDrive/bind.html).Path
        $page | Should -BeLike "*Get-SslCertificate $($new.CertificateId) | Update-GaapCertificate -Verify*"
    }

    It 'fails before the account is read, also with -WhatIf: <Kind>' -ForEach @(
        @{ Kind = 'a file that exists'; Name = 'there.html'; Category = 'ResourceExists' }
        @{ Kind = 'a folder that does not'; Name = 'nowhere/report.html'; Category = 'ObjectNotFound' }
        @{ Kind = 'an ending that names no format'; Name = 'report.txt'; Category = 'InvalidArgument' }
    ) {
        Set-Content $TestDrive/there.html 'mine'
        $emulator.Requests.Clear()
        $said = Invoke-Watched { Export-TencentCertInventory $TestDrive/$Name; Export-TencentCertInventory $TestDrive/$Name -WhatIf }
        $said.Error.CategoryInfo.Category | Should -Be $Category, $Category
        $said.Error.Exception.Message | Should -BeLike "*$(($Name -split "/")[0])*"
        $emulator.Requests.Total | Should -Be 0
        Get-Content $TestDrive/there.html | Should -Be 'mine'
    }

    It 'writes a report that a browser renders offline without blocking any content' -Skip:(-not $browser) {
        $file = Get-TencentCertInventory | Export-TencentCertInventory $TestDrive/drawn.html
        $picture = Join-Path $TestDrive 'drawn.png'
        $options = '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', "--user-data-dir=$TestDrive/browser",
            '--host-resolver-rules=MAP * ~NOTFOUND',
            '--enable-logging=stderr', '--window-size=1200,1600', "--screenshot=$picture"

        $said = & $browser @options ([UriBuilder]::new('file', '', -1, $file.Path)).Uri.AbsoluteUri 2>&1

        "$said" | Should -Not -Match 'Refused to|Content Security Policy|CONSOLE'
        (Get-Item $picture).Length | Should -BeGreaterThan 40KB -Because 'an empty page has 9'
    }
}
