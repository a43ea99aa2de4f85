using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TencentCert.Core.Client;

namespace TencentCert.Core.Tests.Sts;

/// <summary>A metadata service and STS on loopback; what it answers is the test's choice.</summary>
internal sealed class FakeCloud : IDisposable
{
    // Bound and not listening: refused, and no one else's meanwhile.
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

    /// <summary>Nothing listens there.</summary>
    public static Uri Nowhere { get; } = new($"http://{Held.LocalEndPoint}");

    public Uri Address { get; }

    public ManualClock Clock { get; } = new() { PassesUpTo = TimeSpan.FromSeconds(1) };

    /// <summary>Settings that lead here.</summary>
    public ConnectionOptions Options => new()
    {
        Endpoint = Address.ToString(), MetadataService = Address, Clock = Clock, MaximumRetryCount = 0,
            AttemptTimeout = TimeSpan.FromHours(1),
    };

    /// <summary>The response to a request; null never answers.</summary>
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

    // A listener wants to be told its port, and a free one may be another actor's a moment later.
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
