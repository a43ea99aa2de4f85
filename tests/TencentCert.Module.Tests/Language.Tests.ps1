# The module's own messages, in the user's language.
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
        (pwsh -NoProfile -NonInteractive `
            -Command "[cultureinfo]::CurrentUICulture = '$Culture'; [Console]::OutputEncoding = [Text.Encoding]::UTF8; Import-Module '$manifest'; `$null = Start-TencentCertEmulator -Connect; $Script") -join "`n"
    }
}

Describe 'Texts' {
    It 'exist in both languages with the same placeholders: <_>' -ForEach 'Advice' {
        $english = Get-Text "$_.resx"
        $chinese = Get-Text "$_.zh.resx"
        $chinese.Keys | Sort-Object | Should -Be ($english.Keys | Sort-Object)
        foreach ($name in $english.Keys) {
            $values = { [regex]::Matches($args[0], '\{\d') | ForEach-Object Value | Sort-Object -Unique }
            & $values $chinese[$name] | Should -Be (& $values $english[$name]) -Because $name

            # Latin letters without a Chinese character are an untranslated text.
            if ($chinese[$name] -replace '\{\d\}' -match '[a-z]') { $chinese[$name] | Should -Match '[\u4e00-\u9fff]' -Because $name }
        }
    }

    It 'include advice for every client-side error code, and each code has a category' {
        $codes = Select-String -Path (Join-Path $Root 'src/TencentCert.Core/Errors/ErrorCodes.cs') `
            -Pattern 'const string (\w+) = "(Client\.\w+)"' |
            ForEach-Object { $_.Matches[0] }
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
    It 'is in the language of <Culture>' -ForEach @(
        @{ Culture = 'en-US'; Says = "*Rename '*' to 'new' (ModifyCertificateAttributes)*" }
        @{ Culture = 'zh-CN'; Says = '*将“*”重命名为“new”（ModifyCertificateAttributes）*' }
    ) {
        Invoke-In $Culture 'Rename-GaapCertificate cert-blog4e5p new -WhatIf' | Should -BeLike $Says
    }

    It 'about an SSL certificate is in the language of <Culture>' -ForEach @(
        @{ Culture = 'en-US'
            Says = '*Revoke, which cannot be undone (RevokeCertificate)*Set the alias ''*'' to ''x'' (ModifyCertificateAlias)*' }
        @{ Culture = 'zh-CN'; Says = '*吊销，不可撤销（RevokeCertificate）*将备注名“*”设为“x”（ModifyCertificateAlias）*' }
    ) {
        Invoke-In $Culture 'Revoke-SslCertificate a91hoLqi -WhatIf; Rename-SslCertificate a91hoLqi x -WhatIf' | Should -BeLike $Says
    }
}

Describe 'Tables and prompts in Chinese' {
    It 'contain no English text in place of a value' {
        $said = Invoke-In 'zh-CN' @'
Get-GaapCertificateUsage cert-unused01 | Out-String -Width 200
Get-GaapCertificate cert-blog4e5p | Format-List | Out-String
Set-GaapListenerCertificate listener-web00443 -CertificateId cert-www4a1hq | Out-String -Width 200
Remove-GaapCertificate cert-www4a1hq -Confirm:$false 2>&1 | Out-String -Width 300
Invoke-TencentCertRotation -CertificateId e45psQun -WhatIf
'@
        $said | Should -BeLike '*（未使用）*（PEM，* 个字符）*（监听器）*'
        $said | Should -BeLike '*导入 e45psQun 的后继证书（CreateCertificate）*绑定 e45psQun 的后继证书，替换 cert-blog4e5p（ModifyCertificate）*'
        $said | Should -Not -Match '\(unused\)|\(listener\)|characters\)| on listener-'
    }
}

