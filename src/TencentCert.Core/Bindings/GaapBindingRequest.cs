using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;


namespace TencentCert.Core.Bindings;

/// <summary>Which certificate a domain shall have (ModifyCertificate). https://cloud.tencent.com/document/product/608/36942</summary>
public sealed record GaapBindingRequest
{
    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain under the listener.</summary>
    public required string Domain { get; init; }

    /// <summary>Id in GAAP's store, or <c>default</c> for the listener's certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Client CA certificates: ids, or <c>default</c> alone; null keeps what is bound.</summary>
    public IReadOnlyList<string>? ClientCertificateId { get; init; }

    /// <summary>Checks the form of every part.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public void Check()
    {
        CheckTarget(ListenerId, Domain);
        GaapCertificateId.Check(CertificateId, nameof(CertificateId), allowDefault: true);
        foreach (var id in ClientCertificateId ?? [])
        {
            GaapCertificateId.Check(id, nameof(ClientCertificateId), allowDefault: ClientCertificateId!.Count == 1);
        }
    }

    /// <summary>Checks the form of a listener's id and of a domain.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    internal static void CheckTarget(string listenerId, string domain)
    {
        ResourceId.Check(listenerId, "listener-", nameof(ListenerId));
        if (!DomainName.TryNormalize(domain, out _, out var problem))
        {
            // The problem is worded to follow "The domain".
            throw new TencentCertException(ErrorCodes.InvalidParameter, $"The domain {problem}");
        }
    }
}
