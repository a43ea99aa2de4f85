using TencentCert.Core.Certificates;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>
/// Decides what is due, and the action, from the list of certificates alone; makes no call. Certificates that <paramref name="successors"/>
/// succeed by their names are due regardless of expiry.
/// </summary>
internal sealed class RotationRules(
    IReadOnlyCollection<SslCertificate> certificates, DateTimeOffset now, int expiringWithin,
    IReadOnlyCollection<string>? successors = null)
{
    // Months differ in length, and issuers add some days.
    private static readonly TimeSpan EndTolerance = TimeSpan.FromDays(10);

    private readonly SslLineages _lineages = new(certificates);
    private readonly DateTimeOffset _due = now.AddDays(expiringWithin);

    /// <summary>The possible actions, lineage by lineage. A deployment is needed only where an older certificate is still served.</summary>
    public IEnumerable<DueCertificate> FindDue() => _lineages.All().Select(Evaluate).OfType<DueCertificate>();

    private DueCertificate? Evaluate(IReadOnlyList<SslCertificate> lineage)
    {
        var servable = lineage.Where(IsServable).OrderByDescending(IsValid)
            .ThenByDescending(certificate => certificate.NotAfter).ThenByDescending(certificate => certificate.InsertTime).ToList();
        if (servable.Count == 0)
            return null;

        var current = servable[0];
        if (FindNewer(
            current, lineage, certificate =>
                successors?.Contains(certificate.CertificateId) == true && certificate.NotAfter > current.NotAfter) is { } given)
        {
            return Deploy(given, current, servable);
        }

        if (IsValid(current)
            && (current.NotAfter > _due || (_lineages.IsSuccessor(current) && current.NotAfter > now + SslOrderPlacer.RenewalWindow)))
        {
            return servable.Count > 1 ? Deploy(current, servable[1], servable.Skip(1)) : null;
        }

        if (FindNewer(current, lineage, certificate => certificate.NotAfter > _due) is { } newer)
            return Deploy(newer, current, servable);

        if (lineage.Where(certificate =>
            !IsServable(certificate) && !certificate.Status.IsFailure() && !(certificate.InsertTime < current.InsertTime))
            .MaxBy(certificate => certificate.InsertTime) is { } pending)
        {
            return pending.Status.RequiresManualAction()
                ? new DueCertificate(
                    current, RotationAction.Manual,
                    Wording.Of(
                        $"The order of its successor {pending.CertificateId} lacks information: submit it with "
                        + $"Submit-SslCertificateOrder."), pending, servable)
                : new DueCertificate(
                    current, RotationAction.Wait, Wording.Of($"Its successor {pending.CertificateId} is {pending.Status}."), pending,
                    servable);
        }

        return DecideReplacement(current) is var (action, reason) ? new DueCertificate(current, action, reason, null, servable) : null;
    }

    private (RotationAction Action, string Reason)? DecideReplacement(SslCertificate current)
    {
        var end = DateText.Day(current.NotAfter);
        if (current.IsUploaded)
        {
            return (RotationAction.Manual, current.NotAfter <= now
                ? Wording.Of(
                    $"It was uploaded and expired on {end}. Get a new one from its issuer and import it (Import-SslCertificate); the next "
                    + $"run deploys it.")
                : Wording.Of(
                    $"It was uploaded and expires on {end}. Get a new one from its issuer and import it (Import-SslCertificate); the next "
                    + $"run deploys it."));
        }

        if (current.IsFree)
        {
            // The service renews only in the last 30 days.
            return current.NotAfter > now + SslOrderPlacer.RenewalWindow ? null
                : (RotationAction.Renew, current.NotAfter <= now
                    ? Wording.Of($"It is free and expired on {end}; a new one is applied for.")
                    : Wording.Of($"It is free and expires on {end}; a new one is applied for."));
        }

        if (!IsValid(current))
        {
            return (RotationAction.Manual, current.NotAfter <= now
                ? Wording.Of($"It expired on {end} and can no longer be reissued. {HowToRenew}")
                : Wording.Of($"It is {current.Status} and can no longer be reissued. {HowToRenew}"));
        }

        if (_lineages.Original(current) is { } original && !(current.NotAfter > original.NotAfter))
        {
            return (RotationAction.Manual,
                Wording.Of(
                    $"It is itself the reissue of {original.CertificateId} and ends no later: the order ends on {end}. {HowToRenew}"));
        }

        if (OrderEndsWith(current))
        {
            return (RotationAction.Manual, current.HostingStatus == SslHostingStatus.Hosted || current.AutoRenewFlag == true
                ? Wording.Of(
                    $"Its order ends with it on {end}, so a reissue would end no later. The service renews the order automatically; "
                    + $"check in the console (My Certificates) that it does.")
                : Wording.Of($"Its order ends with it on {end}, so a reissue would end no later. {HowToRenew}"));
        }

        return current.Status == SslCertificateStatus.Reissuing
            ? (RotationAction.Wait, Wording.Of($"It is being reissued, but its new certificate does not show yet."))
            : (RotationAction.Reissue, Wording.Of($"It expires on {end}."));
    }

    // A reissue then ends no later. The term is in months and counts from the first certificate of the order.
    private bool OrderEndsWith(SslCertificate current)
    {
        if (current.CertServiceEndTime is { } end)
            return end <= current.NotAfter + EndTolerance;

        var first = current;
        for (var steps = 0; steps < certificates.Count && _lineages.Original(first) is { } original; steps++)
            first = original;

        return (current.ValidityPeriod ?? first.ValidityPeriod) is { } months && (first.NotBefore ?? first.InsertTime) is { } begin
            && (begin.AddMonths(months) - current.NotAfter)?.Duration() <= EndTolerance;
    }

    private static string HowToRenew =>
        Wording.Of($"Renew the order in the console (My Certificates), then submit it with Submit-SslCertificateOrder.");

    private static DueCertificate Deploy(SslCertificate successor, SslCertificate old, IEnumerable<SslCertificate> older) => new(
        old, RotationAction.Deploy,
        Wording.Of($"Its successor {successor.CertificateId} is issued, and something still serves an older certificate."), successor,
        [.. older]);

    // A certificate for the same names that was imported or bought, and that the service does not link to this one.
    private SslCertificate? FindNewer(SslCertificate current, IReadOnlyList<SslCertificate> lineage, Func<SslCertificate, bool> isLater)
    {
        var names = Names(current);
        return certificates
            .Where(certificate =>
                IsServable(certificate) && certificate.Status == SslCertificateStatus.Issued && isLater(certificate)
                    && !(certificate.InsertTime < current.InsertTime)
                && !lineage.Contains(certificate) && HasSameKeyKind(certificate, current) && names.IsSubsetOf(Names(certificate)))
            .MaxBy(certificate => certificate.NotAfter);
    }

    private static HashSet<string> Names(SslCertificate certificate) =>
        certificate.Names.Select(name => DomainName.TryNormalize(name, out var ascii, out _) ? ascii : name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    // A resource may have one certificate for each kind of key.
    private static bool HasSameKeyKind(SslCertificate certificate, SslCertificate other) =>
        certificate.EncryptAlgorithm is not { } mine || other.EncryptAlgorithm is not { } its || KeyKind(mine) == KeyKind(its);

    private static string KeyKind(string algorithm) => algorithm.Length < 2 ? algorithm : algorithm[..2].ToUpperInvariant();

    // A certificate that was issued once may be served, whatever its present state.
    private static bool IsServable(SslCertificate certificate) => certificate.NotAfter is not null && certificate.CertificateType != "CA";

    private bool IsValid(SslCertificate certificate) =>
        certificate.Status is SslCertificateStatus.Issued or SslCertificateStatus.Reissuing && certificate.NotAfter > now;
}
