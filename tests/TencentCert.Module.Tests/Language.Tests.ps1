# What the module itself says, in the user's language.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $strings = Join-Path $Root 'src/TencentCert/Strings'
    function Get-Text([string] $Name) {
        $texts = @{}
        foreach ($item in ([xml](Get-Content -Raw (Join-Path $strings $Name))).root.data) { $texts[$item.name] = $item.value }
        $texts
    }

    function Invoke-In([string] $Culture, [string] $Script) {
        $manifest = Join-Path $Root 'TencentCert.psd1'
        (pwsh -NoProfile -NonInteractive -Command "[cultureinfo]::CurrentUICulture = '$Culture'; [Console]::OutputEncoding = [Text.Encoding]::UTF8; Import-Module '$manifest'; `$null = Start-TencentCertEmulator -Connect; $Script") -join "`n"
    }
}

Describe 'Texts' {
    It 'exist in both languages with the same values in them: <_>' -ForEach 'Messages', 'Advice' {
        $english = Get-Text "$_.resx"
        $chinese = Get-Text "$_.zh.resx"
        $chinese.Keys | Sort-Object | Should -Be ($english.Keys | Sort-Object)
        foreach ($name in $english.Keys) {
            $values = { [regex]::Matches($args[0], '\{\d') | ForEach-Object Value | Sort-Object -Unique }
            & $values $chinese[$name] | Should -Be (& $values $english[$name]) -Because $name
        }
    }

    It 'are all used, and every used one exists' {
        $used = Get-ChildItem (Join-Path $Root 'src/TencentCert') -Recurse -Filter *.cs | Where-Object FullName -NotMatch '[\\/]obj[\\/]' |
            Select-String -Pattern '"([A-Z][A-Za-z]+)"' -AllMatches | ForEach-Object { $_.Matches } | ForEach-Object { $_.Groups[1].Value } | Sort-Object -Unique
        $texts = Get-Text 'Messages.resx'
        $texts.Keys | Where-Object { $_ -notin $used -and $_ -notlike 'Problem*' } | Should -BeNullOrEmpty
        Get-ChildItem (Join-Path $Root 'src/TencentCert') -Recurse -Filter *.cs | Where-Object FullName -NotMatch '[\\/]obj[\\/]' |
            Select-String -Pattern 'Messages\.Text\(\s*"(\w+)"[,)]' -AllMatches | ForEach-Object { $_.Matches } | ForEach-Object { $_.Groups[1].Value } |
            Where-Object { -not $texts.ContainsKey($_) } | Should -BeNullOrEmpty
    }

    It 'are where a cmdlet speaks: its source has no sentence of its own' {
        $found = foreach ($file in Get-ChildItem ('Api', 'Connection', 'Emulator', 'Gaap', 'Inventory', 'Ssl' | ForEach-Object { Join-Path $Root "src/TencentCert/$_" }) -Filter *.cs) {
            $code = (Get-Content $file | Where-Object { $_ -notmatch '^\s*//' }) -join "`n"

            # What is filled into a text is no part of it.
            $bare = $code -replace '(?<=\$"[^"\n]*)\{[^{}\n]*\}', '{}'
            [regex]::Matches($bare, '"[^"\n]*"') | Where-Object Value -CMatch '[A-Za-z]{2} [a-z]{2}' | ForEach-Object { "$($file.Name): $($_.Value)" }
            [regex]::Matches($bare, 'output\.(ShouldProcessAsync|Warning|Verbose|Progress|Say)\(\s*\$?"[^"]*[A-Za-z]{2}') | ForEach-Object { "$($file.Name): $($_.Value)" }
        }
        $found | Should -BeNullOrEmpty
    }

    It 'advise on every error code of this side, and each has a category' {
        $codes = Select-String -Path (Join-Path $Root 'src/TencentCert.Core/Api/ErrorCodes.cs') -Pattern 'const string (\w+) = "(Client\.\w+)"' | ForEach-Object { $_.Matches[0] }
        $codes.Count | Should -BeGreaterThan 10
        $advice = Get-Text 'Advice.resx'
        $categories = Get-Content -Raw (Join-Path $Root 'src/TencentCert/Pipeline/ErrorCategories.cs')
        foreach ($code in $codes) {
            $advice.Keys | Should -Contain $code.Groups[2].Value
            $categories | Should -Match "ErrorCodes\.$($code.Groups[1].Value),"
        }
    }
}

Describe 'A prompt' {
    It 'speaks <Culture>' -ForEach @(
        @{ Culture = 'en-US'; Says = "*Rename '*' to 'new' (ModifyCertificateAttributes)*" }
        @{ Culture = 'zh-CN'; Says = '*将“*”重命名为“new”（ModifyCertificateAttributes）*' }
    ) {
        Invoke-In $Culture 'Rename-GaapCertificate cert-blog4e5p new -WhatIf' | Should -BeLike $Says
    }

    It 'about an SSL certificate speaks <Culture>' -ForEach @(
        @{ Culture = 'en-US'; Says = '*Revoke, which cannot be undone (RevokeCertificate)*Set the alias ''*'' to ''x'' (ModifyCertificateAlias)*' }
        @{ Culture = 'zh-CN'; Says = '*吊销，不可撤销（RevokeCertificate）*将备注名“*”设为“x”（ModifyCertificateAlias）*' }
    ) {
        Invoke-In $Culture 'Revoke-SslCertificate a91hoLqi -WhatIf; Rename-SslCertificate a91hoLqi x -WhatIf' | Should -BeLike $Says
    }
}
