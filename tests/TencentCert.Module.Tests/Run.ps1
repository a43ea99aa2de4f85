# Runs Pester files. With -Path it runs one file; the exit code is 0 for passed, 1 for failed, and 2 if no test was found or all were
# skipped.
# With -Pipe, which dotnet test uses, it runs files in sequence in this process: it reads "path<tab>culture" from that pipe and
# ends the output of each file with a line "::ended <code>".
# With a culture, it runs the tests tagged Culture with the formats of that culture; the language stays English.
[CmdletBinding(DefaultParameterSetName = 'Path')]
param(
    [Parameter(Mandatory, Position = 0, ParameterSetName = 'Path')] [string] $Path,
    [Parameter(ParameterSetName = 'Path')] [string] $Culture,
    [Parameter(Mandatory, ParameterSetName = 'Pipe')] [string] $Pipe
)
$ErrorActionPreference = 'Stop'
& $PSScriptRoot/../../build/Use-OwnPowerShell.ps1

# The module that the build restores takes precedence over an installed one.
$env:PSModulePath = (Join-Path $PSScriptRoot 'bin/modules') + [IO.Path]::PathSeparator + $env:PSModulePath
try { Import-Module Pester -MinimumVersion 5.0 }
catch { throw "Pester is missing. Build the tests first: dotnet build tests/TencentCert.Module.Tests. ($_)" }

function Invoke-File([string] $Path, [string] $Culture) {
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Path
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Detailed'
    $configuration.Output.RenderMode = 'Plaintext'
    $configuration.Output.StackTraceVerbosity = 'Filtered'
    if ($Culture) {
        $configuration.Filter.Tag = 'Culture'
        [cultureinfo]::CurrentCulture = [cultureinfo]::DefaultThreadCurrentCulture = $Culture
    }
    $result = Invoke-Pester -Configuration $configuration
    if ($result.FailedCount -gt 0 -or $result.FailedBlocksCount -gt 0 -or $result.FailedContainersCount -gt 0) { return 1 }
    if ($result.PassedCount -eq 0) { Write-Host "No test was run in $Path."; return 2 }
    0
}

if ($Path) { exit (Invoke-File $Path $Culture) }

# Changes that a file makes to the process are reverted before the next file.
$environment = [Environment]::GetEnvironmentVariables()
$usual = [cultureinfo]::CurrentCulture
$language = [cultureinfo]::CurrentUICulture
$functions = (Get-ChildItem Function:).Name
$modules = Get-Module
$client = [IO.Pipes.NamedPipeClientStream]::new('.', $Pipe, 'In')
$client.Connect()
$reader = [IO.StreamReader]::new($client)
while ($line = $reader.ReadLine()) {
    $file, $culture = $line -split "`t"
    $code = Invoke-File $file $culture
    [Console]::Out.WriteLine("::ended $code")
    [cultureinfo]::CurrentCulture = $usual
    [cultureinfo]::CurrentUICulture = $language
    [cultureinfo]::DefaultThreadCurrentCulture = $null
    Set-Location $PSScriptRoot/../..
    $Error.Clear()
    # Modules and functions that replace others would stay active in the next file.
    Get-Module | Where-Object { $_ -notin $modules } | Remove-Module -Force
    Get-ChildItem Function: | Where-Object Name -NotIn $functions | Remove-Item
    $global:PSDefaultParameterValues.Clear()
    if ($env:HOME -like '*tencentcert-home-*') { Remove-Item -LiteralPath $env:HOME -Recurse -Force -ErrorAction Ignore }
    foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) {
        if (-not $environment.Contains($name)) { [Environment]::SetEnvironmentVariable($name, $null) }
    }
    foreach ($name in $environment.Keys) { [Environment]::SetEnvironmentVariable($name, $environment[$name]) }
}
