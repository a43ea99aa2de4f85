using System.Net;
using System.Security.Cryptography;
using TencentCert.Emulator.Faults;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator;

/// <summary>An offline Tencent Cloud on loopback: the signed API of SSL and GAAP, a CA, a TLS edge, a clock and faults.</summary>
public sealed class TencentCloudEmulator : IAsyncDisposable, IDisposable
{
    private TencentCloudEmulator(EmulatorOptions options)
    {
        Clock = new EmulatorClock(options.Speed);
        Faults = options.Faults ?? new FaultPlan();
        SecretId = options.SecretId ?? "AKID" + RandomNumberGenerator.GetHexString(32, lowercase: true);
        SecretKey = options.SecretKey ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        World = new EmulatorWorld(options, Clock);
    }

    /// <summary>Where the API answers.</summary>
    public Uri Endpoint => throw new NotImplementedException();

    /// <summary>Where the TLS edge answers.</summary>
    public IPEndPoint Edge => throw new NotImplementedException();

    /// <summary>The accepted secret id.</summary>
    public string SecretId { get; }

    /// <summary>The accepted secret key.</summary>
    public string SecretKey { get; }

    /// <summary>Root of everything issued here, as PEM.</summary>
    public string CertificateAuthorityPem => throw new NotImplementedException();

    /// <summary>The emulated time.</summary>
    public EmulatorClock Clock { get; }

    /// <summary>The faults to come.</summary>
    public FaultPlan Faults { get; }

    /// <summary>What was asked.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Direct access to certificates, proxies, listeners and domains.</summary>
    public EmulatorWorld World { get; }

    /// <summary>Builds the world and starts listening.</summary>
    public static Task<TencentCloudEmulator> StartAsync(EmulatorOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new TencentCloudEmulator(options ?? new EmulatorOptions()));

    /// <summary>Stops listening and releases the ports.</summary>
    public void Dispose()
    {
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
