using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>Decides the step of a rotation for each binding.</summary>
internal sealed class RotationPlanning(IReadOnlyList<BindingCertificate> certificates, GaapCertificateUpdate? earlier)
{
    private readonly BindingCertificate[] _certificates = [.. certificates.OrderByDescending(certificate => certificate.NotAfter)];
    private readonly Dictionary<BindingKey, GaapCertificateUpdateBinding> _earlier = (earlier?.Bindings ?? [])
        .Where(binding => binding.Step != GaapCertificateUpdateStep.Refused).ToDictionary(binding => binding.Key);
    private readonly HashSet<BindingKey> _planned = [];

    /// <summary>If two certificates match a binding, the one that expires later is used.</summary>
    public static BindingPlan Plan(
        GaapSnapshot snapshot, IReadOnlyList<BindingCertificate> certificates, GaapCertificateUpdate? earlier = null)
    {
        var planning = new RotationPlanning(certificates, earlier);
        return new BindingPlan(BindingPlanKind.Rotation, [.. snapshot.Listeners.SelectMany(planning.Plan), .. planning.MissingBindings()]);
    }

    /// <summary>The same plan, made listener by listener while GAAP is read.</summary>
    public static BindingPlan Plan(
        IAsyncEnumerable<GaapListenerSnapshot> listeners, IReadOnlyList<BindingCertificate> certificates, GaapCertificateUpdate? earlier,
        CancellationToken cancellationToken)
    {
        var planning = new RotationPlanning(certificates, earlier);
        return new BindingPlan(BindingPlanKind.Rotation, [])
        {
            StreamedChanges = new BindingChangeSequence(planning.PlanEachAsync(listeners), cancellationToken),
        };
    }

    private async IAsyncEnumerable<IReadOnlyList<BindingChange>> PlanEachAsync(IAsyncEnumerable<GaapListenerSnapshot> listeners)
    {
        await foreach (var listener in listeners.ConfigureAwait(false))
        {
            if (Plan(listener).ToArray() is { Length: > 0 } changes)
                yield return changes;
        }

        if (MissingBindings().ToArray() is { Length: > 0 } missing)
            yield return missing;
    }

    private IEnumerable<BindingChange> Plan(GaapListenerSnapshot read) =>
        Decide(read).Select(change => change with { ReadAt = read.ReadAt });

    private IEnumerable<BindingChange> Decide(GaapListenerSnapshot read)
    {
        var listener = read.Listener;
        if (read.Failure is { } failure)
        {
            // Its domains may be affected; omitting the listener would look like success.
            foreach (var key in _earlier.Keys.Where(key => key.ListenerId == listener.ListenerId))
                _planned.Add(key);

            yield return (BindingChange.Of(listener, _certificates[0].CertificateId) with { Certificate = _certificates[0] })
                .Refused(failure.WithMessage($"Its domains could not be read: {failure.Message}"));
            yield break;
        }

        var followers = read.Domains.Where(domain => domain.FollowsListener).ToList();
        if (CertificateOf(new BindingKey(listener.ListenerId, null), listener.CertificateId, followers) is { } certificate)
        {
            foreach (var change in PlanListener(listener, certificate, read.Domains, followers))
                yield return change;
        }

        foreach (var domain in read.Domains.Except(followers))
        {
            if (CertificateOf(new BindingKey(domain.ListenerId, domain.Domain), domain.CertificateId, [domain]) is { } own)
            {
                yield return Decide(
                    BindingChange.Of(domain, own.CertificateId) with { Certificate = own },
                    BindingValidator.RefuseDomain(own, domain.Domain));
            }
        }

        foreach (var change in read.Domains.SelectMany(DecideAuthentication))
            yield return change;
    }

