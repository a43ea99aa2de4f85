# Notices and heartbeats of the samples, sent to web hooks that respond like the chat services.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $notice = Join-Path $Root 'samples/Send-Notice.ps1'
    $ticket = Join-Path $Root 'samples/New-RotationTicket.ps1'

    # A web hook that returns the same response to every request and records the requests.
    function Start-Hook([string] $Answer, [int] $Status = 200) {
        $free = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $free.Start()
        $port = $free.LocalEndpoint.Port
        $free.Stop()
        $listener = [Net.HttpListener]::new()
        $listener.Prefixes.Add("http://127.0.0.1:$port/")
        $listener.Start()
        $got = [Collections.Concurrent.ConcurrentQueue[object]]::new()
        $server = [powershell]::Create().AddScript({
                param($Listener, $Got, $Answer, $Status)
                while ($Listener.IsListening) {
                    # A synchronous GetContext can block after the listener is closed and keep the runspace alive.
                    $next = $Listener.GetContextAsync()
                    while (-not $next.AsyncWaitHandle.WaitOne(50)) { if (-not $Listener.IsListening) { return } }
                    if (-not $next.IsCompletedSuccessfully) { return }
                    $context = $next.Result
                    $Got.Enqueue([pscustomobject]@{
                        Url = $context.Request.Url; Body = [IO.StreamReader]::new($context.Request.InputStream,
                            [Text.Encoding]::UTF8).ReadToEnd()
                    })
                    $context.Response.StatusCode = $Status
                    $bytes = [Text.Encoding]::UTF8.GetBytes($Answer)
                    $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                    $context.Response.Close()
                }
            }).AddArgument($listener).AddArgument($got).AddArgument($Answer).AddArgument($Status)
        $null = $server.BeginInvoke()
        [pscustomobject]@{ Url = "http://127.0.0.1:$port/hook"; Got = $got; Listener = $listener; Server = $server }
    }

    function Stop-Hook($Hook) { $Hook.Listener.Close(); $Hook.Server.Dispose() }

    function Get-Hmac([string] $Key, [string] $Message) {
        $hmac = [Security.Cryptography.HMACSHA256]::new([Text.Encoding]::UTF8.GetBytes($Key))
        [Convert]::ToBase64String($hmac.ComputeHash([Text.Encoding]::UTF8.GetBytes($Message)))
    }
}

