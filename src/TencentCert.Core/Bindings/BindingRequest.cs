using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Requested certificates of a domain, or of a listener itself.
/// https://cloud.tencent.com/document/product/608/36942
/// </summary>
public sealed record BindingRequest
{
    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain under the listener; null for the listener's own certificate.</summary>
    public string? Domain { get; init; }

    /// <summary>Id in the GAAP certificate store, or <c>default</c> for the listener's certificate; null keeps a listener's.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Id in the SSL service, instead of <see cref="CertificateId"/>; the certificate is first imported.</summary>
    public string? SslCertificateId { get; init; }

    /// <summary>Client CA certificates: ids, or <c>default</c> alone for a domain; null keeps the bound ones.</summary>
    public IReadOnlyList<string>? ClientCertificateId { get; init; }

    /// <summary>Changes to the domain's authentication; null keeps all settings.</summary>
    public AuthenticationEdit? Authentication { get; init; }

    /// <summary>Whether a listener may get a certificate that does not cover a domain that follows it.</summary>
    public bool AllowUncovered { get; init; }

    /// <summary>Whether the plan includes the domains that follow a listener, so that they are verified.</summary>
    public bool IncludeFollowers { get; init; }

    /// <summary>Conflict with an earlier request for another certificate; set by the planner.</summary>
    internal TencentCertException? Conflict { get; init; }

    /// <summary>Whether the planner has compared the request with earlier ones.</summary>
    internal bool IsAdmitted { get; init; }

    /// <summary>The request with <c>default</c> in the API's spelling.</summary>
    internal BindingRequest Normalize() => this with
    {
        CertificateId = CertificateId is { } id ? GaapCertificateId.Normalize(id) : null,
        ClientCertificateId = ClientCertificateId?.Select(GaapCertificateId.Normalize).ToArray(),
    };

    internal BindingChange ToUnreadChange() =>
        new() { ListenerId = ListenerId, Domain = Domain, To = CertificateId, ToClients = ClientCertificateId };

    /// <summary>Requested certificate of either service; null when only client certificates are requested.</summary>
    internal string? RequestedCertificateId => SslCertificateId ?? CertificateId;

    internal bool UsesListenerCertificate => SslCertificateId is null && CertificateId == GaapCertificateId.Default;
}
