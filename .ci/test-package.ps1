#requires -Version 7.4
<#
.SYNOPSIS
    Tests a finished package: puts its files where a build would, and runs every Pester file on them.
.PARAMETER Package
    The nupkg; the one in out when left out.
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

foreach ($module in 'Pester', 'PSScriptAnalyzer') {
    if (-not (Get-Module $module -ListAvailable | Where-Object Version -GE ($module -eq 'Pester' ? '5.0' : '1.0'))) {
        Install-PSResource $module -Version ($module -eq 'Pester' ? '[5.0,6.0)' : '[1.0,2.0)') -TrustRepository -Scope CurrentUser
    }
}

# A process for each file: a module's libraries stay loaded.
$env:TENCENTCERT_PACKAGE = $file.FullName
$tests = Join-Path $root 'tests/TencentCert.Module.Tests'
$failed = foreach ($test in Get-ChildItem $tests -Filter *.Tests.ps1) {
    pwsh -NoProfile -NonInteractive -File (Join-Path $tests 'Run.ps1') -Path $test.FullName | Out-Host
    if ($LASTEXITCODE -notin 0, 3) { $test.Name }
}
if ($failed) { throw "Failed: $($failed -join ', ')." }
