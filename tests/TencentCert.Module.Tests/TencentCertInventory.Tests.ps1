BeforeDiscovery {
    $browser = Get-Command chromium, chromium-browser, google-chrome, msedge -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $browser) { Write-Warning 'SKIPPED: the inventory report in a browser. Install Chromium.' }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $browser = Get-Command chromium, chromium-browser, google-chrome, msedge -CommandType Application -ErrorAction Ignore | Select-Object -First 1
}

Describe 'Export-TencentCertInventory' {
    BeforeEach { $script:emulator = Start-TencentCertEmulator -Connect -Speed 20 }
    AfterEach { Stop-TencentCertEmulator }

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
