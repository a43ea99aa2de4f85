using TencentCert.Core.Certificates;

namespace TencentCert.Core.Ssl;

/// <summary>
/// Checks a certificate against its target resources: it covers their domains, is valid now, and does not expire before the present
/// certificate. Makes no call.
/// </summary>
public static class SslDeploymentGuard
{
    /// <summary>Error code of a refusal because of domains; the service uses the same one.</summary>
    public const string DomainMismatch = "InvalidParameterValue.CertificateNotMatchDomain";

    // Clocks may differ by up to five minutes, so a certificate issued just now counts as valid.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    /// <summary>Evaluates a deployment.</summary>
    /// <param name="certificate">Certificate to deploy.</param>
    /// <param name="resources">Resources with their domains and the certificates they have now.</param>
    /// <param name="present">Descriptions by id: of those certificates, and of the new one where it tells more; what is not in it is not
    /// known.</param>
    /// <param name="now">Reference time of the validity check.</param>
    public static SslDeploymentVerdict Evaluate(
        SslCertificate certificate, IReadOnlyCollection<SslCertificateBinding> resources,
        IReadOnlyDictionary<string, SslCertificate> present, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(present);
        var problems = new List<string>();
        var warnings = new List<string>();
        var uses = resources.SelectMany(resource => resource.Domain.Select(
            domain => new DomainUse(domain, resource.ResourceType, present.GetValueOrDefault(resource.CertificateId))))
            .Distinct().ToList();
        var uncovered = uses.Where(use => IsDomain(use.Domain) && !DomainCoverage.Covers(certificate.Names, use.Domain)).ToList();

        // A domain that is not covered now loses nothing.
        var alreadyUncovered = uncovered.Where(use => use.Present is { } old && !DomainCoverage.Covers(old.Names, use.Domain)).ToList();
        var newlyUncovered = uncovered.Except(alreadyUncovered).ToList();
        if (newlyUncovered.Count > 0)
        {
            problems.Add(Wording.Of(
                $"{certificate.CertificateId} does not cover {Display(newlyUncovered)}; it is for {Display(certificate.Names)}."));
        }

        if (alreadyUncovered.Count > 0)
        {
            warnings.Add(Wording.Of(
                $"{certificate.CertificateId} does not cover {Display(alreadyUncovered)}; "
                + $"neither does the certificate that is there now."));
        }

        // A rule may be a pattern or an address; then names are not compared.
        var patterns = uses.Where(use => !IsDomain(use.Domain) && !DomainCoverage.Covers(certificate.Names, use.Domain)).ToList();
        if (patterns.Count > 0)
            warnings.Add(Wording.Of($"Whether {certificate.CertificateId} covers these cannot be compared: {Display(patterns)}."));

        if (certificate.NotBefore > now + ClockTolerance)
            problems.Add(Wording.Of($"{certificate.CertificateId} is not valid before {DateText.Minute(certificate.NotBefore)}."));

        if (certificate.NotAfter <= now)
            problems.Add(Wording.Of($"{certificate.CertificateId} expired on {DateText.Minute(certificate.NotAfter)}."));

        var newKind = KeyKindOf(certificate) ?? KeyKindOf(present.GetValueOrDefault(certificate.CertificateId));
        foreach (var old in resources.Select(resource => present.GetValueOrDefault(resource.CertificateId)).OfType<SslCertificate>()
            .DistinctBy(item => item.CertificateId))
        {
            if (certificate.NotAfter < old.NotAfter)
            {
                problems.Add(Wording.Of(
                    $"{certificate.CertificateId} expires on {DateText.Minute(certificate.NotAfter)}, before {old.CertificateId} "
                    + $"({DateText.Minute(old.NotAfter)}). Are the two ids swapped?"));
            }

            if (newKind is { } kind && KeyKindOf(old) is { } oldKind && kind != oldKind)
            {
                warnings.Add(Wording.Of(
                    $"{certificate.CertificateId} has an {kind} key, {old.CertificateId} an {oldKind} key: clients that support only "
                    + $"{oldKind} cannot connect."));
            }
        }

        return new SslDeploymentVerdict(
            newlyUncovered.Select(use => use.Domain).Distinct(StringComparer.OrdinalIgnoreCase).ToArray(), problems.ToArray(),
            warnings.ToArray());
    }

    /// <summary>Refuses a certificate that is not issued, with advice for its state.</summary>
    /// <param name="certificate">Certificate to deploy.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.FailedState"/>.</exception>
    public static void RequireIssued(SslCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.Status != SslCertificateStatus.Issued)
        {
            throw new TencentCertException(
                ErrorCodes.FailedState,
                $"{certificate.CertificateId} ({certificate.Domain}) is {certificate.Status}; only an issued certificate can be deployed.")
            {
                Advice = certificate.Status.IsFailure()
                    ? Wording.Of($"It will not be issued any more. Order or reissue a certificate, and deploy that one.")
                    : Wording.Of($"Wait until it is issued (Wait-SslCertificate), then deploy it."),
            };
        }
    }

    private static bool IsDomain(string text) => DomainName.TryNormalize(text.Replace('_', '-'), out _, out _);

    private static string Display(IEnumerable<DomainUse> uses) =>
        Display([.. uses.Select(use => $"{use.Domain} ({use.ResourceType})").Distinct()]);

    private static string Display(IReadOnlyList<string> names)
    {
        const int MaxShown = 10;
        return Wording.List(names.Take(MaxShown)) + (names.Count > MaxShown ? ", ..." : "");
    }

    private static string? KeyKindOf(SslCertificate? certificate) => certificate?.EncryptAlgorithm switch
    {
        { } text when text.StartsWith("RSA", StringComparison.OrdinalIgnoreCase) => "RSA",
        { } text when text.StartsWith("EC", StringComparison.OrdinalIgnoreCase) => "ECC",
        { } text when text.StartsWith("SM2", StringComparison.OrdinalIgnoreCase) => "SM2",
        _ => null,
    };

    private sealed record DomainUse(string Domain, string ResourceType, SslCertificate? Present);
}

/// <summary>Result of <see cref="SslDeploymentGuard"/>.</summary>
/// <param name="NotCovered">Domains that the present certificate covers and the new one does not.</param>
/// <param name="Problems">Why the deployment is refused; empty where it is not.</param>
/// <param name="Warnings">Warnings.</param>
public sealed record SslDeploymentVerdict(IReadOnlyList<string> NotCovered, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)
{
    /// <summary>The refusal as an error; null where there is none.</summary>
    public TencentCertException? ToException() => Problems.Count == 0 ? null : new TencentCertException(
        NotCovered.Count > 0 ? SslDeploymentGuard.DomainMismatch : ErrorCodes.InvalidParameter,
        $"{string.Join(' ', Problems)} Nothing was sent; -Force deploys it anyway.") { Advice = "" };
}
