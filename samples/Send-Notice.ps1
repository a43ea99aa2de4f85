#requires -Version 7.4
<#
.SYNOPSIS
    Sends a notification to a chat or a webhook, and fails if it was not accepted.
.DESCRIPTION
    Chat services return HTTP 200 even if they refuse a message, with the error in the body. The script treats such a response
    as an error; in a separate process, its exit code is then 1.
    Errors contain neither the address nor the secret.
.PARAMETER Title
    First line.
.PARAMETER Text
    Text of the message. If the chat limits its length, the end is kept.
.PARAMETER WebHook
    Address of the webhook.
.PARAMETER Kind
    Kind of webhook. Generic receives {"title": …, "text": …}.
.PARAMETER Secret
    Signing secret (DingTalk, Feishu), if the robot requires one; TENCENTCERT_HOOK_SECRET when omitted.
.PARAMETER TimeoutSec
    Maximum time to wait for a response, in seconds.
.EXAMPLE
    ./Send-Notice.ps1 'Rotation failed' 'www.example.com: validation pending' -WebHook $env:TICKET_HOOK -Kind WeCom
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Title,
    [Parameter(Mandatory, Position = 1)] [string] $Text,
    [Parameter(Mandatory)] [uri] $WebHook,
    [ValidateSet('Generic', 'Slack', 'WeCom', 'DingTalk', 'Feishu')] [string] $Kind = 'Generic',
    [securestring] $Secret,
    [ValidateRange(1, 3600)] [int] $TimeoutSec = 60
)
$ErrorActionPreference = 'Stop'
$key = if ($Secret) { [Net.NetworkCredential]::new('', $Secret).Password } else { $env:TENCENTCERT_HOOK_SECRET }

# The reason of a failure is at the end, so the beginning is removed. Chat services count UTF-8 bytes.
function Limit-Text([string] $Value, [int] $Bytes) {
    $utf8 = [Text.Encoding]::UTF8
    while ($utf8.GetByteCount($Value) -gt $Bytes) {
        $Value = $Value.Substring([Math]::Max(1, [int] (($utf8.GetByteCount($Value) - $Bytes) / 4)))
    }
    $Value
}

function Get-Signature([string] $Key, [string] $Message) {
    $utf8 = [Text.Encoding]::UTF8
    [Convert]::ToBase64String([Security.Cryptography.HMACSHA256]::HashData($utf8.GetBytes($Key), $utf8.GetBytes($Message)))
}

$address = $WebHook.AbsoluteUri
$Title = Limit-Text $Title 500
$body = switch ($Kind) {
    Slack {
        $escaped = "$Title`n$(Limit-Text $Text 30000)".Replace('&', '&amp;').Replace('<', '&lt;').Replace('>', '&gt;')
        @{ text = $escaped }
    }
    WeCom { @{ msgtype = 'text'; text = @{ content = "$Title`n$(Limit-Text $Text (2000 - [Text.Encoding]::UTF8.GetByteCount($Title)))" } } }
    DingTalk {
        if ($key) {
            $now = [DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds()
            $sign = [uri]::EscapeDataString((Get-Signature $key "$now`n$key"))
            $address += ($WebHook.Query ? '&' : '?') + "timestamp=$now&sign=$sign"
        }
        @{ msgtype = 'text'; text = @{ content = "$Title`n$(Limit-Text $Text 15000)" } }
    }
    Feishu {
        $message = [ordered]@{ msg_type = 'text'; content = @{ text = "$Title`n$(Limit-Text $Text 15000)" } }
        if ($key) {
            # Feishu uses time and secret as the key and signs an empty message.
            $now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
            $message.timestamp = "$now"
            $message.sign = Get-Signature "$now`n$key" ''
        }
        $message
    }
    default { @{ title = $Title; text = $Text } }
}

try {
    $webResponse = Invoke-WebRequest -Uri $address -Method Post -TimeoutSec $TimeoutSec -OperationTimeoutSeconds $TimeoutSec `
        -MaximumRedirection 0 -ContentType 'application/json; charset=utf-8' -Body ($body | ConvertTo-Json -Depth 5)
}
catch {
    $reason = $_.Exception.Message.Replace($address, '(address)')
    throw "The notice was not delivered to the $Kind hook on $($WebHook.Host): $reason"
}

# Without a content type, Content would be bytes.
$content = [Text.Encoding]::UTF8.GetString($webResponse.RawContentStream.ToArray()).Trim()

# WeCom and DingTalk return errcode, Feishu code or StatusCode, Slack ok; 0 or true means accepted.
$response = try { $content | ConvertFrom-Json } catch { $null }
$code = 'errcode', 'code', 'StatusCode' | Where-Object { $response -is [pscustomobject] -and $null -ne $response.$_ } |
    ForEach-Object { "$($response.$_)" } | Select-Object -First 1
$isAccepted = switch ($Kind) {
    { $_ -in 'WeCom', 'DingTalk', 'Feishu' } { $code -eq '0' }
    Slack { $content -eq 'ok' -or $response.ok -eq $true }
    # A web page, for example a sign-in page, is not a webhook.
    default { $code -in $null, '0', '200' -and $response.ok -ne $false -and $content -notmatch '^<(!doctype|html)\b' }
}
if (-not $isAccepted) {
    $reason = $content.Replace($address, '(address)')
    throw "The $Kind hook on $($WebHook.Host) refused the notice: $($reason.Substring(0, [Math]::Min(300, $reason.Length)))"
}

Write-Verbose "The $Kind hook on $($WebHook.Host) accepted the notice."
