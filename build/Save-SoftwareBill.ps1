#requires -Version 7.4
<#
.SYNOPSIS
    Writes the software bill of materials of a package, SPDX 2.3 as JSON.
.DESCRIPTION
    The module ships only its own libraries; this script checks that.
#>
[CmdletBinding()]
[OutputType([IO.FileInfo])]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Version,
    [Parameter(Mandatory)] [IO.FileInfo] $Package,
    [Parameter(Mandatory)] [object[]] $File
)
$ErrorActionPreference = 'Stop'

function Get-Hash([string] $Algorithm, [byte[]] $Content) {
    [Convert]::ToHexString([Security.Cryptography.HashAlgorithm]::Create($Algorithm).ComputeHash($Content)).ToLowerInvariant()
}

$foreign = $File.Name | Where-Object { $_ -like '*.dll' -and (Split-Path $_ -Leaf) -notlike 'TencentCert*.dll' }
if ($foreign) { throw "The package contains libraries other than the module's own: $($foreign -join ', ')." }

# The commit's time, so that the same sources give the same bill.
$epoch = $env:SOURCE_DATE_EPOCH ? [long] $env:SOURCE_DATE_EPOCH : [long] (git -C $PSScriptRoot log -1 --format=%ct 2>$null)
$sorted = $File | Sort-Object Name -Culture ''
$number = 0
$files = @($sorted | ForEach-Object {
        [ordered]@{
            SPDXID             = "SPDXRef-File-$(++$number)"
            fileName           = "./$($_.Name)"
            checksums          = @(
                [ordered]@{ algorithm = 'SHA1'; checksumValue = Get-Hash SHA1 $_.Content },
                [ordered]@{ algorithm = 'SHA256'; checksumValue = Get-Hash SHA256 $_.Content }
            )
            licenseConcluded   = 'MIT'
            copyrightText      = 'NOASSERTION'
        }
    })
$hashes = $files | ForEach-Object { $_.checksums[0].checksumValue } | Sort-Object -Culture ''
$verification = Get-Hash SHA1 ([Text.Encoding]::ASCII.GetBytes($hashes -join ''))
$packageHash = (Get-FileHash $Package -Algorithm SHA256).Hash.ToLowerInvariant()

$bill = [ordered]@{
    spdxVersion       = 'SPDX-2.3'
    dataLicense       = 'CC0-1.0'
    SPDXID            = 'SPDXRef-DOCUMENT'
    name              = "TencentCert-$Version"
    documentNamespace = "https://spdx.org/spdxdocs/TencentCert-$Version-$packageHash"
    creationInfo      = [ordered]@{
        created  = [DateTimeOffset]::FromUnixTimeSeconds($epoch).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")
        creators = @('Tool: TencentCert build')
    }
    packages          = @([ordered]@{
            SPDXID                  = 'SPDXRef-Package'
            name                    = 'TencentCert'
            versionInfo             = $Version
            packageFileName         = $Package.Name
            supplier                = 'Organization: TencentCert contributors'
            downloadLocation        = 'NOASSERTION'
            filesAnalyzed           = $true
            packageVerificationCode = @{ packageVerificationCodeValue = $verification }
            checksums               = @([ordered]@{ algorithm = 'SHA256'; checksumValue = $packageHash })
            licenseConcluded        = 'MIT'
            licenseDeclared         = 'MIT'
            licenseInfoFromFiles    = @('MIT')
            copyrightText           = 'Copyright (c) TencentCert contributors'
            externalRefs            = @(
                [ordered]@{
                    referenceCategory = 'PACKAGE-MANAGER'; referenceType = 'purl'; referenceLocator = "pkg:nuget/TencentCert@$Version"
                }
            )
            comment                 = 'No third-party library at run time. Requires PowerShell 7.4 or later and its .NET runtime.'
        })
    files             = $files
    relationships     = @(
        [ordered]@{ spdxElementId = 'SPDXRef-DOCUMENT'; relationshipType = 'DESCRIBES'; relatedSpdxElement = 'SPDXRef-Package' }
    ) + @($files | ForEach-Object {
        [ordered]@{ spdxElementId = 'SPDXRef-Package'; relationshipType = 'CONTAINS'; relatedSpdxElement = $_.SPDXID }
    })
}
[IO.File]::WriteAllText($Path, (ConvertTo-Json $bill -Depth 8).ReplaceLineEndings("`n") + "`n")
Get-Item $Path
