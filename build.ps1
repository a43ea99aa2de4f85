#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, demonstrates and packages TencentCert.
.DESCRIPTION
    build    the module, ready to import from this folder
    test     all tests: xunit, and Pester for the cmdlets
    demo     a complete rotation with the emulator; needs no cloud account
    package  out/TencentCert.<version>.nupkg, ready to publish, with zip, SBOM and checksums; built from the sources as Release
    clean    deletes the output of the other tasks
.EXAMPLE
    dotnet tool restore && dotnet pwsh ./build.ps1 demo

    Needs the .NET SDK only; PowerShell is restored as a .NET tool.
.EXAMPLE
    ./build.ps1 test
#>
[CmdletBinding()]
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', 'Configuration', Justification = 'Read by the task functions.')]
param(
    [Parameter(Position = 0)]
    [ValidateSet('build', 'test', 'demo', 'package', 'clean')]
    [string] $Task = 'build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)
$ErrorActionPreference = 'Stop'
$solution = Join-Path $PSScriptRoot 'TencentCert.sln'

function Invoke-Native([string] $Command, [string[]] $Arguments) {
    & $Command @Arguments
    if ($LASTEXITCODE) { throw "$Command $($Arguments -join ' ') failed with exit code $LASTEXITCODE." }
}

function Invoke-BuildTask {
    Invoke-Native dotnet 'build', (Join-Path $PSScriptRoot 'src/TencentCert'), '-c', $Configuration, '--nologo', '-v', 'quiet'
}

# Restores Pester, and PowerShell if it is not installed.
function Invoke-TestTask {
    Invoke-Native dotnet 'test', $solution, '-c', $Configuration, '--nologo'
}

# A separate process: a loaded library cannot be replaced by the next build.
function Invoke-DemoTask {
    Invoke-BuildTask
    $demo = Join-Path $PSScriptRoot 'samples/Demo.ps1'
    if (-not (Test-Path $demo)) { throw "$demo does not exist." }
    & (Join-Path $PSScriptRoot 'build/Use-OwnPowerShell.ps1')
    Invoke-Native pwsh '-NoProfile', '-NonInteractive', '-File', $demo
}

# Builds into out/module, so that lib keeps its configuration, and without paths of this machine.
function Invoke-PackageTask {
    $out = Join-Path $PSScriptRoot 'out'
    $module = Join-Path $out 'module'
    Get-Item $module -ErrorAction Ignore | Remove-Item -Recurse -Force
    Invoke-Native dotnet 'build', (Join-Path $PSScriptRoot 'src/TencentCert'), '-c', 'Release', '--nologo', '-v', 'quiet',
        "-p:ModuleFolder=$module/",
    '-p:ContinuousIntegrationBuild=true', '-p:DebugType=none', '-p:IncludeSourceRevisionInInformationalVersion=false'
    & (Join-Path $PSScriptRoot 'build/Save-Package.ps1') -ModuleFolder $module -OutputFolder $out |
        ForEach-Object { '{0,9:n0}  {1}' -f $_.Length, $_.FullName }
}

function Invoke-CleanTask {
    'lib', 'out', 'en-US', 'zh', 'zh-CN' | ForEach-Object { Get-Item (Join-Path $PSScriptRoot $_) -ErrorAction Ignore } |
        Remove-Item -Recurse -Force
    'src', 'tests', 'samples', 'docs', 'build' | ForEach-Object { Join-Path $PSScriptRoot $_ } |
        Get-ChildItem -Directory -Recurse -ErrorAction Ignore | Where-Object { $_.Name -in 'bin', 'obj', 'TestResults' } |
        Sort-Object { $_.FullName.Length } -Descending | Remove-Item -Recurse -Force
}

try { & "Invoke-${Task}Task" }
catch {
    [Console]::Error.WriteLine("build.ps1 ${Task}: $_")
    exit 1
}
