using System.Globalization;
using System.Security;
using TencentCert.Core.Certificates;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>
/// A certificate or order of the SSL service (DescribeCertificates, DescribeCertificateDetail).
/// Its id is not an id of the GAAP certificate store.
/// </summary>
public sealed class SslCertificate
{
    /// <summary>Id in the SSL service, such as <c>a91hoLqi</c>.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>All covered names returned by the service.</summary>
    public IReadOnlyList<string> SubjectAltName { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Alias given by the user.</summary>
    public string? Alias { get; init; }

    /// <summary>The service's own state; it stays Issued after a replacement (see <see cref="State"/>).</summary>
    public SslCertificateStatus Status { get; init; }

    /// <summary>
    /// <c>Replaced</c> where <see cref="SupersededBy"/> names the one that has taken its place, otherwise the name of
    /// <see cref="Status"/>.
    /// </summary>
    public string State =>
        SupersededBy is not null && (Status is SslCertificateStatus.Issued or SslCertificateStatus.Expired)
            ? "Replaced"
            : Status.ToString();

    /// <summary>The service's text for the state or its cause; for display only, it may be outdated.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>How the domain was or is to be validated.</summary>
    public string? ValidType { get; init; }

    /// <summary>Start of validity.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whole days until <see cref="NotAfter"/> at the time of the response; negative when past.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>When it was applied for or uploaded.</summary>
    public DateTimeOffset? InsertTime { get; init; }

    /// <summary>Project.</summary>
    public long? ProjectId { get; init; }

    /// <summary>Origin: <c>upload</c> or the CA.</summary>
    public string? From { get; init; }

    /// <summary><c>SVR</c> or <c>CA</c>.</summary>
    public string? CertificateType { get; init; }

    /// <summary>Product number; 83 is the free one.</summary>
    public string? PackageType { get; init; }

    /// <summary>Product name.</summary>
    public string? ProductName { get; init; }

    /// <summary>Whether the service calls it a wildcard certificate.</summary>
    public bool? IsWildcard { get; init; }

    /// <summary>Whether it is a free certificate, which is reissued once and renewed by a new order.</summary>
    public bool IsFree => PackageType == "83";

    /// <summary>Whether it can be deployed.</summary>
    public bool? Deployable { get; init; }

    /// <summary>The service's <c>ReplacedBy</c>: for a reissued certificate, the id of the original.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>The service's <c>ReplacedFor</c>: for an original, the id of its reissue.</summary>
    public string? ReplacedFor { get; init; }

    /// <summary>The certificate this one renews.</summary>
    public string? RenewalOf { get; init; }

    /// <summary>Whether the service renews it on its resources (hosting); null where the response does not contain it.</summary>
    public SslHostingStatus? HostingStatus { get; init; }

    /// <summary>Under hosting: the id of the service's renewal. In a list only.</summary>
    public string? HostingRenewCertId { get; init; }

    /// <summary>Id of an ordered renewal. In a list only.</summary>
    public string? HasRenewOrder { get; init; }

    /// <summary>Whether the service renews the order automatically; null where the response does not contain it. In a list only.</summary>
    public bool? AutoRenewFlag { get; init; }

    /// <summary>Deadline of the domain validation. In a list only.</summary>
    public DateTimeOffset? DVAuthDeadline { get; init; }

    /// <summary>Term of the order in months; a certificate may expire before its order.</summary>
    public int? ValidityPeriod { get; init; }

    /// <summary>End of its subscription; null without one. In a list only.</summary>
    public DateTimeOffset? CertServiceEndTime { get; init; }

    /// <summary>Algorithm of the certificate as the service names it.</summary>
    public string? EncryptAlgorithm { get; init; }

    /// <summary>Id of its successor: the reissue or renewal; null when the service names none.</summary>
    public string? SupersededBy => Other(ReplacedFor) ?? Other(HostingRenewCertId) ?? Other(HasRenewOrder);

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init => field = JoinedDictionary.Of(value); } = JoinedDictionary.Of(null);

    /// <summary>Records to publish while it waits for validation; only in a description by id.</summary>
    public IReadOnlyList<SslValidationRecord> Validation { get; init => field = JoinedList<SslValidationRecord>.Of(value); } =
        JoinedList<SslValidationRecord>.Empty;

    /// <summary>Leaf and intermediates as PEM; only in a full description of an issued certificate.</summary>
    public string? CertificatePem { get; init; }

    /// <summary>Private key as PEM; only on request, and only when the service holds it.</summary>
    public SecureString? PrivateKey { get; init; }

    /// <summary>The encryption certificate of an SM2 pair as PEM; only in a full description.</summary>
    public string? EncryptionCertificatePem { get; init; }

    /// <summary>Private key of the SM2 encryption certificate as PEM; only on request.</summary>
    public SecureString? EncryptionPrivateKey { get; init; }

    /// <summary>Whether it was uploaded rather than bought or applied for.</summary>
    public bool IsUploaded => string.Equals(From, "upload", StringComparison.OrdinalIgnoreCase);

