BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script = Join-Path $Root 'tests' 'live' 'Test-Assumptions.ps1'
    $emulator = Start-TencentCertEmulator
    $connection = New-TencentCertConnection -Credential $emulator.Credential -Endpoint $emulator.Endpoint
    # One assumption is about a reissued certificate, which a new emulator does not have.
    $null = Get-SslCertificate -CertificateId a91hoLqi -Connection $connection |
        Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false -Connection $connection -InformationAction Ignore
    $emulator.Requests.Clear()
}

AfterAll {
    Stop-TencentCertEmulator
}

Describe 'Test-Assumptions' {
    It 'lists its API calls without making them with -ListOnly' {
        $said = & $script -Connection $connection -ListOnly 6>&1 | Out-String
        $said | Should -Match 'ssl:DescribeCertificates'
        $emulator.Requests.Total | Should -Be 0
    }

    It 'checks every assumption with read calls only and prints no id' {
        $said = & $script -Connection $connection 6>&1
        $findings = @($said | Where-Object { $_ -isnot [Management.Automation.InformationRecord] })
        $findings.Count | Should -Be 10
        @($findings | Where-Object { $_.Looked -and -not $_.Held }) | Should -BeNullOrEmpty -Because 'the emulator is what was assumed'
        @($findings.Looked | Where-Object { $_ -lt 1 }).Count | Should -Be 0
        $emulator.Requests.Entries.Action | Sort-Object -Unique | Should -Not -Match '^(?!Describe)'
        ($findings | ConvertTo-Json) | Should -Not -Match 'cert-|listener-|example\.|a91hoLqi'
    }

    It 'checks exactly the assumptions marked "live" in docs/assumptions.md' {
        $rows = Get-Content (Join-Path $Root 'docs' 'assumptions.md') | Where-Object { $_ -match '^\| (\d+) .*\| live \|$' } |
            ForEach-Object { [int]($_ -replace '^\| (\d+) .*', '$1') }
        $rows | Should -Be (& $script -Connection $connection 6>$null).Number
    }
}
