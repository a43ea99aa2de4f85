@{
    RootModule           = 'lib/net8.0/TencentCert.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '7d0b6a52-2f5e-4f7c-9f4e-4a0f4c1d6b1e'
    Author               = 'TencentCert contributors'
    CompanyName          = 'TencentCert contributors'
    Copyright            = 'Copyright (c) TencentCert contributors. MIT license.'
    Description          = 'Certificates on Tencent Cloud, from "expires soon" to "served and proven": reissue, wait, carry into GAAP, bind, verify.'
    # Supported on 7.6 (LTS); runs on 7.4, which is out of support since November 2026.
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    TypesToProcess       = @('lib/net8.0/TencentCert.Types.ps1xml')
    FormatsToProcess     = @('lib/net8.0/TencentCert.Format.ps1xml')
    CmdletsToExport      = @(
        'Complete-SslCertificateValidation'
        'Connect-TencentCert'
        'Disconnect-TencentCert'
        'Export-GaapCertificate'
        'Export-TencentCertInventory'
        'Get-GaapCertificate'
        'Get-GaapCertificateUpdate'
        'Get-GaapCertificateUsage'
        'Get-GaapDomain'
        'Get-GaapListener'
        'Get-GaapProxy'
        'Get-SslCertificate'
        'Get-SslCertificateBinding'
        'Get-SslCertificateLog'
        'Get-SslCertificateValidation'
        'Get-SslDeployment'
        'Get-SslDeploymentTarget'
        'Get-SslManager'
        'Get-SslPackage'
        'Get-TencentCertConnection'
        'Get-TencentCertEmulator'
        'Get-TencentCertInventory'
        'Get-TencentCertRotation'
        'Import-GaapCertificate'
        'Import-SslCertificate'
        'Invoke-SslCertificateReissue'
        'Invoke-TencentCertApi'
        'Invoke-TencentCertRotation'
        'New-SslCertificateRequest'
        'New-TencentCertConnection'
        'Publish-SslCertificate'
        'Remove-GaapCertificate'
        'Remove-SslCertificate'
        'Rename-GaapCertificate'
        'Rename-SslCertificate'
        'Request-SslCertificate'
        'Restart-SslCertificateOrder'
        'Restart-SslDeployment'
        'Revoke-SslCertificate'
        'Save-SslCertificate'
        'Send-SslCertificateLetter'
        'Set-GaapCertificate'
        'Set-GaapDomainAuthentication'
        'Set-GaapListenerCertificate'
        'Set-SslCertificate'
        'Start-TencentCertEmulator'
        'Stop-SslCertificateOrder'
        'Stop-TencentCertEmulator'
        'Submit-SslCertificateOrder'
        'Test-GaapCertificate'
        'Test-SslCertificate'
        'Test-SslCertificateBinding'
        'Test-SslCertificateValidation'
        'Test-TencentCertConnection'
        'Undo-GaapCertificateUpdate'
        'Undo-SslDeployment'
        'Undo-TencentCertRotation'
        'Update-GaapCertificate'
        'Update-SslCertificateBinding'
        'Wait-SslCertificate'
        'Wait-SslDeployment'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Tencent', 'TencentCloud', 'QCloud', 'SSL', 'TLS', 'Certificate', 'GAAP', 'Rotation', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            # ProjectUri is set here, and only here, once the repository has an address: the gallery, its icon and Get-Help -Online follow it.
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
