using System.Security.Cryptography;
using TencentCert.Emulator.Authority;

namespace TencentCert.Emulator.Ssl;

/// <summary>The certificates of the SSL service and their changes over time.</summary>
internal sealed class SslStore(EmulatorOptions options, EmulatorClock clock, CertificateAuthority authority)
{
    private const string IdCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private readonly Dictionary<string, EmulatedSslCertificate> _byId = new(StringComparer.Ordinal);
    private readonly List<EmulatedSslCertificate> _certificates = [];

    /// <summary>All certificates, oldest entry first.</summary>
    public IReadOnlyList<EmulatedSslCertificate> All => _certificates;

    public EmulatedSslCertificate? Find(string id) => _byId.GetValueOrDefault(id);

    public EmulatedSslCertificate Require(string id) =>
        Find(id) ?? throw new ApiErrorException("FailedOperation.CertificateNotFound", $"The certificate {id} does not exist.");

    /// <summary>Refuses a call that names no certificate or more than <paramref name="maxCount"/>.</summary>
    public static void RequireCount(List<string> ids, int maxCount) => ApiErrorException.ThrowIf(
        ids.Count == 0 || ids.Count > maxCount, "InvalidParameterValue", $"From 1 to {maxCount} certificates are taken.");

    public string NewId()
    {
        string id;
        do
        {
            id = RandomNumberGenerator.GetString(IdCharacters, 8);
        }
        while (_byId.ContainsKey(id));
        return id;
    }

    public EmulatedSslCertificate Add(EmulatedSslCertificate certificate)
    {
        _byId.Add(certificate.Id, certificate);
        _certificates.Add(certificate);
        return certificate;
    }

    public void Remove(EmulatedSslCertificate certificate)
    {
        _byId.Remove(certificate.Id);
        _certificates.Remove(certificate);
    }

    /// <summary>Starts the validation of an order; the certificate is issued some time after it has passed.</summary>
    public void BeginOrder(
        EmulatedSslCertificate certificate, string validType, DateTimeOffset now, Func<DateTimeOffset, CertificateMaterial> issue)
    {
        certificate.Issue = issue;
        certificate.Validation = new SslValidation
        {
            Method = validType,
            Started = now,
            PassesAt = validType == "DNS_AUTO" ? now + options.ValidationRecordDelay
                : options.AutoValidate ? now + options.AutoValidateDelay
                : null,
        };
        certificate.Status = certificate.Validation.IsAutomatic ? SslStatus.AddingDnsRecord : SslStatus.Reviewing;
        certificate.StatusMessage = "PENDING-DCV";
    }

    /// <summary>Lets the validation of an order pass now, unless it has passed.</summary>
    public static void PassValidation(EmulatedSslCertificate certificate, DateTimeOffset now)
    {
        if (certificate.Validation is { } validation && !validation.HasPassed(now))
            validation.PassesAt = now;
    }

    /// <summary>Ends an order without a certificate. The original of a reissue becomes <see cref="SslStatus.Issued"/> again.</summary>
    public void EndOrder(EmulatedSslCertificate certificate, SslStatus status, string? message = null)
    {
        certificate.Status = status;
        certificate.StatusMessage = message;
        certificate.Issue = null;
        if (FindOriginal(certificate) is { } original)
        {
            original.Status = SslStatus.Issued;
            original.ReplacedFor = null;
        }
    }

    /// <summary>Issues a certificate with the longest lifetime allowed, which ends with its order at the latest.</summary>
    public CertificateMaterial Issue(IReadOnlyList<string> names, CertificateKey key, DateTimeOffset issued, DateTimeOffset orderEnd) =>
        authority.Issue(
            names,
            key,
            ValidFrom(issued),
            issued + CertificateLifetime.Maximum < orderEnd ? issued + CertificateLifetime.Maximum : orderEnd);

    public void AdvanceTo(DateTimeOffset now)
    {
        foreach (var certificate in _certificates)
        {
            if (certificate.IsPending)
                AdvanceValidation(certificate, certificate.Validation!, now);

            if (certificate.Next is { } next && next.At <= now)
            {
                certificate.Status = next.Status;
                certificate.Next = null;
            }

            if (certificate.Status == SslStatus.Issued && certificate.Material?.NotAfter <= now)
                certificate.Status = SslStatus.Expired;
        }
    }

    /// <summary>Midnight, as CAs date back. A fast clock must not make a certificate that is not yet valid by the client's clock.</summary>
    public DateTimeOffset ValidFrom(DateTimeOffset issued) =>
        new((issued < clock.WireTime ? issued : clock.WireTime).UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>The certificate that is being reissued; null if this is not its reissue.</summary>
    private EmulatedSslCertificate? FindOriginal(EmulatedSslCertificate reissue) =>
        reissue.ReplacedBy is { } id && Find(id) is { Status: SslStatus.Reissuing } original ? original : null;

    private void AdvanceValidation(EmulatedSslCertificate certificate, SslValidation validation, DateTimeOffset now)
    {
        if (!validation.HasPassed(now))
            return;

        var issued = validation.PassesAt!.Value + options.IssueDelay;
        if (issued > now || certificate.Issue is null)
        {
            certificate.Status = SslStatus.Reviewing;
            certificate.StatusMessage = "WAIT-ISSUE";
            return;
        }

        certificate.Material = certificate.Issue(issued);
        certificate.Issue = null;
        certificate.Status = SslStatus.Issued;
        certificate.StatusMessage = null;
        if (FindOriginal(certificate) is { } original)
            original.Status = SslStatus.Issued;
    }
}
