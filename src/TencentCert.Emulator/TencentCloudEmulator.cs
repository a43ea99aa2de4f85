using System.Net;
using System.Security.Cryptography;
using TencentCert.Emulator.Tls;
using TencentCert.Emulator.Faults;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.Requests;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator;

/// <summary>An offline Tencent Cloud on loopback: the signed API of SSL, GAAP and STS, a CA, a TLS edge, a clock and faults.</summary>
public sealed class TencentCloudEmulator : IAsyncDisposable, IDisposable
{
    private readonly ApiServer _server;
    private readonly TlsEdgeServer _edge;
    private int _stopped;

    private TencentCloudEmulator(
        EmulatorOptions options, EmulatorWorld world, FaultPlan faults, RequestLog requests, ApiServer server, TlsEdgeServer edge)
    {
        SecretId = options.SecretId!;
        SecretKey = options.SecretKey!;
        World = world;
        Faults = faults;
        Requests = requests;
        _server = server;
        _edge = edge;
    }

    /// <summary>Address of the API.</summary>
    public Uri Endpoint => _server.Endpoint;

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
    public RequestLog Requests { get; }

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
        var clock = new EmulatorClock(options.Speed);
        var world = new EmulatorWorld(options, clock);
        var faults = options.Faults ?? new FaultPlan();
        var requests = new RequestLog();
        var signature = new SignatureCheck(world.Keys, clock);
        var edge = new TlsEdgeServer(world, options.EdgePort);
        try
        {
            var server = await ApiServer
                .StartAsync(
                    options, new RequestPipeline(world, signature, faults).HandleAsync, requests, clock, cancellationToken)
                    .ConfigureAwait(false);
            return new TencentCloudEmulator(options, world, faults, requests, server, edge);
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

        await _server.DisposeAsync().ConfigureAwait(false);
        await _edge.DisposeAsync().ConfigureAwait(false);
        World.Dispose();
    }
}
