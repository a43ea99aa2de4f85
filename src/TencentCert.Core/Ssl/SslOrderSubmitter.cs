using System.Globalization;
using System.Runtime.CompilerServices;
using TencentCert.Core.Certificates;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Uploads the information of a paid order and submits it to the CA (CertificateInfoSubmit, CertificateOrderSubmit).</summary>
/// <param name="client">Client.</param>
public sealed class SslOrderSubmitter(ApiClient client)
{
    private readonly SslCertificateReader _certificates = new(client);
    private readonly OnceCall _once = new(client);
    private readonly SslOrderCall _calls = new(client);

    /// <summary>Builds the information from values with the API's names.</summary>
    /// <param name="certificateId">Order.</param>
    /// <param name="values">Values: text, numbers, booleans, or lists of text.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>: an unknown name, or a wrong or missing
    /// value.</exception>
    /// <exception cref="PemException">The certificate request is invalid.</exception>
    public static CertificateInfoSubmitRequest Information(string certificateId, IEnumerable<KeyValuePair<string, object?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        SslCertificateId.Check(certificateId);
        var known = typeof(CertificateInfoSubmitRequest).GetProperties();
        var information = Activator.CreateInstance<CertificateInfoSubmitRequest>();
        information.CertId = certificateId;
        var given = new HashSet<string>(StringComparer.Ordinal) { nameof(information.CertId) };
        foreach (var (name, value) in values)
        {
            var property = known.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw TencentCertException.Invalid(
                    $"-Information has no '{name}'; it takes "
                    + $"{Wording.List(known.Select(candidate => candidate.Name).Where(candidate => candidate != "CertId"))}.");

            // Null means not given: a required number would be sent as 0.
            if (value is not null)
            {
                property.SetValue(information, ConvertValue(property.Name, value, property.PropertyType));
                given.Add(property.Name);
            }
        }

        // An order is submitted only once, so a wrong request cannot be corrected.
        if (information.Csr is { } text)
            CheckRequest(CertificateRequestPem.Parse(text, "CsrContent"), information.CertCommonName);

        var missing = known
            .Where(candidate => candidate.IsDefined(typeof(RequiredMemberAttribute), inherit: false) && !given.Contains(candidate.Name))
            .Select(candidate => candidate.Name).ToList();
        return missing.Count > 0
            ? throw TencentCertException.Invalid(
                $"The order's information lacks {Wording.List(missing)}: add it to -Information, or give its parameter.")
            : information;
    }

    /// <summary>Whether an order requires its information.</summary>
    public static bool IsPending(SslCertificateStatus status) =>
        status is SslCertificateStatus.InformationPending or SslCertificateStatus.FreeInformationPending;

