using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Authority;

namespace TencentCert.Emulator.Ssl;

/// <summary>One certificate, or order for one, of the SSL service.</summary>
public sealed class EmulatedSslCertificate
{
    /// <summary>Eight letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>Host names as ordered, the main one first.</summary>
    public required IReadOnlyList<string> Names { get; set; }

    /// <summary>What was bought, if anything.</summary>
    public required SslProduct Product { get; init; }

    /// <summary>When it was ordered or uploaded.</summary>
    public required DateTimeOffset InsertTime { get; init; }

    /// <summary>When its order began; a reissue is of the order of its original. Null when it is the first of its order.</summary>
    public DateTimeOffset? OrderBegin { get; init; }

    /// <summary>Until when reissues are included.</summary>
    public required DateTimeOffset OrderEnd { get; init; }

    /// <summary>Name given by the customer.</summary>
    public string Alias { get; internal set; } = "";

    /// <summary>Project it belongs to.</summary>
    public long ProjectId { get; internal set; }

    /// <summary>Status at the last update of the world.</summary>
    public SslStatus Status { get; internal set; }

    /// <summary>The service's remark on the status.</summary>
    public string? StatusMessage { get; internal set; }

    /// <summary>The certificate itself, once issued or uploaded.</summary>
    public CertificateMaterial? Material { get; internal set; }

    /// <summary>The domain validation in progress, or the last one.</summary>
    public SslValidation? Validation { get; internal set; }

    /// <summary>Id of the certificate this one is the reissue of.</summary>
    public string? ReplacedBy { get; internal set; }

    /// <summary>Id of this certificate's reissue.</summary>
    public string? ReplacedFor { get; internal set; }

    /// <summary>Id of the certificate this one renews.</summary>
    public string? RenewalOf { get; internal set; }

    /// <summary>Of an SM2 certificate, the certificate to encrypt with, as PEM; the emulator makes none itself.</summary>
    public string? EncryptionPem { get; set; }

    /// <summary>Its private key as PEM.</summary>
    public string? EncryptionKeyPem { get; set; }

    /// <summary>Whether its order is a subscription, whose end the list tells.</summary>
    public bool IsSubscription { get; set; }

    /// <summary>Whether the service renews and replaces it automatically.</summary>
    public bool IsHosted { get; set; }

    /// <summary>Under hosting: id of the certificate it was renewed with.</summary>
    public string? HostingRenewalId { get; set; }

    /// <summary>Password for the files made of it; the plain key is never protected by it.</summary>
    public string? KeyPassword { get; internal set; }

    /// <summary>Kind of the signing request of the last order: <c>online</c>, <c>original</c> or <c>upload</c>.</summary>
    public string CsrType { get; internal set; } = "online";

    /// <summary>The signing request that was uploaded.</summary>
    public string? CsrPem { get; internal set; }

    /// <summary>Whether notices of expiry are switched off.</summary>
    public bool NotificationMuted { get; internal set; }

    /// <summary>Tags by key.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Use: <c>SVR</c> or <c>CA</c>.</summary>
    public string CertificateType { get; init; } = "SVR";

    /// <summary>Whether the customer uploaded it.</summary>
    public bool IsUploaded => Product == SslProduct.Uploaded;

    /// <summary>Whether the free-certificate rules apply.</summary>
    public bool IsFree => Product == SslProduct.Free;

    /// <summary>Whether an order is waiting for validation or issue.</summary>
    public bool IsPending => Status is SslStatus.Reviewing or SslStatus.AddingDnsRecord && Validation is not null;

    /// <summary>What was handed in for a paid order.</summary>
    internal CertificateInfoSubmitRequest? Information { get; set; }

    /// <summary>The status it takes automatically, and when.</summary>
    internal (SslStatus Status, DateTimeOffset At)? Next { get; set; }

    /// <summary>Makes the certificate when validation is through.</summary>
    internal Func<DateTimeOffset, CertificateMaterial>? Issue { get; set; }
}
