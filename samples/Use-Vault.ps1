#requires -Version 7.4
<#
.SYNOPSIS
    Keeps the account's key and the private keys of certificates in a vault of SecretManagement.
.DESCRIPTION
    The vault's PSCredential is the key as it is. A certificate's private key goes into the vault as a SecureString, and with -Path out
    of it again, without a file in between.
    Needs the module Microsoft.PowerShell.SecretManagement and a registered vault.
.PARAMETER KeyName
    Name of the PSCredential in the vault: SecretId and SecretKey.
.PARAMETER CertificateId
    SSL certificate whose private key is kept, under its id.
.PARAMETER Path
    PEM file of a certificate whose private key is in the vault: it is imported into the SSL service with that key. CertificateId is then
    the name under which the key was kept.
.PARAMETER Vault
    Vault; the default one when left out.
.EXAMPLE
    ./Use-Vault.ps1 tencent-prod a91hoLqi
.EXAMPLE
    ./Use-Vault.ps1 tencent-prod a91hoLqi -Path ./fullchain.pem
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $KeyName,
    [Parameter(Mandatory, Position = 1)] [string[]] $CertificateId,
    [string] $Path,
    [string] $Vault
)
$ErrorActionPreference = 'Stop'
$where = if ($Vault) { @{ Vault = $Vault } } else { @{} }

Import-Module TencentCert
$key = Get-Secret -Name $KeyName @where
if ($Path) {
    return Get-Content -Raw $Path | Import-SslCertificate -PrivateKey (Get-Secret -Name "tencentcert-$CertificateId" @where) -Credential $key -Confirm:$false
}
foreach ($certificate in Get-SslCertificate $CertificateId -IncludePrivateKey -Credential $key) {
    if (-not $certificate.PrivateKey) {
        Write-Error "The SSL service does not hold the private key of $($certificate.CertificateId)." -ErrorAction Continue
        continue
    }
    Set-Secret -Name "tencentcert-$($certificate.CertificateId)" -SecureStringSecret $certificate.PrivateKey @where
    $certificate
}
