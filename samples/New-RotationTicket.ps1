<#
.SYNOPSIS
    Runs the weekly rotation and opens a ticket when something failed.
.DESCRIPTION
    The rotation runs in a process of its own; what it says goes into a transcript beside its journals, and the end of
    that into the ticket. A ticket is an issue of a GitHub repository (the program gh, signed in), or a POST of JSON to
    any web hook. The exit code is the rotation's.
.PARAMETER Folder
    Keeps the journals, the inventory and the transcript; must outlive the job.
.PARAMETER Days
    What ends within so many days is replaced.
.PARAMETER ProfileName
    Profile with the key; the environment's when left out.
.PARAMETER Repository
    Repository for the issue, owner/name.
.PARAMETER WebHook
    Address that takes {"title": …, "text": …}.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File New-RotationTicket.ps1 -Folder /var/lib/certs -ProfileName prod -WebHook https://hooks.example.com/tickets
.EXAMPLE
    ./New-RotationTicket.ps1 -Folder $HOME/certs -Repository example/operations
#>
[CmdletBinding(DefaultParameterSetName = 'WebHook')]
param(
    [Parameter(Mandatory)] [string] $Folder,
    [ValidateRange(1, 365)] [int] $Days = 30,
    [string] $ProfileName,
    [Parameter(Mandatory, ParameterSetName = 'Repository')] [string] $Repository,
    [Parameter(Mandatory, ParameterSetName = 'WebHook')] [uri] $WebHook,

    # The rotation; another script with the same parameters can stand in.
    [string] $Rotation = (Join-Path $PSScriptRoot 'Rotate-Weekly.ps1')
)
$ErrorActionPreference = 'Stop'
$null = New-Item -ItemType Directory -Force $Folder
$transcript = Join-Path $Folder ('rotation-{0:yyyyMMdd-HHmmss}.log' -f [datetime]::UtcNow)
$arguments = '-NoProfile', '-NonInteractive', '-File', $Rotation, '-Folder', $Folder, '-Days', $Days
if ($ProfileName) { $arguments += '-ProfileName', $ProfileName }

$env:NO_COLOR = '1'

# The PowerShell that runs this; as a .NET tool it is dotnet with a library.
$shell = [Environment]::ProcessPath
if ([IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') { $arguments = @(Join-Path $PSHOME 'pwsh.dll') + $arguments }
& $shell @arguments *>&1 | Tee-Object -LiteralPath $transcript
$outcome = $LASTEXITCODE
if ($outcome -eq 0) { exit 0 }

# Errors name domains, ids and advice; keys and certificates are in no stream.
$title = "Certificate rotation failed on $([Environment]::MachineName), $([datetime]::UtcNow.ToString('yyyy-MM-dd'))"
$text = "The rotation ended with exit code $outcome. The same command goes on where it stopped.`n`n~~~`n$((Get-Content -LiteralPath $transcript -Tail 60) -join "`n")`n~~~`n`nAll of it: $transcript"
if ($Repository) {
    $text | gh issue create --repo $Repository --title $title --body-file -
    if ($LASTEXITCODE) { Write-Error "No ticket was opened: gh ended with exit code $LASTEXITCODE." -ErrorAction Continue }
}
else {
    try { $null = Invoke-RestMethod -Uri $WebHook -Method Post -TimeoutSec 60 -ContentType 'application/json; charset=utf-8' -Body (@{ title = $title; text = $text } | ConvertTo-Json) }
    catch { Write-Error "No ticket was opened: $_" -ErrorAction Continue }
}

exit $outcome
