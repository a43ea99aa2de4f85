#requires -Version 7.4
<#
.SYNOPSIS
    Sends a notice to a chat or a web hook, and fails when it was not taken.
.DESCRIPTION
    Chat hooks answer HTTP 200 also when they refuse a message, and put the error into the body. Such an answer is a failure
    here: the script throws, and as a process of its own it ends with exit code 1.
    Neither the address nor the secret is repeated in an error.
.PARAMETER Title
    First line.
.PARAMETER Text
    What happened. Its end is kept where the chat takes less.
.PARAMETER WebHook
    Address of the hook.
.PARAMETER Kind
    Who listens there. Generic takes {"title": …, "text": …}.
.PARAMETER Secret
    Key that signs the message (DingTalk, Feishu), where the robot asks for one. TENCENTCERT_HOOK_SECRET when left out.
.PARAMETER TimeoutSec
    How long to wait for an answer.
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

# The end says why it failed, so the beginning is cut. A chat counts the bytes of UTF-8.
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
            # Time and secret are the key here; what is signed is empty.
            $now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
            $message.timestamp = "$now"
            $message.sign = Get-Signature "$now`n$key" ''
        }
        $message
    }
    default { @{ title = $Title; text = $Text } }
}

try {
    $answer = Invoke-WebRequest -Uri $address -Method Post -TimeoutSec $TimeoutSec -OperationTimeoutSeconds $TimeoutSec -MaximumRedirection 0 -ContentType 'application/json; charset=utf-8' -Body ($body | ConvertTo-Json -Depth 5)
}
catch {
    $reason = $_.Exception.Message.Replace($address, '(address)')
    throw "The notice was not delivered to the $Kind hook on $($WebHook.Host): $reason"
}

# Without a content type, Content would be bytes.
$content = [Text.Encoding]::UTF8.GetString($answer.RawContentStream.ToArray()).Trim()

# WeCom and DingTalk say errcode, Feishu code or StatusCode, Slack ok; a robot that took the message says 0, or true.
$said = try { $content | ConvertFrom-Json } catch { $null }
$code = 'errcode', 'code', 'StatusCode' | Where-Object { $said -is [pscustomobject] -and $null -ne $said.$_ } | ForEach-Object { "$($said.$_)" } | Select-Object -First 1
$isTaken = switch ($Kind) {
    { $_ -in 'WeCom', 'DingTalk', 'Feishu' } { $code -eq '0' }
    Slack { $content -eq 'ok' -or $said.ok -eq $true }
    # A web page, such as one to sign in at, is no hook.
    default { $code -in $null, '0', '200' -and $said.ok -ne $false -and $content -notmatch '^<(!doctype|html)\b' }
}
if (-not $isTaken) {
    $reason = $content.Replace($address, '(address)')
    throw "The $Kind hook on $($WebHook.Host) refused the notice: $($reason.Substring(0, [Math]::Min(300, $reason.Length)))"
}

Write-Verbose "The $Kind hook on $($WebHook.Host) took the notice."
