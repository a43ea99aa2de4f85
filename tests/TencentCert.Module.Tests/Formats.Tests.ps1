# How objects look: a view for every type, no walls of PEM, and colour for eyes only.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $types = @(Get-Command -Module TencentCert | ForEach-Object { $_.OutputType.Type } | Where-Object FullName -Like 'TencentCert.*' | Sort-Object FullName -Unique |
            ForEach-Object { @{ Name = $_.FullName; Type = $_ } })
    $hasTerminal = $IsLinux -and (Get-Command script -CommandType Application -ErrorAction Ignore)
    if (-not $hasTerminal) { Write-Warning 'SKIPPED: how a terminal is written to. That needs Linux and the program script.' }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $manifest = Join-Path $Root 'TencentCert.psd1'
    $escape = [char]27

    # The emulator's blog certificate ends within 30 days, which is yellow.
    $show = "Import-Module '$manifest'; `$null = Start-TencentCertEmulator -Connect; `$soon = Get-SslCertificate | Where-Object Domain -EQ blog.example.com"
}

Describe 'A view of its own' {
    It '<Name>' -ForEach $types {
        $controls = @((Get-FormatData $Name -PowerShellVersion $PSVersionTable.PSVersion).FormatViewDefinition.Control)

        # PowerShell's own table serves up to four properties, its list any number; both show every one of them.
        $controls.Count -gt 0 -or $Type.GetProperties().Count -le 6 | Should -BeTrue
        if ('CertificatePem' -in $Type.GetProperties().Name) { $controls | ForEach-Object { $_.GetType().Name } | Should -Contain 'ListControl' }
    }
}

Describe 'A list' {
    BeforeAll { $emulator = Start-TencentCertEmulator -Connect }
    AfterAll { Stop-TencentCertEmulator }

    It 'names a PEM and does not print it' {
        $emulator | Format-List | Out-String | Should -Not -BeLike '*BEGIN*'
        Get-GaapCertificate cert-www4a1hq | Format-List | Out-String | Should -Match 'CertificatePem +: \(PEM, \d+ characters\)'
        $text = Get-SslCertificate | Where-Object Status -EQ Issued | Select-Object -First 1 | Get-SslCertificate | Format-List | Out-String
        $text | Should -Match 'CertificatePem +: \(PEM'
        $text | Should -Not -BeLike '*BEGIN*'
    }
}

Describe 'Days left in colour' {
    It 'colours by urgency, and only where the host shows colour' -ForEach @(
        @{ Days = -1; Code = '31' }, @{ Days = 7; Code = '31' }, @{ Days = 8; Code = '33' }, @{ Days = 30; Code = '33' }, @{ Days = 31; Code = $null }
    ) {
        [TencentCert.Formats.DaysLeftText]::For($Days, $false) | Should -BeExactly "$Days"
    }

    It 'is plain in whatever is not a terminal' {
        $file = Join-Path $env:HOME 'colour.txt'
        $said = pwsh -NoProfile -NonInteractive -Command "$show; `$soon | Out-Host; `$soon | Out-File '$file'; `$soon | Format-List | Out-String"
        $said | Where-Object { $_ -match "$escape\[3[13]m-?\d" } | Should -BeNullOrEmpty
        Get-Content $file | Where-Object { $_ -match $escape } | Should -BeNullOrEmpty
    }

    It 'is in colour on a terminal, plain there with <Case>' -Skip:(-not $hasTerminal) -ForEach @(
        @{ Case = 'nothing said'; Before = ''; NoColor = $null; Colour = $true }
        @{ Case = 'PlainText'; Before = '$PSStyle.OutputRendering = "PlainText"'; NoColor = $null; Colour = $false }
        @{ Case = 'NO_COLOR'; Before = ''; NoColor = '1'; Colour = $false }
    ) {
        $file = Join-Path $env:HOME 'terminal.ps1'
        $saved = Join-Path $env:HOME 'terminal.txt'
        "$Before`n$show`n`$soon | Out-Host`n`$soon | Out-File '$saved'" | Set-Content $file
        $kept = $env:NO_COLOR, $env:TERM
        $env:NO_COLOR, $env:TERM = $NoColor, 'xterm-256color'
        try { $said = script -qec "pwsh -NoProfile -NonInteractive -File '$file'" /dev/null }
        finally { $env:NO_COLOR, $env:TERM = $kept }
        $said -join "`n" | Should -BeLike '*blog.example.com*'
        [bool]($said -match "$escape\[33m\d+$escape\[0m") | Should -Be $Colour
        Get-Content $saved | Where-Object { $_ -match $escape } | Should -BeNullOrEmpty
    }
}
