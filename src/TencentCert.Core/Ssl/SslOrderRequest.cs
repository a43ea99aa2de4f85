using System.Security;
using TencentCert.Core.Certificates;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Request for ApplyCertificate: a free certificate for one domain. https://cloud.tencent.com/document/product/400/41678</summary>
public sealed class SslOrderRequest
{
    /// <summary>Domain of the certificate.</summary>
    public required string Domain { get; init; }

    /// <summary>Validation.</summary>
    public required SslValidType ValidType { get; init; }

    /// <summary><c>RSA</c> or <c>ECC</c>; the service's default, RSA, when null.</summary>
    public string? KeyAlgorithm { get; init; }

    /// <summary><c>2048</c> or <c>prime256v1</c>.</summary>
    public string? KeyParameter { get; init; }

    /// <summary>Password of the PFX and JKS files that the service creates; its PEM key stays unencrypted.</summary>
    public SecureString? CsrKeyPassword { get; init; }

    /// <summary>Alias.</summary>
    public string? Alias { get; init; }

    /// <summary>Email address of the order; the account's when null.</summary>
    public string? ContactEmail { get; init; }

    /// <summary>Telephone number of the order.</summary>
    public string? ContactPhone { get; init; }

    /// <summary>Project; the default one when null.</summary>
    public long? ProjectId { get; init; }

    /// <summary>Certificate to renew: expires within 30 days and has not expired.</summary>
    public string? RenewCertificateId { get; init; }

    /// <summary>Whether the service removes its DNS record after issue; with <see cref="SslValidType.DNS_AUTO"/> only.</summary>
    public bool DeleteDnsAutoRecord { get; init; }

    /// <summary>Applies even if the domain has a certificate or a pending order.</summary>
    public bool AllowDuplicate { get; init; }

    /// <summary>Validates the request locally and returns the wire record.</summary>
    internal ApplyCertificateRequest ToWire()
    {
        if (!DomainName.TryNormalize(Domain, out _, out var problem, forOrder: true))
            throw TencentCertException.Invalid($"-Domain '{Domain}' {problem}");

        if (DeleteDnsAutoRecord && ValidType != SslValidType.DNS_AUTO)
            throw TencentCertException.Invalid($"-DeleteDnsAutoRecord goes with -ValidType DNS_AUTO only: otherwise the record is yours.");

        if (RenewCertificateId is not null)
            SslCertificateId.Check(RenewCertificateId);

        var algorithm = KeyAlgorithm is null && KeyParameter is null ? null : SslKeyChoice.Check(KeyAlgorithm, KeyParameter) ?? "RSA";
        if (algorithm is "SM2" || KeyParameter is "4096" or "secp384r1")
        {
            throw TencentCertException.Invalid(
                $"A free certificate has an RSA key of 2048 bits or an ECC key on prime256v1; "
                + $"'{KeyParameter ?? algorithm}' cannot be applied for.");
        }

        return new ApplyCertificateRequest
        {
            DomainName = Domain.Trim(),
            DvAuthMethod = ValidType.ToString(),
            CsrEncryptAlgo = algorithm,

            // The service refuses ECC without its only parameter.
            CsrKeyParameter = KeyParameter ?? (algorithm == "ECC" ? "prime256v1" : null),
            CsrKeyPassword = SecretText.Reveal(CsrKeyPassword),
            Alias = Alias,
            ContactEmail = ContactEmail,
            ContactPhone = ContactPhone,
            ProjectId = ProjectId,
            OldCertificateId = RenewCertificateId,
            DeleteDnsAutoRecord = DeleteDnsAutoRecord ? true : null,
        };
    }
}
