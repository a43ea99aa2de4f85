#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests and shows TencentCert.
.DESCRIPTION
    build    the module, ready to import from this folder
    test     every test there is: xunit, and the cmdlets with Pester
    demo     the module's main job against the emulator, with no cloud account
    package  out/TencentCert.<version>.nupkg, ready to publish, with zip, SBOM and checksums; built from the sources as Release
    clean    removes what the others made
.EXAMPLE
    dotnet tool restore && dotnet pwsh ./build.ps1 demo

    With the .NET SDK alone: PowerShell comes as a tool.
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
    if ($LASTEXITCODE) { throw "$Command $($Arguments -join ' ') ended with exit code $LASTEXITCODE." }
}

function Invoke-BuildTask {
    Invoke-Native dotnet 'build', (Join-Path $PSScriptRoot 'src/TencentCert'), '-c', $Configuration, '--nologo', '-v', 'quiet'
}

# Brings Pester, and PowerShell where there is none, by itself.
function Invoke-TestTask {
    Invoke-Native dotnet 'test', $solution, '-c', $Configuration, '--nologo'
}

# A process of its own: a module's libraries stay loaded, and the next build could not replace them.
function Invoke-DemoTask {
    Invoke-BuildTask
    $demo = Join-Path $PSScriptRoot 'samples/Demo.ps1'
    if (-not (Test-Path $demo)) { throw "$demo does not exist." }
    & (Join-Path $PSScriptRoot 'build/Use-OwnPowerShell.ps1')
    Invoke-Native pwsh '-NoProfile', '-NonInteractive', '-File', $demo
}

# Built aside: what stands in lib keeps its configuration, and no path of this machine goes in.
function Invoke-PackageTask {
    $out = Join-Path $PSScriptRoot 'out'
    $module = Join-Path $out 'module'
    Get-Item $module -ErrorAction Ignore | Remove-Item -Recurse -Force
    Invoke-Native dotnet 'build', (Join-Path $PSScriptRoot 'src/TencentCert'), '-c', 'Release', '--nologo', '-v', 'quiet', "-p:ModuleFolder=$module/",
    '-p:ContinuousIntegrationBuild=true', '-p:DebugType=none', '-p:IncludeSourceRevisionInInformationalVersion=false'
    & (Join-Path $PSScriptRoot 'build/Save-Package.ps1') -ModuleFolder $module -OutputFolder $out | ForEach-Object { '{0,9:n0}  {1}' -f $_.Length, $_.FullName }
}

function Invoke-CleanTask {
    'lib', 'out', 'en-US', 'zh', 'zh-CN' | ForEach-Object { Get-Item (Join-Path $PSScriptRoot $_) -ErrorAction Ignore } | Remove-Item -Recurse -Force
    'src', 'tests', 'samples', 'docs', 'build' | ForEach-Object { Join-Path $PSScriptRoot $_ } | Get-ChildItem -Directory -Recurse -ErrorAction Ignore |
        Where-Object { $_.Name -in 'bin', 'obj', 'TestResults' } | Sort-Object { $_.FullName.Length } -Descending | Remove-Item -Recurse -Force
}

try { & "Invoke-${Task}Task" }
catch {
    [Console]::Error.WriteLine("build.ps1 ${Task}: $_")
    exit 1
}
