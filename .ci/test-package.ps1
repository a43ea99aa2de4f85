#requires -Version 7.4
<#
.SYNOPSIS
    Tests a package: copies its files to where a build puts them, and runs every Pester file.
.PARAMETER Package
    The nupkg; the one in out when omitted.
#>
param([string] $Package)
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$file = Get-Item ($Package ? $Package : (Join-Path $root 'out/*.nupkg'))

$unpacked = Join-Path ([IO.Path]::GetTempPath()) "tencentcert-package-$PID"
[IO.Compression.ZipFile]::ExtractToDirectory($file.FullName, $unpacked)
foreach ($folder in 'lib', 'en-US', 'zh') {
    Remove-Item -Recurse -Force (Join-Path $root $folder) -ErrorAction Ignore
    Copy-Item -Recurse (Join-Path $unpacked $folder) (Join-Path $root $folder)
}
Remove-Item -Recurse -Force $unpacked

# Restores Pester without building the module again.
dotnet build (Join-Path $root 'tests/TencentCert.Module.Tests') -t:CopyPester --nologo -v quiet
if ($LASTEXITCODE) { throw 'Pester could not be restored.' }
if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
    Install-PSResource PSScriptAnalyzer -Version '[1.0,2.0)' -TrustRepository -Scope CurrentUser
}
& (Join-Path $root 'build/Use-OwnPowerShell.ps1')

# One process for each file, because a module's libraries stay loaded.
$env:TENCENTCERT_PACKAGE = $file.FullName
$tests = Join-Path $root 'tests/TencentCert.Module.Tests'
$failed = foreach ($test in Get-ChildItem $tests -Filter *.Tests.ps1) {
    pwsh -NoProfile -NonInteractive -File (Join-Path $tests 'Run.ps1') -Path $test.FullName | Out-Host
    if ($LASTEXITCODE) { $test.Name }
}
if ($failed) { throw "Failed: $($failed -join ', ')." }
