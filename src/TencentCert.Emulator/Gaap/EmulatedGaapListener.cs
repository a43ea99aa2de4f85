namespace TencentCert.Emulator.Gaap;

/// <summary>An HTTPS listener of a proxy or of a group.</summary>
public sealed class EmulatedGaapListener
{
    /// <summary><c>listener-</c> and eight letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; set; }

    /// <summary>Port it accepts at.</summary>
    public required int Port { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Its proxy; null when it belongs to a group.</summary>
    public EmulatedGaapProxy? Proxy { get; init; }

    /// <summary>Its group; null when it belongs to a proxy.</summary>
    public EmulatedGaapProxyGroup? Group { get; init; }

    /// <summary>Certificate of the domains that have none of their own.</summary>
    public required string CertificateId
    {
        get;
        set
        {
            field = value;
            Revision = Revisions.Next();
        }
    }

    /// <summary>Emulated time a change of this listener takes; null for that of the world.</summary>
    public TimeSpan? ChangeDelay { get; set; }

    /// <summary>Whether clients are asked for a certificate.</summary>
    public bool IsMutual { get; init; }

    /// <summary>CAs of client certificates.</summary>
    public IReadOnlyList<string> ClientCertificateIds { get; set; } = [];

    /// <summary>HTTP or HTTPS towards the origin.</summary>
    public string ForwardProtocol { get; set; } = "HTTP";

    /// <summary>Its domains in order of creation.</summary>
    public IReadOnlyList<EmulatedGaapDomain> Domains => DomainList;

    /// <summary>When the certificate was set, in the order of all such changes.</summary>
    internal long Revision { get; private set; }

    /// <summary>The change in progress, if any.</summary>
    internal GaapChange? Change { get; set; }

    internal List<EmulatedGaapDomain> DomainList { get; } = [];

    internal string Version => Proxy?.Version ?? Group!.Version;

    internal EmulatedGaapDomain? Find(string domain) =>
        DomainList.Find(candidate => candidate.Name.Equals(domain, StringComparison.OrdinalIgnoreCase));
}
