<#
.SYNOPSIS
    Checks assumptions of docs/assumptions.md about the real service with read-only calls.
.DESCRIPTION
    Lists the calls before it makes them, changes nothing, and writes one object for each assumption: its number, whether it is
    correct, and counts.
    The output contains no id, name or domain, so it can be shared.
.EXAMPLE
    Connect-TencentCert -ProfileName prod; ./tests/live/Test-Assumptions.ps1
#>
[CmdletBinding()]
param(
    # Connection to use instead of the session's connection.
    [object] $Connection,

    # Number of certificates and listeners that are read in detail.
    [ValidateRange(1, 100)]
    [int] $Sample = 5,

    # Lists the calls without making them.
    [switch] $ListOnly
)

$ErrorActionPreference = 'Stop'
$calls = [ordered]@{
    'ssl:DescribeCertificates'        = 'two pages of the list, and one of 1,000'
    'ssl:DescribeCertificate'         = "$Sample certificates, without private keys"
    'gaap:DescribeCertificates'       = 'two pages of the list'
    'gaap:DescribeProxies'            = 'one page of the list'
    'gaap:DescribeHTTPSListeners'     = "of $Sample proxies"
    'gaap:DescribeRules'              = "of $Sample listeners"
}
Write-Host 'Read-only calls that will be made:'
foreach ($call in $calls.GetEnumerator()) {
    Write-Host ('  {0,-30} {1}' -f $call.Key, $call.Value)
}

if ($ListOnly) {
    return
}

$using = @{}
if ($Connection) {
    $using.Connection = $Connection
}

function Read-Action([string] $Service, [string] $Action, [hashtable] $Body = @{}) {
    try {
        Invoke-TencentCertApi $Service $Action $Body @using
    } catch {
        Write-Warning "${Service}:$Action could not be read: $($_.FullyQualifiedErrorId -replace ',.*')"
    }
}

# Held is $null if the account has nothing to check it with.
function New-Finding([int] $Number, [string] $Assumption, [object[]] $Held) {
    $seen = @($Held | Where-Object { $null -ne $_ })
    [pscustomobject]@{
        Number     = $Number
        Assumption = $Assumption
        Held       = if ($seen.Count) { $seen -notcontains $false } else { $null }
        Looked     = $seen.Count
        Broken     = @($seen | Where-Object { -not $_ }).Count
    }
}

$pages = @(0, 50 | ForEach-Object { Read-Action ssl DescribeCertificates @{ Limit = 50; Offset = $_ } })
$long = @(Read-Action ssl DescribeCertificates @{ Limit = 1000; Offset = 0 })
$listed = @($pages | ForEach-Object Certificates | Where-Object { $_ })
$details = @(
    $listed | Select-Object -First $Sample | ForEach-Object { Read-Action ssl DescribeCertificate @{ CertificateId = $_.CertificateId } }
)
$stored = @(0, 50 | ForEach-Object { Read-Action gaap DescribeCertificates @{ Limit = 50; Offset = $_; CertificateType = -1 } })
$proxies = @((Read-Action gaap DescribeProxies @{ Limit = 50; Offset = 0 }).ProxySet | Where-Object { $_ })
$listeners = @($proxies | Select-Object -First $Sample | ForEach-Object {
        (Read-Action gaap DescribeHTTPSListeners @{ ProxyId = $_.ProxyId; Limit = 50; Offset = 0 }).ListenerSet
    } | Where-Object { $_ })
$rules = @($listeners | Select-Object -First $Sample | ForEach-Object { Read-Action gaap DescribeRules @{ ListenerId = $_.ListenerId } })

$gaap = @($stored | ForEach-Object CertificateSet | Where-Object { $_ })
New-Finding 1 'GAAP times are Unix seconds of a certificate''s validity' @($gaap | Where-Object { $_.BeginTime -and $_.EndTime } |
    ForEach-Object {
        $_.EndTime -gt $_.BeginTime -and $_.BeginTime -gt 946684800 -and $_.EndTime -lt 253402300800
    })
New-Finding 2 'SSL times are yyyy-MM-dd HH:mm:ss' @($listed | ForEach-Object CertBeginTime | Where-Object { $_ } | ForEach-Object {
        $_ -match '^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{1,2}$'
    })
New-Finding 3 'a page has as many items as asked for, while there are more' @(
    $pages | Select-Object -First 1 | ForEach-Object { @($_.Certificates).Count -eq [Math]::Min(50, $_.TotalCount) }
    $long | ForEach-Object { @($_.Certificates).Count -eq [Math]::Min(1000, $_.TotalCount) }
    $stored | Select-Object -First 1 | ForEach-Object { @($_.CertificateSet).Count -eq [Math]::Min(50, $_.TotalCount) }
)
New-Finding 4 'every page has the total of the whole list' @(
    if ($pages.Count -eq 2) { $pages[0].TotalCount -eq $pages[1].TotalCount }
    if ($stored.Count -eq 2) { $stored[0].TotalCount -eq $stored[1].TotalCount }
)
New-Finding 6 'a certificate has an id, a status and a domain or alias' @($listed | ForEach-Object {
        $null -ne $_.CertificateId -and $null -ne $_.Status -and $null -ne ($_.Domain ?? $_.Alias)
    })
New-Finding 7 'a replaced certificate names the other one' @($details | ForEach-Object CertificateExtra |
    Where-Object { $_.ReplacedBy -or $_.ReplacedFor } | ForEach-Object {
        ($_.ReplacedBy + $_.ReplacedFor) -match '^[A-Za-z0-9]{8,16}$'
    })
New-Finding 18 'domains are listed for a listener' @($rules | ForEach-Object { $null -ne $_.DomainRuleSet })
New-Finding 19 'ids have the known forms' @(
    $listed | ForEach-Object { $_.CertificateId -match '^[A-Za-z0-9]{8}$' }
    $gaap | ForEach-Object { $_.CertificateId -match '^cert-[A-Za-z0-9]+$' }
    $listeners | ForEach-Object { $_.ListenerId -match '^listener-[A-Za-z0-9]+$' }
)
New-Finding 22 'a certificate was made before it ends' @($listed | Where-Object { $_.InsertTime -and $_.CertEndTime } | ForEach-Object {
        [string]::CompareOrdinal($_.InsertTime, $_.CertEndTime) -lt 0
    })
New-Finding 25 'numbers are no booleans' @(
    $pages | ForEach-Object { $_.TotalCount -isnot [bool] }
    $listed | ForEach-Object { $_.Status -isnot [bool] }
    $gaap | ForEach-Object { $_.BeginTime -isnot [bool] -and $_.CertificateType -isnot [bool] }
)
