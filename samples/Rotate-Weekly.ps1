<#
.SYNOPSIS
    One week's work: replaces what expires soon in GAAP and on every other resource, proves it, and writes an inventory.
.DESCRIPTION
    Safe to run again at any time: a run that was cut off continues with the same command, and nothing is done twice.
    Ends with one summary line. Does not ask, unless -Confirm is given. Exit code 1 when anything failed or needs a person.
.PARAMETER Folder
    Keeps the journal and the inventory; must outlive the job.
.PARAMETER Days
    What expires within so many days is replaced.
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

$journal = Join-Path $Folder 'rotation.jsonl'
$results = @(Invoke-TencentCertRotation -ExpiringWithin $Days -Verify -RemoveOld -JournalPath $journal @account @proof -ErrorVariable problems)

# Every binding belongs into the transcript. Out-Default: a table still being laid out when the script exits would be lost.
$results | ForEach-Object Bindings | Out-Default
if ($WhatIfPreference) { exit [int] ($problems.Count -gt 0) }

# The path alone: an account that cannot be read would give an empty page in place of last week's.
$null = Export-TencentCertInventory (Join-Path $Folder 'inventory.html') -Force @account -ErrorVariable +problems

$next = Get-SslCertificate @account -ErrorVariable +problems | Where-Object { $_.DaysLeft -ge 0 -and -not $_.SupersededBy } | Sort-Object NotAfter | Select-Object -First 1
$sum = @{}
foreach ($name in 'GaapChanged', 'ResourceChanged', 'Failed') { $sum[$name] = ($results | Measure-Object $name -Sum).Sum ?? 0 }
$replaced = @($results | Where-Object { $_.NewCertificateId -and -not $_.Error }).Count
$counted = { param($count, $noun) "$count $noun$(if ($count -ne 1) { 's' })" }
'{0} replaced, {1} and {2} changed, {3} failed.{4}' -f (& $counted $replaced certificate), (& $counted $sum.GaapChanged 'GAAP binding'), (& $counted $sum.ResourceChanged resource), $sum.Failed, (
    $next ? (' Next to expire: {0} on {1:yyyy-MM-dd}.' -f $next.Domain, $next.NotAfter) : '')

exit [int] ($problems.Count -gt 0)
