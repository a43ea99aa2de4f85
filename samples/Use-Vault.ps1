#requires -Version 7.4
<#
.SYNOPSIS
    Keeps the account's key and the private keys of certificates in a vault of SecretManagement.
.DESCRIPTION
    The vault's PSCredential is the key as it is. A certificate of the SSL service goes into the vault as a SecureString,
    without a file in between.
    Needs the module Microsoft.PowerShell.SecretManagement and a registered vault.
.PARAMETER KeyName
    Name of the PSCredential in the vault: SecretId and SecretKey.
.PARAMETER CertificateId
    SSL certificate whose private key is kept, under its id.
.PARAMETER Vault
    Vault; the default one when left out.
.EXAMPLE
    ./Use-Vault.ps1 tencent-prod a91hoLqi
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $KeyName,
    [Parameter(Mandatory, Position = 1)] [string[]] $CertificateId,
    [string] $Vault
)
$ErrorActionPreference = 'Stop'
$where = if ($Vault) { @{ Vault = $Vault } } else { @{} }

Import-Module TencentCert
$key = Get-Secret -Name $KeyName @where
foreach ($certificate in Get-SslCertificate $CertificateId -IncludePrivateKey -Credential $key) {
    if (-not $certificate.PrivateKey) {
        Write-Error "The SSL service does not hold the private key of $($certificate.CertificateId)." -ErrorAction Continue
        continue
    }
    Set-Secret -Name "tencentcert-$($certificate.CertificateId)" -SecureStringSecret $certificate.PrivateKey @where
    $certificate
}
