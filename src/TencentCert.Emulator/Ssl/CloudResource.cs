namespace TencentCert.Emulator.Ssl;

/// <summary>A cloud resource that serves a certificate of the SSL service: a load balancer's listener, a CDN domain, and so on.</summary>
public sealed class CloudResource
{
    /// <summary>Kind, lower case, as the API spells it.</summary>
    public required string Type { get; init; }

    /// <summary>Region; null for kinds without one.</summary>
    public string? Region { get; init; }

    /// <summary>Instance; for cos the bucket, for tcb the environment.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Listener; for tke <c>namespace|secret</c>, for tse the gateway's own certificate id.</summary>
    public string? ListenerId { get; init; }

    /// <summary>Domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether the listener keeps a certificate a domain (clb).</summary>
    public bool HasServerNameIndication { get; init; }

    /// <summary>Id of the certificate that it serves.</summary>
    public string? CertificateId
    {
        get;
        set
        {
            field = value;
            Revision = Revisions.Next();
        }
    }

    /// <summary>When the certificate was set, in the order of all such changes.</summary>
    internal long Revision { get; private set; }

    /// <summary>Number of following deployments to it that fail.</summary>
    public int Failures { get; set; }

    /// <summary>Message of the failures.</summary>
    public string FailureText { get; set; } = "The resource is locked.";

    /// <summary>The name DeployCertificateInstance takes.</summary>
    public string Name => Type switch
    {
        "clb" when HasServerNameIndication => $"{InstanceId}|{ListenerId}|{Domain}",
        "clb" or "gaap" => $"{InstanceId}|{ListenerId}",
        "cdn" => $"{Domain}|on",
        "ddos" => $"{InstanceId}|{Domain}|443",
        "apigateway" => $"{InstanceId}|{Domain}",
        "tke" or "tse" => $"{InstanceId}|{ListenerId}",
        "cos" or "lighthouse" => $"{Region}|{InstanceId}|{Domain}",
        "tcb" => $"AccessService|{Region}|{InstanceId}|{Domain}",
        "mqtt" => $"{InstanceId}|{CertificateId}",
        _ => Domain ?? InstanceId ?? "",
    };

    /// <inheritdoc />
    public override string ToString() => $"{Type} {Name}";
}
