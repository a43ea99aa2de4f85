#requires -Version 7.4
<#
.SYNOPSIS
    Measures the import of the module beside an empty binary module, and a first call beside bare pwsh.
.DESCRIPTION
    All variants are measured in turns, in separate processes of one run, so that interference affects all of them.
    The empty module is built by this script: the same cmdlets without code, an explicit manifest and a format file. Only its
    Connect-TencentCert stores the address, and its Get-GaapProxy sends one unsigned request and reads the response as
    text: the lower limit for any module with a first call over HTTP on this machine.
    The official builds of PowerShell are compiled ahead of time; the .NET tool contains IL only and is compiled at each start,
    which takes a second and slows the import as well. The first line names the kind.
    The exit code is the number of exceeded limits.
.EXAMPLE
    ./tests/TencentCert.Benchmarks/Measure-Import.ps1 -ModulePath ./out/module
#>
[CmdletBinding()]
[Diagnostics.CodeAnalysis.SuppressMessage('PSAvoidUsingWriteHost', '', Justification = 'Results are for reading only.')]
param(
    # Folder of the manifest; for a published module, the folder of the extracted package.
    [string] $ModulePath = (Split-Path (Split-Path $PSScriptRoot)),

    [ValidateRange(3, 1000)]
    [int] $Count = 15
)
$ErrorActionPreference = 'Stop'
& $PSScriptRoot/../../build/Use-OwnPowerShell.ps1
$maximumRatio = 1.5
$maximumMilliseconds = 150
$manifest = Join-Path (Resolve-Path $ModulePath) 'TencentCert.psd1'
$cmdlets = (Import-PowerShellDataFile $manifest).CmdletsToExport
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-import-$PID")

function Save-EmptyModule {
    $work = @{
        'Connect-TencentCert' = @'
[Parameter] public System.Uri Endpoint { get; set; }
public static System.Uri Kept;
protected override void ProcessRecord() { Kept = Endpoint; }
'@
        'Get-GaapProxy' = @'
protected override void ProcessRecord()
{
    var request = new System.Net.Http.HttpRequestMessage(System.Net.Http.HttpMethod.Post, ConnectTencentCertCommand.Kept) { Content = new System.Net.Http.StringContent("{}") };
    var client = new System.Net.Http.HttpMessageInvoker(new System.Net.Http.SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    using (var answer = client.SendAsync(request, default).GetAwaiter().GetResult())
    {
        WriteObject(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }
}
'@
    }
    $classes = foreach ($name in $cmdlets) {
        $verb, $noun = $name -split '-'
        "[Cmdlet(`"$verb`", `"$noun`")] public sealed class $verb${noun}Command : PSCmdlet { $($work[$name]) }"
    }
    Add-Type -OutputAssembly (Join-Path $folder 'Empty.dll') -TypeDefinition ("using System.Management.Automation;`nnamespace Empty;`n" +
        ($classes -join "`n"))
    @'
<?xml version="1.0" encoding="utf-8"?>
<Configuration><ViewDefinitions><View><Name>Empty</Name><ViewSelectedBy><TypeName>Empty.Nothing</TypeName></ViewSelectedBy>
<TableControl><TableRowEntries><TableRowEntry><TableColumnItems><TableColumnItem><PropertyName>Name</PropertyName></TableColumnItem></TableColumnItems></TableRowEntry></TableRowEntries></TableControl>
</View></ViewDefinitions></Configuration>
'@ | Set-Content (Join-Path $folder 'Empty.Format.ps1xml')
    $path = Join-Path $folder 'Empty.psd1'
    New-ModuleManifest $path -RootModule 'Empty.dll' -ModuleVersion 1.0 -PowerShellVersion 7.4 -CompatiblePSEditions Core `
        -FormatsToProcess 'Empty.Format.ps1xml' -CmdletsToExport $cmdlets -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
    $path
}

# Milliseconds, measured by the process itself.
function Measure-Import([string] $Path) {
    [double](pwsh -NoProfile -NonInteractive `
        -Command "`$w = [Diagnostics.Stopwatch]::StartNew(); Import-Module '$Path'; `$w.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)")
}

# Milliseconds from the start to the end of the process.
function Measure-Process([string] $Command) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = pwsh -NoProfile -NonInteractive -Command $Command
    if ($LASTEXITCODE) { throw "Failed: $Command" }
    $watch.Elapsed.TotalMilliseconds
}

# The header of a library that is compiled ahead of time has a directory for the native code.
function Get-Kind {
    $reader = [Reflection.PortableExecutable.PEReader]::new([IO.File]::OpenRead([psobject].Assembly.Location))
    try { $reader.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size ? 'compiled ahead of time' : 'IL only, like the .NET tool: slower than an official build' }
    finally { $reader.Dispose() }
}

function Get-Median($Values) { @($Values | Sort-Object)[[math]::Floor(@($Values).Count / 2)] }
function Get-Minimum($Values) { ($Values | Measure-Object -Minimum).Minimum }

try {
    Write-Host "PowerShell $($PSVersionTable.PSVersion) on $([Runtime.InteropServices.RuntimeInformation]::FrameworkDescription), $(Get-Kind)"
    $empty = Save-EmptyModule
    Import-Module $manifest
    $emulator = Start-TencentCertEmulator
    $env:TENCENTCLOUD_SECRET_ID = $emulator.Credential.UserName
    $env:TENCENTCLOUD_SECRET_KEY = $emulator.Credential.GetNetworkCredential().Password
    $calls = foreach ($module in $manifest, $empty) {
        "Import-Module '$module'; Connect-TencentCert -Endpoint $($emulator.Endpoint); if (-not (Get-GaapProxy)) { exit 1 }"
    }

    $times = 1..($Count + 1) | ForEach-Object {
        [pscustomobject]@{
            Empty = Measure-Import $empty; Ours = Measure-Import $manifest; Bare = Measure-Process '$null'
            Call = Measure-Process $calls[0]; Floor = Measure-Process $calls[1]
        }
    } | Select-Object -Skip 1 # the first fills the disk cache

    $missed = 0
    foreach ($kind in 'Median', 'Minimum') {
        $value = @{}
        foreach ($name in 'Empty', 'Ours', 'Bare', 'Call', 'Floor') { $value[$name] = & "Get-$kind" $times.$name }
        $ratio = $value.Ours / $value.Empty
        $above = $value.Call - $value.Bare
        Write-Host ('{0} of {1}: import {2:n1} ms, empty module with {3} cmdlets {4:n1} ms, ratio {5:n2} (limit {6:n2})' -f $kind.ToLowerInvariant(), $Count, $value.Ours, $cmdlets.Count, $value.Empty, $ratio, $maximumRatio)
        Write-Host ('{0} of {1}: import, connect and first call {2:n0} ms, bare pwsh {3:n0} ms, {4:n0} ms above (limit {5})' -f $kind.ToLowerInvariant(), $Count, $value.Call, $value.Bare, $above, $maximumMilliseconds)
        Write-Host ('{0} of {1}: the same with the empty module {2:n0} ms above bare pwsh; ours takes {3:n2} times that' -f $kind.ToLowerInvariant(), $Count, ($value.Floor - $value.Bare), ($above / ($value.Floor - $value.Bare)))
        if ($kind -eq 'Median') { $missed = [int]($ratio -gt $maximumRatio) + [int]($above -gt $maximumMilliseconds) }
    }
}
finally {
    Get-Command Stop-TencentCertEmulator -ErrorAction Ignore | ForEach-Object { & $_ }
    Remove-Item $folder -Recurse -Force
}
exit $missed
