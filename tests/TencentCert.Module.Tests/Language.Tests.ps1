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
        $chinese = Get-Text "$_.zh-CN.resx"
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
}

Describe 'A prompt' {
    It 'speaks <Culture>' -ForEach @(
        @{ Culture = 'en-US'; Says = "*Rename to 'new' (ModifyCertificateAttributes)*" }
        @{ Culture = 'zh-CN'; Says = '*重命名为“new”（ModifyCertificateAttributes）*' }
    ) {
        Invoke-In $Culture 'Rename-GaapCertificate cert-blog4e5p new -WhatIf' | Should -BeLike $Says
    }
}
