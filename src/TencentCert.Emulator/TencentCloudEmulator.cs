using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using TencentCert.Emulator.Faults;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.Requests;
using TencentCert.Emulator.Sockets;
using TencentCert.Emulator.Tls;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator;

/// <summary>An offline Tencent Cloud on loopback: the signed API of SSL, GAAP and STS, a CA, a TLS edge, a clock and faults.</summary>
public sealed class TencentCloudEmulator : IAsyncDisposable, IDisposable
{
    private const int ApiBacklog = 1024;

    private readonly ConnectionListener _api;
    private readonly TlsEdgeServer _edge;
    private int _stopped;

    private TencentCloudEmulator(EmulatorOptions options, EmulatorWorld world, LoopbackHosts hosts, TlsEdgeServer edge)
    {
        SecretId = options.SecretId!;
        SecretKey = options.SecretKey!;
        World = world;
        Faults = options.Faults ?? new FaultPlan();
        _edge = edge;
        var server = new ApiServer(options, hosts, new RequestPipeline(world, Faults).HandleAsync, Requests, world.Clock);
        _api = new ConnectionListener(options.Port, ApiBacklog, server.ServeAsync);
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_api.EndPoint.Port}"));
    }

    /// <summary>Address of the API.</summary>
    public Uri Endpoint { get; }

    /// <summary>Address of the TLS edge.</summary>
    public IPEndPoint Edge => _edge.EndPoint;

    /// <summary>The accepted secret id.</summary>
    public string SecretId { get; }

    /// <summary>The accepted secret key.</summary>
    public string SecretKey { get; }

    /// <summary>Root of everything issued here, as PEM.</summary>
    public string CertificateAuthorityPem => World.Authority.RootPem;

    /// <summary>The emulated time.</summary>
    public EmulatorClock Clock => World.Clock;

    /// <summary>The planned faults.</summary>
    public FaultPlan Faults { get; }

    /// <summary>The requests received.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Direct access to certificates, proxies, listeners and domains.</summary>
    public EmulatorWorld World { get; }

    /// <summary>Builds the world and starts listening.</summary>
    /// <exception cref="ArgumentException">A host name does not resolve to loopback.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">A given port is in use.</exception>
    public static async Task<TencentCloudEmulator> StartAsync(
        EmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmulatorOptions();
        options = options with
        {
            SecretId = options.SecretId ?? "AKID" + RandomNumberGenerator.GetHexString(32, lowercase: true),
            SecretKey = options.SecretKey ?? RandomNumberGenerator.GetHexString(32, lowercase: true),
        };
        var world = new EmulatorWorld(options, new EmulatorClock(options.Speed));
        var edge = new TlsEdgeServer(world, options.EdgePort);
        try
        {
            var hosts = await LoopbackHosts.ResolveAsync(options.Hosts, cancellationToken).ConfigureAwait(false);
            return new TencentCloudEmulator(options, world, hosts, edge);
        }
        catch
        {
            await edge.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops listening and releases the ports.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
            return;

        await _api.DisposeAsync().ConfigureAwait(false);
        await _edge.DisposeAsync().ConfigureAwait(false);
        World.Dispose();
    }
}
