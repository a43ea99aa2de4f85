# A fake STS on loopback in its own thread: returns keys named after the action and records the requests.
# $Refuse maps an action to the error code that is returned for it.
function Start-FakeCloud {
    $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $probe.Start()
    $endpoint = "http://$($probe.LocalEndpoint)"
    $probe.Stop()
    $listener = [Net.HttpListener]::new()
    $listener.Prefixes.Add("$endpoint/")
    $listener.Start()
    $requests = [Collections.Concurrent.ConcurrentQueue[object]]::new()
    $refuse = [Collections.Concurrent.ConcurrentDictionary[string, string]]::new()
    $work = [powershell]::Create().AddScript({
            param($listener, $requests, $refuse)
            while ($listener.IsListening) {
                # A synchronous GetContext can block after the listener is closed and keep the runspace alive.
                try { $next = $listener.GetContextAsync() } catch { return }
                while (-not $next.AsyncWaitHandle.WaitOne(50)) { if (-not $listener.IsListening) { return } }
                if (-not $next.IsCompletedSuccessfully) { return }
                $context = $next.Result
                $body = [IO.StreamReader]::new($context.Request.InputStream).ReadToEnd()
                $headers = $context.Request.Headers
                $action = $headers['X-TC-Action']
                $requests.Enqueue([pscustomobject]@{
                    Action = $action; Token = $headers['X-TC-Token']; Authorization = $headers['Authorization']; Body = $body |
                        ConvertFrom-Json
                })
                $end = [DateTimeOffset]::UtcNow.AddHours(2).ToUnixTimeSeconds()
                $answer = if ($refuse.ContainsKey($action)) {
                    @{ Error = @{ Code = $refuse[$action]; Message = 'the reason' } }
                }
                elseif ($action -like 'AssumeRole*') {
                    @{ Credentials = @{ TmpSecretId = "AKID$action-0000"; TmpSecretKey = 'keyHidden'; Token = 'tokenHidden' }
                        ExpiredTime = $end }
                }
                elseif ($action -eq 'GetCallerIdentity') {
                    @{ Arn = 'qcs::cam::uin/100000000001:uin/100000000001'; AccountId = '100000000001'; Type = 'CAMUser' }
                }
                else { @{ TotalCount = 0; Certificates = @() } }
                $answer.RequestId = "request-$($requests.Count)"
                $bytes = [Text.Encoding]::UTF8.GetBytes((@{ Response = $answer } | ConvertTo-Json -Depth 5))
                $context.Response.OutputStream.Write($bytes)
                $context.Response.Close()
            }
        }).AddArgument($listener).AddArgument($requests).AddArgument($refuse)
    $null = $work.BeginInvoke()
    [pscustomobject]@{ Endpoint = $endpoint; Requests = $requests; Refuse = $refuse; Listener = $listener; Work = $work }
}

function Stop-FakeCloud($Cloud) {
    $Cloud.Listener.Close()
    $Cloud.Work.Dispose()
}
