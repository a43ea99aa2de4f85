<#
.SYNOPSIS
    One week's work: reissue or renew what ends soon, wait, carry into GAAP, rebind, prove, and write an inventory.
.DESCRIPTION
    Safe to run again at any time. Each certificate has a journal in the folder; a journal that was left unfinished is
    gone on with first. The journal of a certificate that has ended moves into the folder 'ended'.
    A certificate that was reissued already is not reissued again, and its successor is carried on.
    Nobody is asked, unless -Confirm is given. Exit code 1 when anything failed.
.PARAMETER Folder
    Keeps the journals and the inventory; must outlive the job.
.PARAMETER Days
    What ends within so many days is replaced.
.PARAMETER ProfileName
    Profile with the key; the environment's when left out.
.PARAMETER ConnectTo
    Address for the TLS handshakes, host:port; each domain's own when left out.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Rotate-Weekly.ps1 -Folder /var/lib/certs -ProfileName prod
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Folder,
    [ValidateRange(1, 365)] [int] $Days = 30,
    [string] $ProfileName,
    [string] $ConnectTo
)
$ErrorActionPreference = 'Continue'
if (-not $PSBoundParameters.ContainsKey('Confirm')) { $ConfirmPreference = 'None' }
Import-Module TencentCert -ErrorAction Stop
$null = New-Item -ItemType Directory -Force -Path $Folder -WhatIf:$false
$account = if ($ProfileName) { @{ ProfileName = $ProfileName } } else { @{} }
$proof = if ($ConnectTo) { @{ ConnectTo = $ConnectTo } } else { @{} }
$problems = @()

function Update-One($Certificate) {
    $journal = Join-Path $Folder "$($Certificate.CertificateId).jsonl"

    # Out-Default: a table still being laid out when the script exits would be lost, and the errors behind it.
    $Certificate | Update-GaapCertificate -Verify -RemoveOld -JournalPath $journal @account @proof -ErrorVariable +script:problems | Out-Default
}

# 1. What an earlier week left unfinished.
foreach ($journal in Get-ChildItem -LiteralPath $Folder -Filter *.jsonl) {
    $run = Get-GaapCertificateUpdate $journal.FullName -ErrorVariable +problems
    $certificate = $run.Certificates | Select-Object -First 1
    $isOpen = $run.State -in 'Unfinished', 'Failed'
    if ($certificate.NotAfter -and $certificate.NotAfter -lt [DateTimeOffset]::UtcNow) {
        if ($isOpen) {
            $left = @($run.Bindings | Where-Object Step -NotIn 'Done', 'Skipped' | ForEach-Object { "$($_.ListenerId) $($_.Domain)".Trim() })
            Write-Warning ('{0}: {1} ended on {2:yyyy-MM-dd} and was not proven everywhere ({3}). What is bound there now stands in inventory.html.' -f $journal.Name, $certificate.Name, $certificate.NotAfter, ($left -join ', '))
        }
        Move-Item -LiteralPath $journal.FullName (New-Item -ItemType Directory -Force (Join-Path $Folder ended) -WhatIf:$false) -Force -ErrorVariable +problems
    }
    elseif ($isOpen) {
        Get-SslCertificate $certificate.Name @account -ErrorVariable +problems | ForEach-Object { Update-One $_ }
    }
}

# 2. What ends soon. One that has a reissue gives that: an earlier week may have ended between the reissue and GAAP.
$ending = Get-SslCertificate -ExpiringWithin $Days @account -ErrorVariable +problems | Where-Object { -not $_.IsUploaded }

# A free one is renewed, which the service takes in its last 30 days: its reissue would end on the same day.
$free, $paid = @($ending).Where({ $_.PackageType -eq '83' }, 'Split')
$new = @(
    $paid | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Reason 'weekly rotation' @account -ErrorVariable +problems
    $free | Where-Object DaysLeft -LE 30 | ForEach-Object { Request-SslCertificate $_.Domain DNS_AUTO -RenewCertificate $_.CertificateId @account -ErrorVariable +problems }
)
foreach ($issued in $new | Wait-SslCertificate @account -ErrorVariable +problems) {
    Update-One $issued
}

# 3. What is left to do by hand: uploaded certificates, and whatever failed.
if ($PSCmdlet.ShouldProcess($Folder, 'Write the inventory')) {
    # Nothing is piped in: an account that cannot be read would give an empty page in place of last week's.
    $null = Export-TencentCertInventory (Join-Path $Folder 'inventory.html') -Force @account -ErrorVariable +problems
}

exit [int] ($problems.Count -gt 0)