Describe 'The language of a session' {
    BeforeAll {
        $culture = [cultureinfo]::CurrentUICulture
        $emulator = Start-TencentCertEmulator -Connect
        $quick = New-TencentCertConnection -Credential $emulator.Credential -Endpoint $emulator.Endpoint -MaximumRetryCount 0
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }
    AfterEach { [cultureinfo]::CurrentUICulture = $culture }

    It 'is used for messages and advice: <Culture>' -ForEach @(
        @{ Culture = 'zh-CN'; Message = '*此处不知道服务*'; Advice = '*请修正*' }
        @{ Culture = 'zh-Hans-CN'; Message = '*此处不知道服务*'; Advice = '*请修正*' }
        @{ Culture = 'zh'; Message = '*此处不知道服务*'; Advice = '*请修正*' }
        @{ Culture = 'zh-SG'; Message = '*此处不知道服务*'; Advice = '*请修正*' }
        @{ Culture = 'en-US'; Message = '*is not known here*'; Advice = '*Correct the parameter*' }
        @{ Culture = 'fr-FR'; Message = '*is not known here*'; Advice = '*Correct the parameter*' }
    ) {
        [cultureinfo]::CurrentUICulture = $Culture
        $problem = (Invoke-Watched { Invoke-TencentCertApi nothing Here }).Error[0]
        $problem.ErrorDetails.Message | Should -BeLike $Message
        $problem.ErrorDetails.RecommendedAction | Should -BeLike $Advice
    }

    It 'is used for messages of the core library: <Culture>' -ForEach @(
        @{ Culture = 'zh-Hans-CN'; Id = '*是 GAAP 证书库的 ID*'; Listener = '没有 HTTPS 监听器*'; File = '*exists.pem*中的证书已损坏*' }
        @{ Culture = 'en-US'; Id = '*is an id of the GAAP certificate store*'; Listener = 'There is no HTTPS listener*'
            File = '*exists.pem*holds a damaged certificate*' }
    ) {
        [cultureinfo]::CurrentUICulture = $Culture
        Set-Content (Join-Path $TestDrive 'exists.pem') "-----BEGIN CERTIFICATE-----`nAAAA`n-----END CERTIFICATE-----"
        (Invoke-Watched { Get-SslCertificate cert-12345678 }).Error[0].ErrorDetails.Message | Should -BeLike $Id
        (Invoke-Watched { Get-GaapDomain -ListenerId listener-12345678 }).Error[0].Exception.Message | Should -BeLike $Listener
        (Invoke-Watched { Test-SslCertificate (Join-Path $TestDrive 'exists.pem') }).Error[0].Exception.Message | Should -BeLike $File
    }

    It 'is used for the verbose line of each attempt: <Culture>' -ForEach @(
        @{ Culture = 'zh-CN'; Line = 'gaap:DescribeProxies 第 1 次尝试，* ms，OK，RequestId *' }
        @{ Culture = 'de-DE'; Line = 'gaap:DescribeProxies attempt 1, * ms, OK, RequestId *' }
    ) {
        [cultureinfo]::CurrentUICulture = $Culture
        @((Invoke-Watched { Get-GaapProxy -Verbose }).Verbose -like $Line).Count | Should -Be 1
    }

    It 'is requested from the service unless -Language is given' {
        [cultureinfo]::CurrentUICulture = 'zh-CN'
        (New-TencentCertConnection -Credential (New-Key)).Options.Language | Should -Be 'zh-CN'
        (New-TencentCertConnection -Credential (New-Key) -Language en-US).Options.Language | Should -Be 'en-US'
    }

    It 'does not affect text that the user typed' {
        Invoke-In zh-CN "Rename-GaapCertificate cert-blog4e5p 'no connection' -WhatIf" | Should -BeLike '*重命名为“no connection”*'
        Invoke-In zh-CN "try { Request-SslCertificate 'is empty.' DNS -WhatIf } catch { `$_.Exception.Message }; `$Error | ForEach-Object { `$_.Exception.Message }" |
            Should -BeLike '*“is empty.”*'
    }
}
