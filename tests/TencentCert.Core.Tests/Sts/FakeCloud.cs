using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TencentCert.Core.Client;

namespace TencentCert.Core.Tests.Sts;

/// <summary>A metadata service and STS on loopback. The test sets the responses.</summary>
internal sealed class FakeCloud : IDisposable
{
    // The port is bound and not listening: connections are refused, and no other process can use it.
    private static readonly Socket Held = Hold();

    private readonly HttpListener _listener;
    private readonly ConcurrentQueue<CloudRequest> _requests = new();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeCloud()
    {
        _listener = Listen();
        Address = new Uri(_listener.Prefixes.Single());
        _ = ServeAsync();
    }

    /// <summary>An address without a listener.</summary>
    public static Uri Nowhere { get; } = new($"http://{Held.LocalEndPoint}");

    public Uri Address { get; }

    public ManualClock Clock { get; } = new() { PassesUpTo = TimeSpan.FromSeconds(1) };

    /// <summary>Connection options with this address.</summary>
    public ConnectionOptions Options => new()
    {
        Endpoint = Address.ToString(), MetadataService = Address, Clock = Clock, MaximumRetryCount = 0,
            AttemptTimeout = TimeSpan.FromHours(1),
    };

    /// <summary>The response to a request, or null to never respond.</summary>
    public Func<CloudRequest, CloudAnswer?> Answer { get; set; } = _ => new CloudAnswer("", 404);

    public IReadOnlyList<CloudRequest> Requests => [.. _requests];

    public int Count => _requests.Count;

    /// <summary>A key that expires in two hours, as returned by STS.</summary>
    public CloudAnswer Key(string name, TimeSpan? life = null) => Response(
        $$"""{"Credentials":{"TmpSecretId":"AKID{{name}}-00000000","TmpSecretKey":"secretHidden{{name}}","Token":"tokenHidden{{name}}"},"ExpiredTime":{{Ends(life)}},"RequestId":"request-{{name}}"}""");

    /// <summary>A key that expires in two hours, as returned by the metadata service.</summary>
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

    // A listener requires a port, and another process may take a free port a moment later.
    private static HttpListener Listen()
    {
        while (true)
        {
            using var probe = Hold();
            var address = $"http://{probe.LocalEndPoint}/";
            probe.Close();
            var listener = new HttpListener();
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private static Socket Hold()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private long Ends(TimeSpan? life) => (Clock.GetUtcNow() + (life ?? TimeSpan.FromHours(2))).ToUnixTimeSeconds();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = RespondAsync(await _listener.GetContextAsync());
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
                context.Request.Url!.AbsolutePath, headers["X-TC-Action"], headers["X-TC-Region"], headers["X-TC-Token"],
                headers["Authorization"], await reader.ReadToEndAsync());
            _requests.Enqueue(request);
            if (Answer(request) is not { } answer)
            {
                await _end.Task;
                return;
            }

            context.Response.StatusCode = answer.Status;
            if (answer.Location is not null)
                context.Response.RedirectLocation = answer.Location;

            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
            context.Response.Close();
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException or IOException)
        {
        }
    }
}

/// <summary>A received request.</summary>
internal sealed record CloudRequest(string Path, string? Action, string? Region, string? Token, string? Authorization, string Body);

/// <summary>A response.</summary>
internal sealed record CloudAnswer(string Body, int Status = 200, string? Location = null);
