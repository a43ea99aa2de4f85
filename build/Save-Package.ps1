#requires -Version 7.4
<#
.SYNOPSIS
    Packs a built module for publication: nupkg, zip, SBOM and checksums.
.DESCRIPTION
    The same files give the same bytes: entries are sorted, their times are fixed, and they contain nothing of this machine.
.PARAMETER ModuleFolder
    Folder of the built module, with lib, en-US and zh.
.PARAMETER OutputFolder
    Folder for the package; files of an earlier run are replaced.
.OUTPUTS
    The files written.
#>
[CmdletBinding()]
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', 'ModuleFolder', Justification = 'Read by a function.')]
[OutputType([IO.FileInfo])]
param(
    [Parameter(Mandatory)] [string] $ModuleFolder,
    [Parameter(Mandatory)] [string] $OutputFolder
)
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
# The limit is close to the current size, so that an unintended library or file is noticed.
$largest = 1.25MB

# The files that users need, without build artifacts; with their paths in the package.
function Get-PackageFile {
    foreach ($name in 'TencentCert.psd1', 'LICENSE', 'README.md', 'README.zh-CN.md', 'CHANGELOG.md') {
        $path = Join-Path $root $name
        if (Test-Path $path) { @{ Name = $name; Path = $path } }
    }

    foreach ($name in 'TencentCert.dll', 'TencentCert.Core.dll', 'TencentCert.Emulator.dll', 'TencentCert.Format.ps1xml',
        'TencentCert.Types.ps1xml', 'zh/TencentCert.Core.resources.dll', 'zh/TencentCert.resources.dll') {
        @{ Name = "lib/net8.0/$name"; Path = Join-Path $ModuleFolder "lib/net8.0/$name" }
    }

    foreach ($culture in 'en-US', 'zh') {
        foreach ($file in Get-ChildItem (Join-Path $ModuleFolder $culture) -File -ErrorAction Ignore |
            Where-Object Name -Match '\.dll-Help\.xml$|^about_.*\.help\.txt$') {
            @{ Name = "$culture/$($file.Name)"; Path = $file.FullName }
        }
    }
}

# ProjectUri is the one address that is set manually: the icon is in the repository, at the tag of this version.
function Get-IconAddress($Manifest) {
    $project = $Manifest.PrivateData.PSData['ProjectUri']
    if ($project) { "$($project.TrimEnd('/'))/raw/v$($Manifest.ModuleVersion)/docs/icon.png" }
}

# The manifest with the icon and the list of files.
function Get-ManifestText([string[]] $Names) {
    $text = (Get-Content -Raw (Join-Path $root 'TencentCert.psd1')) -replace '\r\n', "`n"
    $list = ($Names | ForEach-Object { "        '$_'" }) -join "`n"
    $icon = Get-IconAddress $manifest
    if ($icon) { $text = $text -replace '(?m)^(\s*)LicenseUri', "`$1IconUri      = '$icon'`n`$0" }
    $text -replace '(?m)^    PrivateData ', "    FileList             = @(`n$list`n    )`n    PrivateData "
}

