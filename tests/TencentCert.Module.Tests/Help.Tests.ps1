# Help as Get-Help shows it: complete, in both languages, and with examples that parse and bind.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $commands = @(Get-Command -Module TencentCert -CommandType Cmdlet | ForEach-Object Name)
    $cultures = 'en-US', 'zh-CN'
    $cases = foreach ($culture in $cultures) { foreach ($name in $commands) { @{ Name = $name; Culture = $culture } } }
    $topics = foreach ($culture in $cultures) {
        foreach ($page in Get-ChildItem (Join-Path $Root "docs/$culture") -Filter about_*.md) {
            @{ Topic = $page.BaseName; Culture = $culture; Page = $page.FullName }
        }
    }
    $pairs = @($commands | ForEach-Object { @{ Name = $_ } })
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/CodeProblem.ps1
    $commonParameters = [Management.Automation.PSCmdlet]::CommonParameters
    $chinese = '\p{IsCJKUnifiedIdeographs}'

    # Get-Help caches the language that it reads first, so each language has its own runspace.
    function Invoke-InLanguage([string] $Culture, [string] $Manifest, [string] $Expression) {
        $shell = [powershell]::Create()
        try {
            $shell.AddScript("[cultureinfo]::CurrentUICulture = '$Culture'; Import-Module '$Manifest'; $Expression").Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally { $shell.Dispose() }
    }

    function Get-HelpText([string] $Culture, [string] $Expression) {
        (Invoke-InLanguage $Culture (Join-Path $Root 'TencentCert.psd1') $Expression) -join "`n"
    }

    $script:help = @{}
    foreach ($culture in 'en-US', 'zh-CN') {
        $script:help[$culture] = Get-HelpText $culture {
            $all = @{}
            foreach ($command in Get-Command -Module TencentCert) {
                $help = Get-Help $command.Name
                $parameters = @{}
                foreach ($parameter in $help.parameters.parameter) {
                    $parameters[$parameter.name] = @($parameter.description.Text) -join ' '
                }
                $all[$command.Name] = @{
                    Synopsis    = "$($help.Synopsis)".Trim()
                    Description = "$($help.description.Text)".Trim()
                    Parameters  = $parameters
                    Sets        = @(foreach ($item in $help.syntax.syntaxItem) { @($item.parameter.name | Sort-Object) -join ' ' })
                    Examples    = @($help.examples.example.code)
                }
            }
            ConvertTo-Json $all -Depth 5 -Compress
        } | ConvertFrom-Json -AsHashtable
    }

    # The code of a page's fenced PowerShell blocks.
    function Get-PageCode([string] $Path) {
        [regex]::Matches((Get-Content -Raw $Path), '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
    }
}

Describe '<Name> in <Culture>' -ForEach $cases {
    BeforeAll {
        $page = Join-Path $Root "docs/$Culture/$Name.md"
        $entry = $script:help[$Culture][$Name]
        $command = Get-Command $Name
    }

    It 'has a page' { $page | Should -Exist }

    It 'has a synopsis and a description' {
        $entry.Synopsis.Length | Should -BeGreaterThan 8
        $entry.Description.Length | Should -BeGreaterThan 15
    }

    It 'describes every parameter' {
        $command.Parameters.Keys | Where-Object { $_ -notin $commonParameters -and -not $entry.Parameters[$_] } | Should -BeNullOrEmpty
    }

    It 'lists the parameter sets of the cmdlet' {
        $sets = foreach ($set in $command.ParameterSets) {
            @($set.Parameters.Name | Where-Object { $_ -notin $commonParameters } | Sort-Object) -join ' '
        }
        $entry.Sets | Sort-Object | Should -Be @($sets | Sort-Object)
    }

    It 'has at least two examples that parse and bind' {
        $codes = $entry.Examples
        $codes.Count | Should -BeGreaterOrEqual 2
        $codes | ForEach-Object { Get-CodeProblem $_ } | Should -BeNullOrEmpty
        ($codes -join "`n") | Should -MatchExactly ([regex]::Escape($Name))
    }

    It 'is written in that language' {
        $prose = @($entry.Synopsis; $entry.Description; $entry.Parameters.Values)
        if ($Culture -eq 'zh-CN') { $prose | Should -MatchExactly $chinese } else { $prose | Should -Not -MatchExactly $chinese }
    }
}

Describe '<Name>' -ForEach $pairs {
    It 'has the same examples in both languages' {
        $script:help['zh-CN'][$Name].Examples | Should -Be $script:help['en-US'][$Name].Examples
    }
}

Describe '<Topic> in <Culture>' -ForEach $topics {
    It 'is a help file with a synopsis in the folder that PowerShell reads' {
        $lines = Get-Content (Join-Path $Root "$($Culture -eq 'zh-CN' ? 'zh' : $Culture)/$Topic.help.txt")
        $lines[1].Trim() | Should -BeExactly $Topic
        $lines[4].Trim().Length | Should -BeGreaterThan 8
        if ($Culture -eq 'zh-CN') { $lines[4] | Should -MatchExactly $chinese }
    }

    It 'has code that parses and binds' {
        Get-PageCode $Page | ForEach-Object { Get-CodeProblem $_ } |
            Where-Object { $_ -notin 'uses no cmdlet of this module' } | Should -BeNullOrEmpty
    }

    It 'exists in the other language too' {
        foreach ($other in 'en-US', 'zh-CN') { Join-Path $Root "docs/$other/$Topic.md" | Should -Exist }
    }
}

Describe 'about_TencentCert_Errors in <_>' -ForEach 'en-US', 'zh-CN' {
    It 'lists every client-side error code' {
        $text = Get-Content -Raw (Join-Path $Root "docs/$_/about_TencentCert_Errors.md")
        $codes = foreach ($source in 'src/TencentCert.Core/Errors/ErrorCodes.cs', 'src/TencentCert/Pipeline/ErrorRecords.cs') {
            [regex]::Matches((Get-Content -Raw (Join-Path $Root $source)), '"(Client\.\w+)') | ForEach-Object { $_.Groups[1].Value }
        }
        @($codes).Count | Should -BeGreaterThan 20
        $codes | Where-Object { $text -notmatch "- (.*[,、] ?)?$([regex]::Escape($_))\b" } | Should -BeNullOrEmpty
    }
}

Describe 'README' {
    It 'has code that parses and binds: <_>' -ForEach 'README.md', 'README.zh-CN.md' {
        Get-PageCode (Join-Path $Root $_) | ForEach-Object { Get-CodeProblem $_ } |
            Where-Object { $_ -notmatch 'uses no cmdlet of this module|uses \./build\.ps1' } | Should -BeNullOrEmpty
    }

    It 'has the same code in both languages, except for comments' {
        $codes = foreach ($readme in 'README.md', 'README.zh-CN.md') {
            (Get-PageCode (Join-Path $Root $readme)) -replace '(?m)\s*#.*$' -join "`n"
        }
        $codes[1] | Should -Be $codes[0]
    }
}

Describe 'Get-Help' {
    It 'is Chinese in <_>' -ForEach 'zh-CN', 'zh-Hans-CN', 'zh-Hans', 'zh' {
        Get-HelpText $_ '(Get-Help Get-SslCertificate).Synopsis' | Should -MatchExactly $chinese
    }

    It 'is English in <_>' -ForEach 'en-US', 'fr-FR' {
        Get-HelpText $_ '(Get-Help Get-SslCertificate).Synopsis' | Should -BeLike 'Lists the certificates*'
    }

    It 'shows parameters, examples, links and topics' {
        $text = Get-HelpText 'en-US' 'Get-Help Set-GaapCertificate -Full | Out-String -Width 400; Get-Help about_TencentCert_Errors'
        $text | Should -Match '-Verify'
        $text | Should -Match 'verifies with a TLS handshake that the certificate is served'
        $text | Should -Match 'Example 1'
        $text | Should -Match 'Test-GaapCertificate'
        $text | Should -Match 'Client\.OutcomeUnknown'
    }

    It 'shows topics in Chinese' {
        Get-HelpText 'zh-CN' 'Get-Help about_TencentCert' | Should -MatchExactly $chinese
    }
}

Describe 'Help generator' {
    BeforeAll {
        $generator = Get-ChildItem (Join-Path $Root 'docs/generator/bin/*/net8.0/TencentCert.HelpGenerator.dll') |
            Sort-Object LastWriteTime | Select-Object -Last 1
        $module = Join-Path $Root 'lib/net8.0/TencentCert.dll'
    }

    It 'reports no problem with --strict' {
        $said = dotnet $generator.FullName $module (Join-Path $Root 'docs') (Join-Path $TestDrive 'strict') --strict
        $said -join "`n" | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
    }

    It 'reproduces the built files byte for byte' {
        $null = dotnet $generator.FullName $module (Join-Path $Root 'docs') (Join-Path $TestDrive 'again')
        $made = Get-ChildItem (Join-Path $TestDrive 'again') -Recurse -File
        $made.Count | Should -BeGreaterThan 3
        foreach ($file in $made) {
            $built = Join-Path $Root ([IO.Path]::GetRelativePath((Join-Path $TestDrive 'again'), $file.FullName))
            (Get-FileHash $file.FullName).Hash | Should -Be (Get-FileHash $built).Hash -Because "$built must be what docs say"
        }
    }

    It 'links each cmdlet to its page in the repository that the manifest names' {
        $base = Join-Path $TestDrive 'online'
        Copy-Item (Join-Path $Root 'docs') (Join-Path $base 'docs') -Recurse -Exclude generator
        Copy-Item (Join-Path $Root 'lib') (Join-Path $base 'lib') -Recurse
        (Get-Content -Raw (Join-Path $Root 'TencentCert.psd1')) -replace "(?m)^\s*ProjectUri.*\r?\n" -replace '(?m)^(\s*)LicenseUri', "`$1ProjectUri   = 'https://code.example.com/tencentcert/'`n`$0" |
            Set-Content (Join-Path $base 'TencentCert.psd1')
        $null = dotnet $generator.FullName $module (Join-Path $base 'docs') $base
        foreach ($culture in 'en-US', 'zh-CN') {
            $links = pwsh -NoProfile -NonInteractive `
                -Command "[cultureinfo]::CurrentUICulture = '$culture'; Import-Module '$base/TencentCert.psd1'; foreach (`$one in Get-Command -Module TencentCert) { @((Get-Help `$one.Name).relatedLinks.navigationLink)[0].uri }"
            $links | Should -Be ($ownCommands | Sort-Object |
                ForEach-Object {
                    "https://code.example.com/tencentcert/blob/v$((Import-PowerShellDataFile (Join-Path $Root TencentCert.psd1)).ModuleVersion)/docs/$culture/$_.md"
                })
        }
    }

    It 'reports missing pages, undocumented and unknown parameters, and outdated syntax' {
        $pages = Join-Path $TestDrive 'pages'
        Copy-Item (Join-Path $Root 'docs') $pages -Recurse -Exclude generator
        Remove-Item (Join-Path $pages 'zh-CN/Get-GaapProxy.md')
        $page = Join-Path $pages 'en-US/Wait-SslCertificate.md'
        (Get-Content -Raw $page).Replace('### -TimeoutSec', '### -TimeOut').Replace('[-PollIntervalSec <Int32>]', '') | Set-Content $page
        $said = dotnet $generator.FullName $module $pages (Join-Path $TestDrive 'poor') --strict
        $LASTEXITCODE | Should -Be 1
        $said | Should -Contain 'help: zh-CN/Get-GaapProxy.md has no page'
        $said | Should -Contain 'help: en-US/Wait-SslCertificate.md does not describe -TimeoutSec'
        $said | Should -Contain 'help: en-US/Wait-SslCertificate.md describes -TimeOut, which the cmdlet does not have'
        $said | Should -Contain 'help: en-US/Wait-SslCertificate.md has an outdated SYNTAX; run the generator with --update'
    }
}
