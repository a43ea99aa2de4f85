<#
.SYNOPSIS
    Runs the weekly rotation, tells a chat or opens a ticket when something failed, and reports success to a heartbeat address.
.DESCRIPTION
    The rotation runs in a process of its own; what it says goes into a transcript beside its journals, and the end of
    that into the notice. A notice is an issue of a GitHub repository (the program gh, signed in), or a message to a web
    hook: see Send-Notice.ps1.
    Exit code: the rotation's; 3 when a notice or a heartbeat could not be delivered, whatever the rotation said.
.PARAMETER Folder
    Keeps the journals, the inventory and the transcript; must outlive the job.
.PARAMETER Days
    What ends within so many days is replaced.
.PARAMETER ProfileName
    Profile with the key; the environment's when left out.
.PARAMETER Repository
    Repository for the issue, owner/name.
.PARAMETER WebHook
    Address of the hook.
.PARAMETER Kind
    Who listens there; Generic takes {"title": …, "text": …}. TENCENTCERT_HOOK_SECRET signs for DingTalk and Feishu.
.PARAMETER Heartbeat
    Address that is read after each success, such as one of healthchecks.io or Uptime Kuma. It alerts when the job does not run at all.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File New-RotationTicket.ps1 -Folder /var/lib/certs -ProfileName prod -WebHook https://hooks.example.com/tickets
.EXAMPLE
    ./New-RotationTicket.ps1 -Folder $HOME/certs -WebHook $env:TICKET_HOOK -Kind WeCom -Heartbeat https://heartbeat.example.com/certs
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
    [Parameter(ParameterSetName = 'WebHook')] [ValidateSet('Generic', 'Slack', 'WeCom', 'DingTalk', 'Feishu')] [string] $Kind = 'Generic',
    [uri] $Heartbeat,

    # The rotation; another script with the same parameters can stand in.
    [string] $Rotation = (Join-Path $PSScriptRoot 'Rotate-Weekly.ps1')
)
$ErrorActionPreference = 'Stop'
$notDelivered = 3
$null = New-Item -ItemType Directory -Force $Folder
$transcript = Join-Path $Folder ('rotation-{0:yyyyMMdd-HHmmss}.log' -f [datetime]::UtcNow)
$arguments = '-NoProfile', '-NonInteractive', '-File', $Rotation, '-Folder', $Folder, '-Days', $Days
if ($ProfileName) { $arguments += '-ProfileName', $ProfileName }

$env:NO_COLOR = '1'
& pwsh @arguments *>&1 | Tee-Object -LiteralPath $transcript
$outcome = $LASTEXITCODE
if ($outcome -eq 0) {
    # A variable of a unit file that is not set arrives as an empty address.
    if ($Heartbeat.OriginalString) {
        try { $null = Invoke-WebRequest -Uri $Heartbeat -TimeoutSec 60 -OperationTimeoutSeconds 60 -MaximumRetryCount 2 -RetryIntervalSec 2 }
        catch {
            Write-Error "The heartbeat was not delivered to $($Heartbeat.Host): $($_.Exception.Message)" -ErrorAction Continue
            exit $notDelivered
        }
    }
    exit 0
}

# Errors name domains, ids and advice; keys and certificates are in no stream.
$title = "Certificate rotation failed on $([Environment]::MachineName), $([datetime]::UtcNow.ToString('yyyy-MM-dd'))"
$text = "The rotation ended with exit code $outcome. The same command continues where it stopped.`n`n~~~`n$((Get-Content -LiteralPath $transcript -Tail 60) -join "`n")`n~~~`n`nAll of it: $transcript"
try {
    if ($Repository) {
        $text | gh issue create --repo $Repository --title $title --body-file -
        if ($LASTEXITCODE) { throw "gh ended with exit code $LASTEXITCODE." }
    }
    else { & (Join-Path $PSScriptRoot 'Send-Notice.ps1') $title $text -WebHook $WebHook -Kind $Kind }
}
catch {
    Write-Error "No ticket was opened. $($_.Exception.Message)" -ErrorAction Continue
    exit $notDelivered
}

exit $outcome
