using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Which certificates a domain, or a listener itself, shall have.
/// https://cloud.tencent.com/document/product/608/36942
/// </summary>
public sealed record BindingRequest
{
    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain under the listener; null for the listener's own certificate.</summary>
    public string? Domain { get; init; }

    /// <summary>Id in GAAP's store, or <c>default</c> to let a domain use its listener's certificate; null keeps a listener's.</summary>
    public string? CertificateId { get; init; }

    /// <summary>
    /// Id in the SSL service, in place of <see cref="CertificateId"/>; the certificate is imported into GAAP's store first.
    /// </summary>
    public string? SslCertificateId { get; init; }

    /// <summary>Client CA certificates: ids, or for a domain <c>default</c> alone; null keeps what is bound.</summary>
    public IReadOnlyList<string>? ClientCertificateId { get; init; }

    /// <summary>What of the domain's authentication is to change; null keeps all of it.</summary>
    public AuthenticationEdit? Authentication { get; init; }

    /// <summary>Whether a listener may get a certificate that leaves out a domain that follows it.</summary>
    public bool AllowUncovered { get; init; }

    /// <summary>Whether the domains that follow a listener are in the plan as well, so that they are verified.</summary>
    public bool IncludeFollowers { get; init; }

    /// <summary>The request for another certificate that came before it; set by the planner.</summary>
    internal TencentCertException? Conflict { get; init; }

    /// <summary>Whether the planner has compared it with the requests before it.</summary>
    internal bool IsAdmitted { get; init; }

    /// <summary>The request with <c>default</c> as the API spells it.</summary>
    internal BindingRequest Spelled() => this with
    {
        CertificateId = CertificateId is { } id ? GaapCertificateId.Spelled(id) : null,
        ClientCertificateId = ClientCertificateId?.Select(GaapCertificateId.Spelled).ToArray(),
    };

    /// <summary>The change while nothing is known but the request.</summary>
    internal BindingChange Unread() =>
        new() { ListenerId = ListenerId, Domain = Domain, To = CertificateId, ToClients = ClientCertificateId };

    /// <summary>Certificate asked for, of either service; null when only client certificates are.</summary>
    internal string? Wanted => SslCertificateId ?? CertificateId;

    /// <summary>Whether it asks for the listener's certificate.</summary>
    internal bool UsesListenerCertificate => SslCertificateId is null && CertificateId == GaapCertificateId.Default;
}
