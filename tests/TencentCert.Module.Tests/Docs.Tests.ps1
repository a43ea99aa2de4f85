# The pages of docs/ other than the cmdlet help: their commands bind, their links resolve, and the table lists every cmdlet.
BeforeDiscovery {
    $docs = Join-Path $PSScriptRoot '../../docs'
    $pages = @(Get-ChildItem $docs -Filter *.md -File) + @(
        Get-Item (Join-Path $docs '../README.md'), (Join-Path $docs '../README.zh-CN.md'), (Join-Path $docs '../samples/README.md')
    )
    $pages = @(
        $pages | ForEach-Object { @{ Name = [IO.Path]::GetRelativePath((Resolve-Path "$docs/..").Path, $_.FullName); Path = $_.FullName } }
    )
    $lines = @(foreach ($page in 'coming-from.md', 'coming-from.zh-CN.md', 'account.md', 'account.zh-CN.md', 'comparison.md') {
            # Pipes in tables are escaped. A command without an argument is only mentioned and is not checked.
            [regex]::Matches((Get-Content -Raw (Join-Path $docs $page)),
                '`([A-Z][a-z]+-(Ssl|Gaap|TencentCert)\w*) [^`]+`|`(Get-\w+ [^`]*\\\|[^`]*)`') |
                ForEach-Object { @{ Page = $page; Line = $_.Value.Trim('`').Replace('\|', '|') } }
        })
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/CodeProblem.ps1
}

Describe 'A documentation page' {
    It '<Name> has only links to existing files' -ForEach $pages {
        $text = Get-Content -Raw $Path
        $links = [regex]::Matches($text, '\]\((?!https?:|#)([^)#]+)') | ForEach-Object { $_.Groups[1].Value }
        foreach ($link in $links) { Join-Path (Split-Path $Path) $link | Should -Exist }
    }

    It '<Page> contains a command that binds: <Line>' -ForEach $lines {
        Get-CodeProblem $Line | Should -BeNullOrEmpty
    }

    It 'lists every cmdlet in its table: <_>' -ForEach 'docs/cmdlets.md', 'docs/cmdlets.zh-CN.md' {
        $table = Get-Content -Raw (Join-Path $Root $_)
        (Get-Command -Module TencentCert -CommandType Cmdlet).Name | Where-Object { $table -notmatch "``$_``" } | Should -BeNullOrEmpty
    }
}