    /// <summary>Uploads the information, once (CertificateInfoSubmit).</summary>
    /// <param name="before">The order as it is.</param>
    /// <param name="information">Information.</param>
    /// <param name="cancellationToken">Stops immediately.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<SslOrderChange> InformAsync(
        SslCertificate before, CertificateInfoSubmitRequest information, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(information);
        var known = await SubmittedAsync(before.CertificateId, cancellationToken).ConfigureAwait(false);
        return await _once.RunAsync(
            SslActions.CertificateInfoSubmit, information,
            answer => SslOrderChange.From(before, SslChangeState.Changed, answer.RequestId),
            async token =>
            {
                // Submitted information appears in the description; earlier information is no proof.
                var now = await SubmittedAsync(before.CertificateId, token).ConfigureAwait(false);
                return now is not null && now != known
                    && now.StartsWith(information.CertCommonName + "\n", StringComparison.OrdinalIgnoreCase)
                    ? SslOrderChange.From(before, SslChangeState.Changed, recovered: true)
                    : null;
            },
            Wording.Of($"Check the order {before.CertificateId} in the console; submitting the same information again replaces it."),
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Submits the order, once (CertificateOrderSubmit).</summary>
    /// <param name="before">The order as it is.</param>
    /// <param name="validType">Validation; that of the information when null.</param>
    /// <param name="deleteDnsAutoRecord">Whether the service removes its own record after issue.</param>
    /// <param name="cancellationToken">Stops immediately.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<SslOrderChange> SubmitAsync(
        SslCertificate before, SslValidType? validType = null, bool deleteDnsAutoRecord = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (!IsPending(before.Status))
            return SslOrderChange.From(before, SslChangeState.AlreadyCurrent);

        return await _once.RunAsync(
            SslActions.CertificateOrderSubmit,
            new CertificateOrderSubmitRequest
            {
                CertId = before.CertificateId, VerifyType = validType?.ToString(), DeleteDnsAutoRecord = deleteDnsAutoRecord ? 1 : null,
            },
            answer => answer.Value.Status is { } status
                ? SslOrderChange.From(before, SslChangeState.Changed, answer.RequestId) with
                {
                    Status = (SslCertificateStatus)status, StatusMessage = null,
                }
                : null,
            async token =>
            {
                var now = await _certificates.GetAsync(before.CertificateId, token).ConfigureAwait(false);
                return IsPending(now.Status) ? null : SslOrderChange.From(now, SslChangeState.Changed, recovered: true);
            },
            Wording.Of($"Check with Get-SslCertificate {before.CertificateId}; it was {before.Status}."),
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether an order is under review, or in the steps that follow.</summary>
    public static bool IsUnderReview(SslCertificateStatus status) =>
        status is SslCertificateStatus.Reviewing or SslCertificateStatus.AddingDnsRecord or SslCertificateStatus.ConfirmationLetterPending;

    /// <summary>Restarts the failed or cancelled review of an order with the same information, once (ModifyCertificateResubmit).</summary>
    /// <param name="before">The order as it is.</param>
    /// <param name="cancellationToken">Stops immediately.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<SslOrderChange> ResubmitAsync(SslCertificate before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (IsUnderReview(before.Status))
            return SslOrderChange.From(before, SslChangeState.AlreadyCurrent);

        return await _calls.RunAsync(
            SslActions.ModifyCertificateResubmit, new ModifyCertificateResubmitRequest { CertificateId = before.CertificateId },
            before, status => status != before.Status && !status.IsFailure(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> SubmittedAsync(string certificateId, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            SslActions.DescribeCertificate, new DescribeCertificateRequest { CertificateId = certificateId },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer.Value.SubmittedData is not { } data ? null : string.Join(
            '\n', data.CertificateDomain, data.CsrType, string.Join(',', data.DomainList ?? []), data.OrganizationName, data.AdminEmail,
            data.ContactEmail, data.VerifyType);
    }

    private static object ConvertValue(string name, object value, Type type) => value switch
    {
        _ when type == typeof(List<string>) => ToTexts(value).ToList(),
        _ when type == typeof(string) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        bool flag => type == typeof(bool?) ? flag : flag ? 1L : 0L,
        _ when type == typeof(bool?) => throw TencentCertException.Invalid($"-Information: {name} must be true or false."),
        _ when long.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var number) => number,
        _ => throw TencentCertException.Invalid($"-Information: {name} must be a whole number."),
    };

    private static IEnumerable<string> ToTexts(object value) => value switch
    {
        string text => [text],
        System.Collections.IEnumerable list => list.Cast<object?>().Select(item => item?.ToString() ?? ""),
        _ => [value.ToString() ?? ""],
    };

    private static void CheckRequest(CertificateRequestPem request, string? commonName)
    {
        SslKeyStrength.RequireUsable(SslKeyStrength.Read(request.KeyAlgorithm), request);
        if (commonName is not null && DomainName.TryNormalize(commonName, out _, out _) && !request.AsksFor(commonName))
        {
            throw TencentCertException.Invalid(
                $"The certificate request does not contain {commonName}, the common name of the order. Nothing was sent.");
        }
    }
}
