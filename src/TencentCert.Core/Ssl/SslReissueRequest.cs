using System.Security;
using TencentCert.Core.Certificates;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>How a reissued certificate's domain is validated.</summary>
public enum SslValidType : long
{
    /// <summary>The service adds the DNS record itself; needs the domain in DNSPod of the same account.</summary>
    DNS_AUTO,

    /// <summary>A DNS record to publish by hand.</summary>
    DNS,

    /// <summary>A file to publish on the web server.</summary>
    FILE,
}

/// <summary>Source of a certificate's key.</summary>
public enum SslCsrType : long
{
    /// <summary>The key of the original certificate.</summary>
    Original,

    /// <summary>The user's certificate request; the key is not sent.</summary>
    Upload,

    /// <summary>A new key created by the service.</summary>
    Online,
}

/// <summary>Request for ReplaceCertificate. https://www.tencentcloud.com/document/product/1007/36574</summary>
public sealed class SslReissueRequest
{
    /// <summary>Certificate to reissue.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Validation.</summary>
    public required SslValidType ValidType { get; init; }

    /// <summary>Source of the key; when null, the request if given, otherwise the service's default: the original key.</summary>
    public SslCsrType? CsrType { get; init; }

    /// <summary>Certificate request as PEM; with <see cref="SslCsrType.Upload"/> only.</summary>
    public string? CsrContent { get; init; }

    /// <summary>Password of the key.</summary>
    public SecureString? CsrKeyPassword { get; init; }

    /// <summary>Reason, shown in the console.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// <c>RSA</c>, <c>ECC</c> or <c>SM2</c>; with <see cref="SslCsrType.Online"/> only. <c>ECC1</c>, an old misprint, is accepted as
    /// ECC.
    /// </summary>
    public string? KeyAlgorithm { get; init; }

    /// <summary><c>2048</c>, <c>4096</c>, <c>prime256v1</c> or <c>secp384r1</c>; with <see cref="SslCsrType.Online"/> only.</summary>
    public string? KeyParameter { get; init; }

    /// <summary>Reissues even a reissue that expires no later than its original, for example for a new key.</summary>
    public bool Force { get; init; }

    /// <summary>Validates the request locally and returns the wire record.</summary>
    internal ReplaceCertificateRequest ToWire()
    {
        SslCertificateId.Check(CertificateId);
        CheckCsr();
        var algorithm = CheckKey();
        return new ReplaceCertificateRequest
        {
            CertificateId = CertificateId,
            ValidType = ValidType.ToString(),
            CsrType = EffectiveCsrType?.ToString().ToLowerInvariant(),
            CsrContent = CsrContent,
            CsrkeyPassword = SecretText.Reveal(CsrKeyPassword),
            Reason = Reason,
            CertCSREncryptAlgo = algorithm,
            CertCSRKeyParameter = KeyParameter,
        };
    }

    /// <summary>Source of the key. A given certificate request implies its use.</summary>
    internal SslCsrType? EffectiveCsrType => CsrType ?? (CsrContent is null ? null : SslCsrType.Upload);

    internal CertificateRequestPem? ReadCsr() =>
        EffectiveCsrType == SslCsrType.Upload && CsrContent is { } text ? CertificateRequestPem.Parse(text, "CsrContent") : null;

    private void CheckCsr()
    {
        if (EffectiveCsrType == SslCsrType.Upload)
        {
            if (string.IsNullOrWhiteSpace(CsrContent))
                throw TencentCertException.Invalid($"CsrType upload needs a certificate request: give -CsrContent or -CsrPath.");

            CertificateRequestPem.Parse(CsrContent, "CsrContent");
        }
        else if (CsrContent is not null)
        {
            throw TencentCertException.Invalid(
                $"A certificate request is for -CsrType upload: leave -CsrType out, or leave -CsrContent and -CsrPath out.");
        }
    }

    private string? CheckKey()
    {
        if (KeyAlgorithm is null && KeyParameter is null)
            return null;

        if (CsrType != SslCsrType.Online)
        {
            throw TencentCertException.Invalid(
                $"-KeyAlgorithm and -KeyParameter go with -CsrType online only: otherwise the key already exists.");
        }

        return SslKeyChoice.Check(KeyAlgorithm, KeyParameter);
    }
}
