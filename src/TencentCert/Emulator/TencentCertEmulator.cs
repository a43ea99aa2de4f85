using System.Net;
using TencentCert.Emulator.Faults;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator;

/// <summary>A running emulator; can be piped to <c>Connect-TencentCert</c>.</summary>
public sealed class TencentCertEmulator
{
    private readonly TencentCloudEmulator _emulator;

    internal TencentCertEmulator(TencentCloudEmulator emulator, TencentSite site)
    {
        _emulator = emulator;
        Site = site;
        Endpoint = emulator.Endpoint;
        Edge = emulator.Edge;
        Credential = new PSCredential(emulator.SecretId, SecretText.Seal(emulator.SecretKey));
    }

    /// <summary>Endpoint of the API.</summary>
    public Uri Endpoint { get; }

    /// <summary>Endpoint of the TLS edge.</summary>
    public IPEndPoint Edge { get; }

    /// <summary>The emulated site of Tencent Cloud.</summary>
    public TencentSite Site { get; }

    /// <summary>The accepted key.</summary>
    public PSCredential Credential { get; }

    /// <summary>Whether the emulator is running.</summary>
    public bool IsRunning { get; private set; } = true;

    /// <summary>Root certificate of all issued certificates, as PEM.</summary>
    public string CertificateAuthorityPem => _emulator.CertificateAuthorityPem;

    /// <summary>The emulated time.</summary>
    public EmulatorClock Clock => _emulator.Clock;

    /// <summary>Scheduled faults.</summary>
    public FaultPlan Faults => _emulator.Faults;

    /// <summary>Received requests; keys, passwords and tokens in their bodies are hidden.</summary>
    public RequestLog Requests => _emulator.Requests;

    /// <summary>The state behind both services.</summary>
    public EmulatorWorld World => _emulator.World;

    /// <summary>The connection that <c>-Connect</c> made.</summary>
    internal TencentCertConnection? Connection { get; set; }

    /// <inheritdoc />
    public override string ToString() => Endpoint.ToString();

    internal void Stop()
    {
        IsRunning = false;
        _emulator.Dispose();
    }
}
