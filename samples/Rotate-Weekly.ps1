<#
.SYNOPSIS
    Weekly rotation: replaces certificates that expire soon in GAAP and on all other resources, verifies them, and writes an inventory.
.DESCRIPTION
    Can be run again at any time: the same command resumes an interrupted run, and nothing is done twice.
    Ends with a summary line. Prompts only with -Confirm. The exit code is 1 if anything failed or needs manual work.
.PARAMETER Folder
    Folder of the journal and the inventory; it must persist between runs.
.PARAMETER Days
    Certificates that expire within this many days are replaced.
.PARAMETER ProfileName
    tccli profile with the key; the key of the environment when omitted.
.PARAMETER ConnectTo
    Address for the TLS handshakes, host:port; each domain itself when omitted.
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
$results = @(
    Invoke-TencentCertRotation -ExpiringWithin $Days -Verify -RemoveOld -JournalPath $journal @account @proof -ErrorVariable problems
)

# The transcript contains every binding. Out-Default: a table that is not complete when the script exits would be lost.
$results | ForEach-Object Bindings | Out-Default
if ($WhatIfPreference) { exit [int] ($problems.Count -gt 0) }

# Without piped certificates: if the account cannot be read, last week's inventory is kept.
$null = Export-TencentCertInventory (Join-Path $Folder 'inventory.html') -Force @account -ErrorVariable +problems

$next = Get-SslCertificate @account -ErrorVariable +problems | Where-Object { $_.DaysLeft -ge 0 -and -not $_.SupersededBy } |
    Sort-Object NotAfter | Select-Object -First 1
$sum = @{}
foreach ($name in 'GaapChanged', 'ResourceChanged', 'Failed') { $sum[$name] = ($results | Measure-Object $name -Sum).Sum ?? 0 }
$replaced = @($results | Where-Object { $_.NewCertificateId -and -not $_.Error }).Count
$counted = { param($count, $noun) "$count $noun$(if ($count -ne 1) { 's' })" }
$changed = "$(& $counted $sum.GaapChanged 'GAAP binding') and $(& $counted $sum.ResourceChanged resource)"
$expiry = $next ? (' Next to expire: {0} on {1:yyyy-MM-dd}.' -f $next.Domain, $next.NotAfter) : ''
"$(& $counted $replaced certificate) replaced, $changed changed, $($sum.Failed) failed.$expiry"

exit [int] ($problems.Count -gt 0)