function Get-NuspecText($Manifest) {
    $data = $Manifest.PrivateData.PSData
    $tags = @($data.Tags) + 'PSModule' + 'PSIncludes_Cmdlet' + @(
        $Manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" }
    )
    $escape = { [Security.SecurityElement]::Escape($args[0]) }
    $links = if ($data['ProjectUri']) {
        "`n    <projectUrl>$(& $escape $data['ProjectUri'])</projectUrl>`n    <iconUrl>$(& $escape (Get-IconAddress $Manifest))</iconUrl>"
    }
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>TencentCert</id>
    <version>$($Manifest.ModuleVersion)</version>
    <authors>$(& $escape $Manifest.Author)</authors>
    <owners>$(& $escape $Manifest.CompanyName)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <license type="expression">MIT</license>
    <licenseUrl>https://opensource.org/license/mit</licenseUrl>$links
    <readme>README.md</readme>
    <description>$(& $escape $Manifest.Description)</description>
    <releaseNotes>$(& $escape $data.ReleaseNotes)</releaseNotes>
    <copyright>$(& $escape $Manifest.Copyright)</copyright>
    <tags>$(& $escape ($tags -join ' '))</tags>
  </metadata>
</package>
"@ -replace '\r\n', "`n"
}

# The parts that make a zip with a nuspec a package, as NuGet's own tools write them.
function Get-PackagingPart([string[]] $Names) {
    $types = $Names | ForEach-Object { [IO.Path]::GetExtension($_).TrimStart('.') } | Where-Object { $_ } | Sort-Object -Unique
    $defaults = ($types | ForEach-Object { "<Default Extension=`"$_`" ContentType=`"application/octet`" />" }) -join ''
    $overrides = ($Names | Where-Object { -not [IO.Path]::GetExtension($_) } |
        ForEach-Object { "<Override PartName=`"/$_`" ContentType=`"application/octet`" />" }) -join ''
    @{
        Name = '[Content_Types].xml'
        Text = '<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
        "<Default Extension=`"rels`" ContentType=`"application/vnd.openxmlformats-package.relationships+xml`" />$defaults$overrides</Types>"
    }
    @{
        Name = '_rels/.rels'
        Text = '<?xml version="1.0" encoding="utf-8"?>' +
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
        '<Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/TencentCert.nuspec" Id="R0" />' +
        '</Relationships>'
    }
}

function Get-EntryContent($Entry) {
    , ($Entry.ContainsKey('Text') ? [Text.UTF8Encoding]::new($false).GetBytes($Entry.Text) : [IO.File]::ReadAllBytes($Entry.Path))
}

function Save-Zip([string] $Path, $Entries, [string] $Prefix = '') {
    $sorted = [Collections.Generic.SortedDictionary[string, object]]::new([StringComparer]::Ordinal)
    foreach ($entry in $Entries) { $sorted.Add($Prefix + $entry.Name, $entry) }
    $stream = [IO.File]::Create($Path)
    $zip = [IO.Compression.ZipArchive]::new($stream, 'Create')
    try {
        foreach ($name in $sorted.Keys) {
            $item = $zip.CreateEntry($name, 'SmallestSize')
            $item.LastWriteTime = [DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, 0)
            $item.ExternalAttributes = 0x81A40000 # -rw-r--r--, on every system
            $content = Get-EntryContent $sorted[$name]
            $target = $item.Open()
            try { $target.Write($content, 0, $content.Length) } finally { $target.Dispose() }
        }
    }
    finally { $zip.Dispose(); $stream.Dispose() }
    Get-Item $Path
}

$files = @(Get-PackageFile)
$missing = $files | Where-Object { -not (Test-Path $_.Path) }
if ($missing) { throw "Not built: $($missing.Name -join ', ')." }
$manifest = Import-PowerShellDataFile (Join-Path $root 'TencentCert.psd1')
$manifestEntry = $files | Where-Object Name -EQ 'TencentCert.psd1'
$manifestEntry.Text = Get-ManifestText $files.Name

$null = New-Item -ItemType Directory -Force $OutputFolder
$name = "TencentCert.$($manifest.ModuleVersion)"
$nuspec = @{ Name = 'TencentCert.nuspec'; Text = Get-NuspecText $manifest }
$package = Save-Zip (Join-Path $OutputFolder "$name.nupkg") ($files + $nuspec + @(Get-PackagingPart ($files.Name + $nuspec.Name)))
$zip = Save-Zip (Join-Path $OutputFolder "$name.zip") $files "TencentCert/$($manifest.ModuleVersion)/"
if ($package.Length -ge $largest) { throw "$($package.Name) has $($package.Length) bytes; it must stay below $largest." }

$bill = & (Join-Path $PSScriptRoot 'Save-SoftwareBill.ps1') -Path (Join-Path $OutputFolder "$name.spdx.json") `
    -Version $manifest.ModuleVersion -Package $package -File (
    $files | ForEach-Object { [pscustomobject]@{ Name = $_.Name; Content = Get-EntryContent $_ } })
$sums = $package, $zip, $bill | ForEach-Object { "$((Get-FileHash $_ -Algorithm SHA256).Hash.ToLowerInvariant())  $($_.Name)" }
$sumFile = Join-Path $OutputFolder "$name.sha256"
[IO.File]::WriteAllText($sumFile, ($sums -join "`n") + "`n")
$package, $zip, $bill, (Get-Item $sumFile)
