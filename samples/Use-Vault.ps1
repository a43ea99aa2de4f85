#requires -Version 7.4
<#
.SYNOPSIS
    Stores the account's key and private keys of certificates in a SecretManagement vault.
.DESCRIPTION
    The PSCredential of the vault is used as the key. A certificate's private key is stored as a SecureString; with -Path, it is read
    from the vault again. No file is written.
    Requires the module Microsoft.PowerShell.SecretManagement and a registered vault.
.PARAMETER KeyName
    Name of the PSCredential in the vault: SecretId and SecretKey.
.PARAMETER CertificateId
    SSL certificate whose private key is stored under its id.
.PARAMETER Path
    PEM file of a certificate whose private key is in the vault; it is imported into the SSL service with that key. CertificateId is then
    the name of the key in the vault.
.PARAMETER Vault
    Vault; the default vault when omitted.
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
    return Get-Content -Raw $Path |
        Import-SslCertificate -PrivateKey (Get-Secret -Name "tencentcert-$CertificateId" @where) -Credential $key -Confirm:$false
}
foreach ($certificate in Get-SslCertificate $CertificateId -IncludePrivateKey -Credential $key) {
    if (-not $certificate.PrivateKey) {
        Write-Error "The SSL service does not hold the private key of $($certificate.CertificateId)." -ErrorAction Continue
        continue
    }
    Set-Secret -Name "tencentcert-$($certificate.CertificateId)" -SecureStringSecret $certificate.PrivateKey @where
    $certificate
}
