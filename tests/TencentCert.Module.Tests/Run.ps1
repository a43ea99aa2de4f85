# Runs one Pester file. Exit code: 0 passed, 1 failed, 2 nothing found, 3 everything skipped.
# With a culture, dates, numbers and letters are those of another user; the language stays English, which the tests read.
param([Parameter(Mandatory)][string] $Path, [cultureinfo] $Culture)
$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.0

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$configuration.Output.StackTraceVerbosity = 'Filtered'
if ($Culture) { [cultureinfo]::CurrentCulture = [cultureinfo]::DefaultThreadCurrentCulture = $Culture }
$result = Invoke-Pester -Configuration $configuration

if ($result.FailedCount -gt 0 -or $result.FailedBlocksCount -gt 0 -or $result.FailedContainersCount -gt 0) { exit 1 }
if ($result.TotalCount -eq 0) { Write-Output "No test was found in $Path."; exit 2 }
if ($result.PassedCount -eq 0) { exit 3 }
exit 0