    /// <summary>The certificate request the order was made with, where the description holds it.</summary>
    internal string? SubmittedRequest { get; init; }

    /// <summary>Covered names: from the certificate itself if available, else from the service.</summary>
    internal IReadOnlyList<string> Names => CertificatePem is { } pem
        ? CertificateChain.FromPem(pem).Leaf.DnsNames
        : [.. SubjectAltName.Prepend(Domain).OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <inheritdoc />
    public override string ToString() => $"{CertificateId} ({Domain}, {Status})";

    /// <summary>Reads the fields of any description.</summary>
    /// <param name="fields">Wire record.</param>
    /// <param name="now">For <see cref="DaysLeft"/>.</param>
    /// <param name="validation">Records to publish.</param>
    /// <param name="certificatePem">Public part.</param>
    /// <param name="privateKey">Private part, when asked for.</param>
    /// <param name="encryptionCertificatePem">Public part of the second pair of SM2.</param>
    /// <param name="encryptionPrivateKey">Private part of the second pair of SM2, when asked for.</param>
    public static SslCertificate Read(
        ICertificateFields fields, DateTimeOffset now, IReadOnlyList<SslValidationRecord>? validation = null,
        string? certificatePem = null, SecureString? privateKey = null, string? encryptionCertificatePem = null,
        SecureString? encryptionPrivateKey = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var end = SslTime.Parse(fields.CertEndTime);
        var listed = fields as Wire.Ssl.CertificateListItem;
        var detail = fields as DescribeCertificateDetailResponse;
        return new SslCertificate
        {
            CertificateId = fields.CertificateId ?? "",
            Domain = fields.Domain,
            SubjectAltName = (fields.SubjectAltName ?? []).Where(name => !string.IsNullOrEmpty(name)).ToArray(),
            Alias = fields.Alias,
            Status = (SslCertificateStatus)(fields.Status ?? -1),
            StatusMessage = string.IsNullOrEmpty(fields.StatusMsg) ? fields.StatusName : fields.StatusMsg,
            ValidType = fields.VerifyType,
            NotBefore = SslTime.Parse(fields.CertBeginTime),
            NotAfter = end,
            DaysLeft = end is { } moment ? (int)Math.Floor((moment - now).TotalDays) : null,
            InsertTime = SslTime.Parse(fields.InsertTime),
            ProjectId = long.TryParse(fields.ProjectId, NumberStyles.Integer, CultureInfo.InvariantCulture, out var project)
                ? project : null,
            From = fields.From,
            CertificateType = fields.CertificateType,
            PackageType = fields.PackageType,
            ProductName = fields.ProductZhName,
            IsWildcard = fields.IsWildcard,
            Deployable = fields.Deployable,
            ReplacedBy = fields.CertificateExtra?.ReplacedBy.NullIfEmpty(),
            ReplacedFor = fields.CertificateExtra?.ReplacedFor.NullIfEmpty(),
            RenewalOf = fields.CertificateExtra?.OriginCertificateId.NullIfEmpty()
                ?? fields.CertificateExtra?.ServiceOriginCertificateId.NullIfEmpty(),
            HostingStatus = (SslHostingStatus?)(listed?.HostingStatus ?? detail?.HostingStatus),
            HostingRenewCertId = listed?.HostingRenewCertId.NullIfEmpty(),
            HasRenewOrder = listed?.HasRenewOrder.NullIfEmpty() ?? fields.CertificateExtra?.RenewOrder.NullIfEmpty()
                ?? fields.CertificateExtra?.ServiceRenewCertificateId.NullIfEmpty(),
            AutoRenewFlag = listed?.AutoRenewFlag is { } flag ? flag != 0 : null,
            DVAuthDeadline = SslTime.Parse(listed?.DVAuthDeadline),
            ValidityPeriod = int.TryParse(fields.ValidityPeriod, NumberStyles.None, CultureInfo.InvariantCulture, out var months)
                && months > 0 ? months : null,
            CertServiceEndTime = SslTime.Parse(listed?.CertServiceEndTime),
            EncryptAlgorithm = (listed?.EncryptAlgorithm ?? detail?.EncryptAlgorithm).NullIfEmpty(),
            Tags = ReadTags(fields.Tags),
            Validation = validation ?? [],
            SubmittedRequest = (fields as DescribeCertificateResponse)?.SubmittedData?.CsrContent.NullIfEmpty(),
            CertificatePem = certificatePem.NullIfEmpty(),
            PrivateKey = privateKey,
            EncryptionCertificatePem = encryptionCertificatePem.NullIfEmpty(),
            EncryptionPrivateKey = encryptionPrivateKey,
        };
    }

    private string? Other(string? id) => id == CertificateId ? null : id;

    // Of entries with the same key, the last one counts.
    private static Dictionary<string, string> ReadTags(List<Tags>? tags) =>
        tags.NonNull().Where(tag => !string.IsNullOrEmpty(tag.TagKey)).GroupBy(tag => tag.TagKey!, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last().TagValue ?? "", StringComparer.Ordinal);
}
