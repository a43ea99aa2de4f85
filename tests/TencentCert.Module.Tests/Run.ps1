# Runs one Pester file. Exit code: 0 passed, 1 failed, 2 nothing was run: no test was found, or all were skipped.
# With a culture, dates, numbers and letters are those of another user; the language stays English, which the tests read.
param([Parameter(Mandatory)][string] $Path, [cultureinfo] $Culture)
$ErrorActionPreference = 'Stop'
& $PSScriptRoot/../../build/Use-OwnPowerShell.ps1

# The package that the build puts there, whatever else is installed.
$env:PSModulePath = (Join-Path $PSScriptRoot 'bin/modules') + [IO.Path]::PathSeparator + $env:PSModulePath
try { Import-Module Pester -MinimumVersion 5.0 }
catch { throw "Pester is missing. Build the tests first: dotnet build tests/TencentCert.Module.Tests. ($_)" }

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$configuration.Output.StackTraceVerbosity = 'Filtered'
if ($Culture) { [cultureinfo]::CurrentCulture = [cultureinfo]::DefaultThreadCurrentCulture = $Culture }
$result = Invoke-Pester -Configuration $configuration

if ($result.FailedCount -gt 0 -or $result.FailedBlocksCount -gt 0 -or $result.FailedContainersCount -gt 0) { exit 1 }
if ($result.PassedCount -eq 0) { Write-Output "No test was run in $Path."; exit 2 }
exit 0