    private IEnumerable<BindingChange> DecideAuthentication(GaapDomain domain)
    {
        foreach (var certificate in _certificates.Where(
            candidate => candidate.Role is not (GaapCertificateRole.Server or GaapCertificateRole.Client)))
        {
            var bound = domain.Authentication.Ids(certificate.Role);
            var key = new BindingKey(domain.ListenerId, domain.Domain, certificate.Role);
            if (bound.Count > 0 && !_planned.Contains(key) && bound.Append(null).Any(id => IsAffected(certificate, key, id)))
            {
                var from = bound.FirstOrDefault(id => certificate.Replaces?.Contains(id) == true && id != certificate.CertificateId)
                    ?? bound.FirstOrDefault(id => id == certificate.CertificateId) ?? bound[0];
                yield return Decide(
                    BindingChange.Of(domain, certificate.Role, from, certificate.CertificateId) with { Certificate = certificate }, null);
            }
        }
    }

    // Bindings that an earlier run planned for these certificates and that no longer exist.
    private IEnumerable<BindingChange> MissingBindings() =>
        from binding in _earlier.Values
        where !_planned.Contains(binding.Key)
        join certificate in _certificates on binding.Fingerprint equals certificate.Fingerprint
        let change = BindingChange.Of(binding, certificate.CertificateId)
        select (change with { From = binding.PreviousCertificateId, Certificate = certificate })
            .Skipped(Wording.Of($"It is no longer in GAAP."));

    private IEnumerable<BindingChange> PlanListener(
        GaapListener listener, BindingCertificate certificate, IReadOnlyList<GaapDomain> domains, List<GaapDomain> followers)
    {
        var refusal = BindingValidator.RefuseListener(certificate, listener.ListenerId, domains, canForce: false)
            ?? (domains.Count > 0 && !domains.Any(domain => DomainCoverage.Covers(certificate.DnsNames, domain.Domain))
                ? new TencentCertException(
                    ErrorCodes.InvalidParameter,
                    $"{certificate.Name} covers none of the domains of {listener.ListenerId}. Nothing was sent.")
                : null);
        var planned = Decide(BindingChange.Of(listener, certificate.CertificateId) with { Certificate = certificate }, refusal);
        yield return planned;
        foreach (var domain in followers)
        {
            _planned.Add(new BindingKey(domain.ListenerId, domain.Domain));
            yield return BindingChange.Following(planned, listener, domain);
        }
    }

    private BindingChange Decide(BindingChange change, TencentCertException? refusal)
    {
        var key = change.Key;
        _planned.Add(key);
        var earlier = _earlier.GetValueOrDefault(key);
        // The journal contains the certificate before the run.
        if (change.IsCurrent)
            return change with { Step = BindingStep.Current, From = earlier?.PreviousCertificateId ?? change.From };

        if (earlier is { Step: GaapCertificateUpdateStep.Done } && change.From != earlier.CertificateId)
        {
            return change.Skipped(
                Wording.Of($"This run had bound {earlier.CertificateId} already; since then another change has bound {change.From}."));
        }

        // This run's own write may still be in progress; afterwards the binding has this certificate or the new one.
        if (earlier is not null && !change.IsSettled)
            change = change with { From = earlier.PreviousCertificateId };

        if (earlier is not null && change.From is { } bound && bound != earlier.PreviousCertificateId && bound != earlier.CertificateId
            && change.Certificate!.Replaces?.Contains(bound) != true)
        {
            return change.Skipped(BindingChange.BoundSincePlan(earlier.PreviousCertificateId, bound));
        }

        return refusal is null ? change with { Step = BindingStep.Write } : change.Refused(refusal);
    }

    // The new certificate for a binding that serves the domains.
    private BindingCertificate? CertificateOf(BindingKey key, string? bound, List<GaapDomain> domains) =>
        _certificates.FirstOrDefault(certificate => certificate.Role == GaapCertificateRole.Server
            && (IsAffected(certificate, key, bound)
                || (certificate.Replaces is null && domains.Exists(domain => DomainCoverage.Covers(certificate.DnsNames, domain.Domain)))));

    // Bound to a replaced certificate or already to the new one, or part of the earlier run.
    private bool IsAffected(BindingCertificate certificate, BindingKey key, string? bound) =>
        (bound is not null && certificate.Replaces is { } replaced && (replaced.Contains(bound) || bound == certificate.CertificateId))
        || (_earlier.TryGetValue(key, out var before) && before.Fingerprint == certificate.Fingerprint);
}
