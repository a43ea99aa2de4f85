<#
.SYNOPSIS
    Runs the weekly rotation, sends a notification or opens a ticket if it failed, and reports success to a heartbeat address.
.DESCRIPTION
    The rotation runs in a separate process. Its output is written to a transcript beside the journals, and the end of the
    transcript to the notification: a GitHub issue (by the program gh, signed in) or a message to a webhook, see
    Send-Notice.ps1.
    The exit code is that of the rotation, or 3 if the notification or the heartbeat could not be delivered.
.PARAMETER Folder
    Folder of the journals, the inventory and the transcripts; it must persist between runs.
.PARAMETER Days
    Certificates that expire within this many days are replaced.
.PARAMETER ProfileName
    tccli profile with the key; the key of the environment when omitted.
.PARAMETER Repository
    Repository for the issue, owner/name.
.PARAMETER WebHook
    Address of the webhook.
.PARAMETER Kind
    Kind of webhook; Generic receives {"title": …, "text": …}. TENCENTCERT_HOOK_SECRET is the signing secret for DingTalk and Feishu.
.PARAMETER Heartbeat
    Address that is requested after each success, for example of healthchecks.io or Uptime Kuma, which alert if no request arrives.
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

    # Script of the rotation; any script with the same parameters can replace it.
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
    # A variable of a unit file that is not set is an empty address.
    if ($Heartbeat.OriginalString) {
        $retry = @{ TimeoutSec = 60; OperationTimeoutSeconds = 60; MaximumRetryCount = 2; RetryIntervalSec = 2 }
        try { $null = Invoke-WebRequest -Uri $Heartbeat @retry }
        catch {
            Write-Error "The heartbeat was not delivered to $($Heartbeat.Host): $($_.Exception.Message)" -ErrorAction Continue
            exit $notDelivered
        }
    }
    exit 0
}

# Errors contain domains, ids and advice; no stream contains keys.
$title = "Certificate rotation failed on $([Environment]::MachineName), $([datetime]::UtcNow.ToString('yyyy-MM-dd'))"
$end = (Get-Content -LiteralPath $transcript -Tail 60) -join "`n"
$text = "The rotation failed with exit code $outcome. The same command resumes it.`n`n~~~`n$end`n~~~`n`nTranscript: $transcript"
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
