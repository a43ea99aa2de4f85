#requires -Version 7.4
<#
.SYNOPSIS
    The step of gitlab-ci.yml: runs the weekly rotation with the job's identity.
#>
[CmdletBinding()]
param([string] $Folder = 'certs')
$ErrorActionPreference = 'Stop'
Install-PSResource TencentCert -TrustRepository

# The token of the job's identity, in a file that the module reads at each renewal of its temporary key.
$token = New-TemporaryFile
Set-Content -LiteralPath $token.FullName $env:TENCENT_TOKEN -NoNewline
$env:TKE_WEB_IDENTITY_TOKEN_FILE = $token.FullName
$env:TKE_ROLE_ARN = $env:TENCENT_ROLE_ARN
try {
    & (Join-Path (Split-Path $PSScriptRoot) 'New-RotationTicket.ps1') -Folder $Folder -WebHook $env:TICKET_HOOK
    exit $LASTEXITCODE
}
finally { Remove-Item -LiteralPath $token.FullName }
