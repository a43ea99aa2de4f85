# Advice exists, in both languages, for each error code that the services publish for the actions this module calls.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $published = Get-Content -Raw (Join-Path $PSScriptRoot 'PublishedErrorCodes.json') | ConvertFrom-Json -AsHashtable
    $tables = @{ ssl = [TencentCert.Core.Wire.SslActions]::Table; gaap = [TencentCert.Core.Wire.GaapActions]::Table }
    $actions = foreach ($service in $tables.Keys) {
        foreach ($action in $tables[$service].Actions) {
            @{ Service = $service; Name = $action.Name; Codes = $published[$service][$action.Name] }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    function Get-AdviceName([string] $File) {
        @(([xml](Get-Content -Raw (Join-Path $Root "src/TencentCert/Strings/$File"))).root.data.name)
    }
    $english = [Collections.Generic.HashSet[string]] (Get-AdviceName Advice.resx)
    $chinese = [Collections.Generic.HashSet[string]] (Get-AdviceName Advice.zh.resx)
}

Describe '<Service>:<Name>' -ForEach $actions {
    It 'has advice for each of its published codes' {
        $Codes | Should -Not -BeNullOrEmpty -Because 'PublishedErrorCodes.json lists the errors of each action'
        $Codes | Where-Object { -not $english.Contains($_) } | Should -BeNullOrEmpty
        $Codes | Where-Object { -not $chinese.Contains($_) } | Should -BeNullOrEmpty
    }
}

Describe 'An error' {
    BeforeAll { $emulator = Start-TencentCertEmulator -Speed 0 -RequestsPerSecond 0 -Connect }
    AfterAll { Stop-TencentCertEmulator }

    It 'about a certificate under review does not contradict itself' {
        $run = Invoke-Watched { Save-SslCertificate -CertificateId h18svTxr -Destination $TestDrive }
        $run.Error.Count | Should -Be 1
        "$($run.Error[0])" | Should -BeLike '*Wait-SslCertificate*'
        "$($run.Error[0]) $($run.Error[0].ErrorDetails.RecommendedAction)" | Should -Not -Match 'not leave this state|final'
    }

    It 'about a certificate that will not be issued reports that the state is final' {
        $emulator.World.SetSslStatus('h18svTxr', 'Cancelled')
        $run = Invoke-Watched { Wait-SslCertificate h18svTxr }
        $run.Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*final*'
    }
}

Describe 'A Client.NotFound error' {
    BeforeAll { $emulator = Start-TencentCertEmulator -Connect }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'whose message names the remedy has no general advice' -ForEach @(
        @{ Command = { Get-SslCertificate c63mqNsk | Update-GaapCertificate -WhatIf } }
        @{ Command = { Update-SslCertificateBinding c63mqNsk -WhatIf } }
        @{ Command = { Update-SslCertificateBinding c63mqNsk a91hoLqi -Region ap-seoul -Force -WhatIf } }
    ) {
        $run = Invoke-Watched $Command
        $run.Error.Count | Should -Be 1
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
        $run.Error[0].ErrorDetails.RecommendedAction | Should -BeNullOrEmpty
    }
}
