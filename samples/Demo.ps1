<#
.SYNOPSIS
    A complete rotation with the emulator: list, reissue, wait, import into GAAP, bind, verify by a TLS handshake.
.DESCRIPTION
    The exit code is 0 only if the TLS handshake shows the new certificate instead of the old one.
    Needs no cloud account and sends nothing outside this machine.
.PARAMETER Speed
    Emulated seconds per real second.
#>
[CmdletBinding()]
param([ValidateRange(1, 1000)] [double] $Speed = 5)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
Import-Module (Join-Path $PSScriptRoot '..' 'TencentCert.psd1')

function Show-Step([string] $Text) { "`n== $Text" }

$domain = 'www.example.com'
$emulator = Start-TencentCertEmulator -Speed $Speed -Connect
try {
    Show-Step "Certificates that expire within 30 days"
    Get-SslCertificate -ExpiringWithin 30 | Out-Default
    $old = Get-SslCertificate -ExpiringWithin 30 -Domain $domain | Select-Object -First 1

    Show-Step "Where $domain is bound, and what it serves now"
    $binding = Get-GaapDomain -Domain $domain
    $binding | Out-Default
    $before = $binding | Test-GaapCertificate -ConnectTo $emulator.Edge
    $before | Out-Default

    Show-Step "Reissue $($old.CertificateId) and wait until it is issued"
    $reissue = $old | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Reason rotation -Confirm:$false
    $reissue | Out-Default
    $new = $reissue | Wait-SslCertificate -TimeoutSec 120
    $new | Out-Default

    Show-Step "Import it into the GAAP certificate store, bind it, wait until it is live, verify it"
    $new | Set-GaapCertificate -ListenerId $binding.ListenerId -Verify -ConnectTo $emulator.Edge -TimeoutSec 120 | Out-Default

    Show-Step "What $domain serves now"
    $after = Get-GaapDomain -Domain $domain | Test-GaapCertificate -ConnectTo $emulator.Edge
    $after | Out-Default

    if (-not ($before.Passed -and $after.Passed) -or $before.ServedThumbprint -eq $after.ServedThumbprint) {
        Write-Error "The handshake does not show the new certificate: $($after.Reason)" -ErrorAction Continue
        exit 1
    }

    "`nVerified: $domain served $($before.ServedThumbprint),"
    "          and now serves $($after.ServedThumbprint)."
}
finally {
    $emulator | Stop-TencentCertEmulator
}
