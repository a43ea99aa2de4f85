using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>Receives messages during a rotation, on any thread.</summary>
public sealed record RotationNotices
{
    /// <summary>Receives what must be printed even if the run is stopped: ids.</summary>
    public Action<string> Inform { get; init; } = _ => { };

    /// <summary>Receives warnings.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    /// <summary>Receives progress: the certificate and its current step.</summary>
    public Action<string, string> Progress { get; init; } = (_, _) => { };

    /// <summary>Receives records to publish, each once, before the certificate can be issued.</summary>
    public Action<SslCertificate, IReadOnlyList<SslValidationRecord>> Publish { get; init; } = (_, _) => { };
}