Describe 'A notice' {
    AfterEach { if ($hook) { Stop-Hook $hook } }

    It 'is delivered in the format of <Kind>' -ForEach @(
        @{ Kind = 'Generic'; Answer = ''; Said = { param($Body) $Body.title, $Body.text } }
        @{ Kind = 'Generic'; Answer = '{"id":7}'; Said = { param($Body) $Body.title, $Body.text } }
        @{ Kind = 'Slack'; Answer = 'ok'; Said = { param($Body) $Body.text -split "`n" } }
        @{ Kind = 'WeCom'; Answer = '{"errcode":0,"errmsg":"ok"}'
            Said = { param($Body) $Body.msgtype | Should -Be text; $Body.text.content -split "`n" } }
        @{ Kind = 'DingTalk'; Answer = '{"errcode":0,"errmsg":"ok"}'
            Said = { param($Body) $Body.msgtype | Should -Be text; $Body.text.content -split "`n" } }
        @{ Kind = 'Feishu'; Answer = '{"StatusCode":0,"StatusMessage":"success","code":0,"msg":"success"}'
            Said = { param($Body) $Body.msg_type | Should -Be text; $Body.content.text -split "`n" } }
    ) {
        $hook = Start-Hook $Answer
        & $notice '轮换失败' 'www.example.com' -WebHook $hook.Url -Kind $Kind
        $hook.Got.Count | Should -Be 1
        & $Said ($hook.Got.ToArray()[0].Body | ConvertFrom-Json) | Should -Be '轮换失败', 'www.example.com'
    }

    It 'is an error when the response body is not a success, despite HTTP 200: <Kind> <Answer>' -ForEach @(
        @{ Kind = 'Generic'; Answer = '{"errcode":40008,"errmsg":"invalid message type"}' }
        @{ Kind = 'Generic'; Answer = '{"ok":false}' }
        @{ Kind = 'Generic'; Answer = '<!DOCTYPE html><html>Sign in</html>' }
        @{ Kind = 'Slack'; Answer = 'invalid_payload' }
        @{ Kind = 'WeCom'; Answer = '{"errcode":40008,"errmsg":"invalid message type"}' }
        @{ Kind = 'WeCom'; Answer = '<html>Sign in</html>' }
        @{ Kind = 'DingTalk'; Answer = '{"errcode":310000,"errmsg":"sign not match"}' }
        @{ Kind = 'Feishu'; Answer = '{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}' }
    ) {
        $hook = Start-Hook $Answer
        $problem = try { & $notice title text -WebHook "$($hook.Url)?key=a-secret-token" -Kind $Kind } catch { $_ }
        $problem.Exception.Message | Should -BeLike '*refused the notice*'
        $problem | Out-String | Should -Not -BeLike '*a-secret-token*'
    }

    It 'is an error when the web hook fails or is unreachable, and does not repeat the address' {
        $hook = Start-Hook 'no' 500
        { & $notice title text -WebHook "$($hook.Url)?key=a-secret-token" } | Should -Throw '*was not delivered*'
        $message = try { & $notice title text -WebHook 'http://127.0.0.1:9/a-secret-token' } catch { "$_" }
        $message | Should -BeLike '*was not delivered*127.0.0.1*'
        $message | Should -Not -BeLike '*a-secret-token*'
    }

    It 'is an error when the web hook redirects or does not respond' {
        $hook = Start-Hook '' 302
        { & $notice title text -WebHook $hook.Url } | Should -Throw '*was not delivered*'
        $silent = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $silent.Start()
        try { { & $notice title text -WebHook "http://127.0.0.1:$($silent.LocalEndpoint.Port)/" -Kind Slack -TimeoutSec 1 } |
            Should -Throw '*was not delivered*' }
        finally { $silent.Stop() }
    }

    # The signatures were computed independently, with the algorithms that both vendors document.
    It 'is signed with the documented algorithm of <Kind>' -ForEach @(
        @{ Kind = 'Feishu'; Key = "1599360473`ndemo"; Message = ''; Signature = 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=' }
        @{ Kind = 'DingTalk'; Key = 'this is secret'; Message = "1577262236757`nthis is secret"
            Signature = 'hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=' }
    ) {
        $tree = [Management.Automation.Language.Parser]::ParseFile($notice, [ref] $null, [ref] $null)
        . ([scriptblock]::Create($tree.Find({ $args[0].Name -eq 'Get-Signature' }, $true).Extent.Text))
        Get-Signature $Key $Message | Should -Be $Signature
    }

    It 'is signed for DingTalk in the query string' {
        $hook = Start-Hook '{"errcode":0}'
        & $notice title text -WebHook "$($hook.Url)?access_token=x" -Kind DingTalk -Secret (ConvertTo-SecureString SECkey -AsPlainText)
        $query = [Web.HttpUtility]::ParseQueryString($hook.Got.ToArray()[0].Url.Query)
        $query['access_token'] | Should -Be x
        $query['sign'] | Should -Be (Get-Hmac SECkey "$($query['timestamp'])`nSECkey")
        [DateTimeOffset]::FromUnixTimeMilliseconds($query['timestamp']).Year | Should -BeGreaterThan 2025
    }

    It 'is signed for Feishu in the body, with the secret from the environment' {
        $hook = Start-Hook '{"code":0}'
        $env:TENCENTCERT_HOOK_SECRET = 'key'
        try { & $notice title text -WebHook $hook.Url -Kind Feishu } finally { $env:TENCENTCERT_HOOK_SECRET = $null }
        $body = $hook.Got.ToArray()[0].Body | ConvertFrom-Json
        $body.sign | Should -Be (Get-Hmac "$($body.timestamp)`nkey" '')
    }

    It 'keeps the end of a text that exceeds the limit of the chat' {
        $hook = Start-Hook '{"errcode":0}'
        & $notice title ("证书" * 3000 + 'the end') -WebHook $hook.Url -Kind WeCom
        $content = ($hook.Got.ToArray()[0].Body | ConvertFrom-Json).text.content
        [Text.Encoding]::UTF8.GetByteCount($content) | Should -BeLessOrEqual 2048
        $content | Should -BeLike "title`n证*the end"
    }

    It 'fits the limit of <Kind> despite a long title' -ForEach @(
        @{ Kind = 'WeCom'; Limit = 2048 }, @{ Kind = 'DingTalk'; Limit = 20000 }, @{ Kind = 'Feishu'; Limit = 20000 }
    ) {
        $hook = Start-Hook '{"errcode":0,"code":0}'
        & $notice ('标题' * 3000) ("证书`n" * 9000 + 'the end') -WebHook $hook.Url -Kind $Kind
        $body = $hook.Got.ToArray()[0].Body | ConvertFrom-Json
        $content = $Kind -eq 'Feishu' ? $body.content.text : $body.text.content
        [Text.Encoding]::UTF8.GetByteCount($content) | Should -BeLessOrEqual $Limit
        $content | Should -BeLike '*the end'
        [Text.Encoding]::UTF8.GetByteCount($hook.Got.ToArray()[0].Body) | Should -BeLessThan 20480
    }
}

Describe 'A weekly run' {
    BeforeAll {
        $folder = Join-Path $TestDrive 'notices'
        $rotation = Join-Path $TestDrive 'Rotation.ps1'
        'param($Folder, $Days, $ProfileName) "looked"; exit [int] $env:TICKET_TEST' | Set-Content $rotation
    }
    AfterEach {
        $env:TICKET_TEST = $null
        Stop-Hook $hook
    }

    It 'that failed and whose notice was not delivered ends with a separate exit code' {
        $hook = Start-Hook '{"errcode":40008}'
        $env:TICKET_TEST = '1'
        $said = pwsh -NoProfile -NonInteractive -File $ticket -Folder $folder -WebHook $hook.Url -Kind WeCom -Rotation $rotation 2>&1 |
            Out-String
        $LASTEXITCODE | Should -Be 3
        $said | Should -BeLike '*No ticket was opened*40008*'
    }

    It 'that succeeded is reported to the heartbeat address, and one that failed is not' {
        $hook = Start-Hook ''
        $null = pwsh -NoProfile -NonInteractive -File $ticket -Folder $folder -WebHook 'http://127.0.0.1:9/' `
            -Heartbeat "$($hook.Url)/beat" -Rotation $rotation
        $LASTEXITCODE | Should -Be 0
        $hook.Got.ToArray().Url.AbsolutePath | Should -Be '/hook/beat'
        $env:TICKET_TEST = '1'
        $null = pwsh -NoProfile -NonInteractive -File $ticket -Folder $folder -WebHook $hook.Url -Heartbeat "$($hook.Url)/beat" `
            -Rotation $rotation
        $LASTEXITCODE | Should -Be 1
        $hook.Got.ToArray().Url.AbsolutePath | Should -Be '/hook/beat', '/hook'
    }

    It 'whose heartbeat is not accepted ends with a separate exit code' {
        $hook = Start-Hook '' 404
        $said = pwsh -NoProfile -NonInteractive -File $ticket -Folder $folder -WebHook $hook.Url -Heartbeat $hook.Url `
            -Rotation $rotation 2>&1 |
            Out-String
        $LASTEXITCODE | Should -Be 3
        $said | Should -BeLike '*heartbeat was not delivered*'
    }
}
