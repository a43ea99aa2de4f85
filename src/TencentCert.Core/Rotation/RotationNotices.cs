using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>Takes what a rotation says on its way; called from any thread.</summary>
public sealed record RotationNotices
{
    /// <summary>Takes what must not be lost when the run is stopped: ids.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Takes what is worth knowing.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    /// <summary>Takes how far it is: the certificate, and what is going on.</summary>
    public Action<string, string> Progress { get; init; } = (_, _) => { };

    /// <summary>Takes records to publish, each once, before the certificate can be issued.</summary>
    public Action<SslCertificate, IReadOnlyList<SslValidationRecord>> Publish { get; init; } = (_, _) => { };
}
