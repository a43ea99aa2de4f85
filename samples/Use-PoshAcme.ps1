#requires -Version 7.4
<#
.SYNOPSIS
    Renews certificates with Posh-ACME and puts each new one wherever its names are served on Tencent Cloud.
.DESCRIPTION
    What Posh-ACME emits (CertFile, KeyFile, ChainFile, FullChainFile, PfxFullChain, PfxPass) is imported by its property names. The
    imported certificate replaces every older one for its names, in GAAP and on the resources of the SSL service, and is proven by TLS.
    Needs the module Posh-ACME with its accounts and orders set up. A day without a renewal does nothing.
.PARAMETER JournalPath
    Journal of the run; a run with the same file continues where it stopped.
.PARAMETER All
    Takes every certificate that Posh-ACME holds, not only those that it renews now.
.EXAMPLE
    ./Use-PoshAcme.ps1 -Verbose
#>
[CmdletBinding()]
param(
    [string] $JournalPath = 'rotation.jsonl',
    [switch] $All
)
$ErrorActionPreference = 'Stop'

Import-Module TencentCert
# Each imported certificate takes the place of what it succeeds by its names, in GAAP and on every resource, also before that one is due.
$renewed = if ($All) { Get-PACertificate -List } else { Submit-Renewal -AllOrders }
$renewed | Import-SslCertificate -Confirm:$false | Invoke-TencentCertRotation -Verify -JournalPath $JournalPath -Confirm:$false
