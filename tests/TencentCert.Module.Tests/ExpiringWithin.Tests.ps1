# -ExpiringWithin has one meaning in all cmdlets: certificates that expire within the given days, including expired ones.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $cases = @(
        Get-Command -Module TencentCert | Where-Object { $_.Parameters.ContainsKey('ExpiringWithin') } |
            ForEach-Object { @{ Name = $_.Name; Days = 0 }, @{ Name = $_.Name; Days = 30 }, @{ Name = $_.Name; Days = 3650 } }
    )
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator -Connect -Speed 20 -RequestsPerSecond 0

    # An expired certificate that is not in use is not due for rotation, so a domain still uses this one.
    $listener = $emulator.World.Listeners | Where-Object Id -EQ listener-web00443
    [void]$emulator.World.AddDomain($listener, 'old.example.com', 'cert-unused01')
    $ends = @{}
    Get-SslCertificate -Status Issued, Expired | ForEach-Object { $ends["Ssl $($_.CertificateId)"] = $_.DaysLeft }
    Get-GaapCertificate | Where-Object NotAfter | ForEach-Object { $ends["Gaap $($_.CertificateId)"] = $_.DaysLeft }
}

AfterAll { Stop-TencentCertEmulator }

Describe '<Name> -ExpiringWithin <Days>' -ForEach $cases {
    It 'returns only certificates that expire within that time, including expired ones' {
        $named = @{ ExpiringWithin = $Days }
        if ($Name -like 'Invoke-*') { $named.WhatIf = $true }
        $found = @(& $Name @named 3>$null 6>$null)

        if ($Name -notlike 'Invoke-*') { $found | Should -Not -BeNullOrEmpty }
        foreach ($one in $found) { $one.DaysLeft ?? $ends["Ssl $($one.CertificateId)"] | Should -BeLessOrEqual $Days }

        # Expired certificates are included: old.example.com of the SSL service, in each list that covers that service.
        if ($Name -in 'Get-SslCertificate', 'Get-TencentCertInventory', 'Get-TencentCertRotation') {
            @($found | Where-Object Domain -EQ old.example.com).DaysLeft | Should -BeLessThan 0
        }
        if ($Name -in 'Get-SslCertificate', 'Get-GaapCertificate') {
            $store = $Name -replace '^Get-|Certificate$'
            $wanted = $ends.Keys | Where-Object { $_ -like "$store *" -and $ends[$_] -lt $Days } | ForEach-Object { ($_ -split ' ')[1] } |
                Sort-Object
            $wanted | Where-Object { $_ -notin $found.CertificateId } | Should -BeNullOrEmpty
        }
    }

    It 'documents in both languages that expired certificates are included' {
        foreach ($language in 'en-US', 'zh-CN') {
            $page = Get-Content -Raw (Join-Path $Root "docs/$language/$Name.md")
            $page -match '(?s)### -ExpiringWithin\s+(.*?)\r?\n###? ' | Should -BeTrue
            $Matches[1] | Should -Match ($language -eq 'en-US' ? 'expired|past|ended' : '过期|到期')
        }
    }
}
