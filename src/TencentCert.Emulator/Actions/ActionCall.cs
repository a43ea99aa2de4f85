using TencentCert.Emulator.Faults;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.Ssl;
using TencentCert.Emulator.Sts;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator.Actions;

/// <summary>Context of a call for its handler. Handlers run one at a time, on a world that is current at <see cref="Now"/>.</summary>
internal sealed record ActionCall(EmulatorWorld World, string RequestId, DateTimeOffset Now, ApiRequest Request, FaultKind? Fault)
{
    /// <summary>The key that signed the request; null where none was needed.</summary>
    public AcceptedKey? Key { get; init; }

    /// <summary>Value of <c>X-TC-Region</c>.</summary>
    public string? Region => Request.Header("X-TC-Region");

    /// <summary>Adds an entry to the SSL service's log of operations.</summary>
    public void Log(string type, string certificateId) => World.SslLog.Add(new EmulatedSslLogEntry(Now, type, certificateId));
}
