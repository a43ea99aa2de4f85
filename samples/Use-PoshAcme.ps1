#requires -Version 7.4
<#
.SYNOPSIS
    Renews certificates with Posh-ACME and deploys each new certificate on Tencent Cloud.
.DESCRIPTION
    The output of Posh-ACME (CertFile, KeyFile, ChainFile, FullChainFile, PfxFullChain, PfxPass) binds by property name. The
    imported certificate replaces older certificates with its names, in GAAP and on the resources of the SSL service, and is verified
    by TLS.
    Requires the module Posh-ACME with configured accounts and orders. Without a renewal, nothing is sent.
.PARAMETER JournalPath
    Journal of the run; the same command with the same file resumes the run.
.PARAMETER All
    Deploys all certificates of Posh-ACME, not only those that it renews now.
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
# An imported certificate replaces its predecessors even if they are not due.
$renewed = if ($All) { Get-PACertificate -List } else { Submit-Renewal -AllOrders }
$renewed | Import-SslCertificate -Confirm:$false | Invoke-TencentCertRotation -Verify -JournalPath $JournalPath -Confirm:$false
