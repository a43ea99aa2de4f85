#requires -Version 7.4
<#
.SYNOPSIS
    Measures what importing the module costs, beside an empty binary module, and what a first call costs above bare pwsh.
.DESCRIPTION
    Everything is measured side by side in one run, in processes of its own, in turns: what disturbs one disturbs all.
    The empty module is built here: as many cmdlets, none of which does anything, an explicit manifest and a format file.
    It has one cmdlet more, which sends one request through a bare HttpClient: what importing it and calling that costs is
    the least that any module with a first call over HTTP can cost on this machine.
    Exit code: the number of limits that were not met.
.EXAMPLE
    ./tests/TencentCert.Benchmarks/Measure-Import.ps1 -ModulePath ./out/module
#>
[CmdletBinding()]
[Diagnostics.CodeAnalysis.SuppressMessage('PSAvoidUsingWriteHost', '', Justification = 'Figures are for eyes.')]
param(
    # Folder of the manifest; for the published module, where its package was unpacked.
    [string] $ModulePath = (Split-Path (Split-Path $PSScriptRoot)),

    [ValidateRange(3, 1000)]
    [int] $Count = 15
)
$ErrorActionPreference = 'Stop'
$largestRatio = 1.5
$mostMilliseconds = 150
$manifest = Join-Path (Resolve-Path $ModulePath) 'TencentCert.psd1'
$cmdlets = (Import-PowerShellDataFile $manifest).CmdletsToExport
$work = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-import-$PID")

function Save-EmptyModule {
    $classes = foreach ($name in $cmdlets) {
        $verb, $noun = $name -split '-'
        "[Cmdlet(`"$verb`", `"$noun`")] public sealed class $verb${noun}Command : PSCmdlet { }"
    }
    $call = @'
[Cmdlet("Invoke", "BareCall")] public sealed class InvokeBareCallCommand : PSCmdlet
{
    [Parameter(Mandatory = true)] public System.Uri Uri { get; set; }

    protected override void ProcessRecord()
    {
        var client = new System.Net.Http.HttpClient();
        var answer = client.PostAsync(Uri, new System.Net.Http.StringContent("{}")).GetAwaiter().GetResult();
        WriteObject(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }
}
'@
    Add-Type -OutputAssembly (Join-Path $work 'Empty.dll') -TypeDefinition ("using System.Management.Automation;`nnamespace Empty;`n" + ($classes + $call -join "`n"))
    @'
<?xml version="1.0" encoding="utf-8"?>
<Configuration><ViewDefinitions><View><Name>Empty</Name><ViewSelectedBy><TypeName>Empty.Nothing</TypeName></ViewSelectedBy>
<TableControl><TableRowEntries><TableRowEntry><TableColumnItems><TableColumnItem><PropertyName>Name</PropertyName></TableColumnItem></TableColumnItems></TableRowEntry></TableRowEntries></TableControl>
</View></ViewDefinitions></Configuration>
'@ | Set-Content (Join-Path $work 'Empty.Format.ps1xml')
    $path = Join-Path $work 'Empty.psd1'
    New-ModuleManifest $path -RootModule 'Empty.dll' -ModuleVersion 1.0 -PowerShellVersion 7.4 -CompatiblePSEditions Core -FormatsToProcess 'Empty.Format.ps1xml' -CmdletsToExport ($cmdlets + 'Invoke-BareCall') -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
    $path
}

# Milliseconds as the process itself measures them.
function Measure-Import([string] $Path) {
    [double](pwsh -NoProfile -NonInteractive -Command "`$w = [Diagnostics.Stopwatch]::StartNew(); Import-Module '$Path'; `$w.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)")
}

# Milliseconds from start to end of the process.
function Measure-Process([string] $Command) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = pwsh -NoProfile -NonInteractive -Command $Command
    if ($LASTEXITCODE) { throw "It failed: $Command" }
    $watch.Elapsed.TotalMilliseconds
}

function Get-Median($Values) { @($Values | Sort-Object)[[math]::Floor(@($Values).Count / 2)] }
function Get-Least($Values) { ($Values | Measure-Object -Minimum).Minimum }

try {
    $empty = Save-EmptyModule
    Import-Module $manifest
    $emulator = Start-TencentCertEmulator
    $env:TENCENTCLOUD_SECRET_ID = $emulator.Credential.UserName
    $env:TENCENTCLOUD_SECRET_KEY = $emulator.Credential.GetNetworkCredential().Password
    $call = "Import-Module '$manifest'; Connect-TencentCert -Endpoint $($emulator.Endpoint); if (-not (Get-GaapProxy)) { exit 1 }"

    $bareCall = "Import-Module '$empty'; if (-not (Invoke-BareCall -Uri $($emulator.Endpoint))) { exit 1 }"

    $times = 1..($Count + 1) | ForEach-Object {
        [pscustomobject]@{ Empty = Measure-Import $empty; Ours = Measure-Import $manifest; Bare = Measure-Process '$null'; BareCall = Measure-Process $bareCall; Call = Measure-Process $call }
    } | Select-Object -Skip 1 # the first warms the disk

    $missed = 0
    foreach ($kind in 'Median', 'Least') {
        $value = @{}
        foreach ($name in 'Empty', 'Ours', 'Bare', 'BareCall', 'Call') { $value[$name] = & "Get-$kind" $times.$name }
        $ratio = $value.Ours / $value.Empty
        $above = $value.Call - $value.Bare
        Write-Host ('{0} of {1}: import {2:n1} ms, empty module with {3} cmdlets {4:n1} ms, ratio {5:n2} (limit {6:n2})' -f $kind.ToLowerInvariant(), $Count, $value.Ours, $cmdlets.Count, $value.Empty, $ratio, $largestRatio)
        Write-Host ('{0} of {1}: import, connect and first call {2:n0} ms, bare pwsh {3:n0} ms, {4:n0} ms above (limit {5})' -f $kind.ToLowerInvariant(), $Count, $value.Call, $value.Bare, $above, $mostMilliseconds)
        Write-Host ('{0} of {1}: empty module and one call of a bare HttpClient {2:n0} ms above bare pwsh; ours takes {3:n2} times that' -f $kind.ToLowerInvariant(), $Count, ($value.BareCall - $value.Bare), ($above / ($value.BareCall - $value.Bare)))
        if ($kind -eq 'Median') { $missed = [int]($ratio -gt $largestRatio) + [int]($above -gt $mostMilliseconds) }
    }
}
finally {
    Get-Command Stop-TencentCertEmulator -ErrorAction Ignore | ForEach-Object { & $_ }
    Remove-Item $work -Recurse -Force
}
exit $missed
