using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TencentCert.Core.Api;

namespace TencentCert.Core.Tests.Credentials;

/// <summary>A metadata service and STS on loopback; what it answers is the test's choice.</summary>
internal sealed class FakeCloud : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<CloudRequest> _requests = new();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeCloud()
    {
        var port = FreePort();
        Address = new Uri($"http://127.0.0.1:{port}");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Nothing listens there.</summary>
    public static Uri Nowhere { get; } = new($"http://127.0.0.1:{FreePort()}");

    public Uri Address { get; }

    public ManualClock Clock { get; } = new() { PassesUpTo = TimeSpan.FromSeconds(1) };

    /// <summary>Settings that lead here.</summary>
    public ConnectionOptions Options => new()
    {
        Endpoint = Address.ToString(), MetadataService = Address, Clock = Clock, MaximumRetryCount = 0, AttemptTimeout = TimeSpan.FromHours(1),
    };

    /// <summary>The answer to a request; null never answers.</summary>
    public Func<CloudRequest, CloudAnswer?> Answer { get; set; } = _ => new CloudAnswer("", 404);

    public IReadOnlyList<CloudRequest> Requests => [.. _requests];

    public int Count => _requests.Count;

    /// <summary>A key that ends in two hours, as STS answers it.</summary>
    public CloudAnswer Key(string name, TimeSpan? life = null) => Response(
        $$"""{"Credentials":{"TmpSecretId":"AKID{{name}}-00000000","TmpSecretKey":"secretHidden{{name}}","Token":"tokenHidden{{name}}"},"ExpiredTime":{{Ends(life)}},"RequestId":"request-{{name}}"}""");

    /// <summary>A key that ends in two hours, as the metadata service answers it.</summary>
    public CloudAnswer MetadataKey(string name, TimeSpan? life = null) => new(
        $$"""{"TmpSecretId":"AKID{{name}}-00000000","TmpSecretKey":"secretHidden{{name}}","Token":"tokenHidden{{name}}","ExpiredTime":{{Ends(life)}},"Expiration":"x","Code":"Success"}""");

    public static CloudAnswer Error(string code) =>
        Response($$"""{"Error":{"Code":"{{code}}","Message":"the reason"},"RequestId":"request-refused"}""");

    public static CloudAnswer Response(string content) => new($$"""{"Response":{{content}}}""");

    public void Dispose()
    {
        _end.TrySetResult();
        _listener.Close();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private long Ends(TimeSpan? life) => (Clock.GetUtcNow() + (life ?? TimeSpan.FromHours(2))).ToUnixTimeSeconds();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = RespondAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task RespondAsync(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var headers = context.Request.Headers;
            var request = new CloudRequest(
                context.Request.Url!.AbsolutePath, headers["X-TC-Action"], headers["X-TC-Region"], headers["X-TC-Token"], headers["Authorization"], await reader.ReadToEndAsync());
            _requests.Enqueue(request);
            if (Answer(request) is not { } answer)
            {
                await _end.Task;
                return;
            }

            context.Response.StatusCode = answer.Status;
            if (answer.Location is not null)
            {
                context.Response.RedirectLocation = answer.Location;
            }

            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
            context.Response.Close();
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException or IOException)
        {
        }
    }
}

/// <summary>What arrived.</summary>
internal sealed record CloudRequest(string Path, string? Action, string? Region, string? Token, string? Authorization, string Body);

/// <summary>What is answered.</summary>
internal sealed record CloudAnswer(string Body, int Status = 200, string? Location = null);
