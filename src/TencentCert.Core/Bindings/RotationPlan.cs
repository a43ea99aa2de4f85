using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Bindings;

/// <summary>What a rotation will do with a binding.</summary>
public enum PlannedStep
{
    /// <summary>Write it.</summary>
    Write,

    /// <summary>Nothing: it follows its listener, which is written.</summary>
    Follow,

    /// <summary>Nothing: it has the certificate.</summary>
    Current,

    /// <summary>Nothing: it is gone, or somebody else has changed it since.</summary>
    Skip,

    /// <summary>Nothing: who was asked said no.</summary>
    Decline,

    /// <summary>Nothing, because it cannot succeed.</summary>
    Refuse,
}

/// <summary>A binding of a plan.</summary>
/// <param name="Step">What is done with it.</param>
/// <param name="Change">The change; of one that follows, what it will serve instead of what it serves.</param>
/// <param name="Target">Its new certificate.</param>
/// <param name="Domain">The domain as it is; null for a listener.</param>
/// <param name="Reason">Why it is skipped or refused.</param>
public sealed record PlannedBinding(PlannedStep Step, GaapBindingChange Change, RotationTarget Target, GaapDomain? Domain = null, string? Reason = null)
{
    /// <summary>The call's failure that it is refused for; null where the plan itself refuses.</summary>
    public TencentCertException? Failure { get; init; }

    /// <summary>What a journal keeps of it; null when nothing has to be known of it later.</summary>
    internal JournalLine? Line => Step switch
    {
        PlannedStep.Write => Told(JournalEvent.Planned),
        PlannedStep.Refuse => Told(JournalEvent.Refused),
        PlannedStep.Skip => Told(JournalEvent.Skipped),
        _ => null,
    };

    private JournalLine Told(JournalEvent what) => new()
    {
        Event = what,
        Fingerprint = Target.Fingerprint,
        ProxyId = Change.ProxyId,
        ListenerId = Change.ListenerId,
        Domain = Change.Domain,
        PreviousCertificateId = Change.PreviousCertificateId,
        PreviousClientCertificateId = Change.PreviousClientCertificateId is { Count: > 0 } clients ? clients : null,
        Error = Reason,
    };
}

/// <summary>Everything a rotation will do, worked out from one scan; sends nothing.</summary>
/// <param name="Bindings">Bindings, a listener before its domains.</param>
public sealed record RotationPlan(IReadOnlyList<PlannedBinding> Bindings)
{
    /// <summary>In place of an id that is known only after the import.</summary>
    public const string NotImported = "(imported first)";

    /// <summary>Works a plan out.</summary>
    /// <param name="scan">What stands in GAAP.</param>
    /// <param name="targets">New certificates; where two claim a binding, the later to end has it.</param>
    /// <param name="earlier">What an earlier run with the same journal did.</param>
    public static RotationPlan Create(GaapScan scan, IReadOnlyList<RotationTarget> targets, GaapCertificateUpdate? earlier = null)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(targets);
        var planning = new RotationPlanning([.. targets.OrderByDescending(target => target.Leaf.NotAfter)], earlier);
        return new RotationPlan([.. scan.Listeners.SelectMany(planning.Plan), .. planning.Gone()]);
    }

    /// <summary>How many bindings are written.</summary>
    public int Writes => Bindings.Count(binding => binding.Step == PlannedStep.Write);

    /// <summary>New certificates that GAAP's store lacks; of one without bindings to write nothing is imported.</summary>
    public IEnumerable<RotationTarget> Imports =>
        Bindings.Where(binding => binding.Step == PlannedStep.Write && binding.Target.Copy is null).Select(binding => binding.Target).Distinct();

    /// <summary>Certificates that the bindings to write use now: to be removed when nothing uses them any more.</summary>
    public IReadOnlyList<string> Replaced =>
    [
        .. Bindings.SelectMany(binding => binding.Target.Replaces ?? Bound(binding))
            .OfType<string>().Where(id => id != GaapCertificateId.Default).Distinct(StringComparer.Ordinal),
    ];

    private static IReadOnlyList<string?> Bound(PlannedBinding binding) =>
        binding.Step is PlannedStep.Write or PlannedStep.Current && binding.Change.PreviousCertificateId != binding.Change.CertificateId
            ? [binding.Change.PreviousCertificateId]
            : [];
}

/// <summary>Decides binding by binding.</summary>
internal sealed class RotationPlanning(IReadOnlyList<RotationTarget> targets, GaapCertificateUpdate? earlier)
{
    private readonly Dictionary<(string, string?), GaapCertificateUpdateBinding> _earlier =
        (earlier?.Bindings ?? []).Where(binding => binding.Step != GaapCertificateUpdateStep.Refused).ToDictionary(binding => (binding.ListenerId, binding.Domain));

    private readonly HashSet<(string, string?)> _seen = [];

    /// <summary>What is planned for a listener and its domains.</summary>
    public IEnumerable<PlannedBinding> Plan(GaapScannedListener scanned) =>
        Decide(scanned).Select(binding => binding with { Change = binding.Change with { ReadAt = scanned.ReadAt } });

    private IEnumerable<PlannedBinding> Decide(GaapScannedListener scanned)
    {
        var listener = scanned.Listener;
        if (scanned.Failure is { } failure)
        {
            // Its domains are not known, so neither is whether they are concerned; saying nothing would look like success.
            foreach (var key in _earlier.Keys.Where(key => key.Item1 == listener.ListenerId))
            {
                _seen.Add(key);
            }

            var told = failure.Told($"Its domains could not be read: {failure.Message}");
            yield return new PlannedBinding(
                PlannedStep.Refuse,
                new GaapBindingChange { ProxyId = listener.ProxyId, ListenerId = listener.ListenerId, CertificateId = NewId(targets[0]), PreviousCertificateId = listener.CertificateId },
                targets[0],
                Reason: told.Message)
            {
                Failure = told,
            };
            yield break;
        }

        var followers = scanned.Domains.Where(domain => domain.FollowsListener).ToList();
        var listenerTarget = TargetOf(listener, followers);
        if (listenerTarget is not null)
        {
            foreach (var planned in PlanListener(listener, listenerTarget, scanned.Domains, followers))
            {
                yield return planned;
            }
        }

        foreach (var domain in scanned.Domains.Except(followers))
        {
            if (TargetOf(domain) is { } target)
            {
                yield return PlanDomain(domain, target);
            }
        }
    }

    /// <summary>What an earlier run planned for these certificates and the scan no longer found.</summary>
    public IEnumerable<PlannedBinding> Gone() =>
        from binding in _earlier.Values
        where !_seen.Contains((binding.ListenerId, binding.Domain))
        join target in targets on binding.Fingerprint equals target.Fingerprint
        let change = new GaapBindingChange
        {
            ProxyId = binding.ProxyId,
            ListenerId = binding.ListenerId,
            Domain = binding.Domain,
            CertificateId = NewId(target),
            PreviousCertificateId = binding.PreviousCertificateId,
        }
        select new PlannedBinding(PlannedStep.Skip, change, target, Reason: Wording.Of($"It is no longer in GAAP."));

    private IEnumerable<PlannedBinding> PlanListener(GaapListener listener, RotationTarget target, IReadOnlyList<GaapDomain> domains, List<GaapDomain> followers)
    {
        var planned = Decide(GaapBindingChange.Of(listener, NewId(target)), target, null, WhyNot(listener, target, domains));
        yield return planned;
        foreach (var domain in followers)
        {
            _seen.Add((domain.ListenerId, domain.Domain));
            var step = planned.Step == PlannedStep.Write ? PlannedStep.Follow : planned.Step;
            var followed = GaapBindingChange.Of(domain, NewId(target)) with { PreviousCertificateId = listener.CertificateId };
            yield return new PlannedBinding(step, followed, target, domain, planned.Reason);
        }
    }

    private static string? WhyNot(GaapListener listener, RotationTarget target, IReadOnlyList<GaapDomain> domains) =>
        Misfit.OfListener(target.Name, target.Leaf.DnsNames, listener.ListenerId, domains)
        ?? (domains.Count > 0 && !domains.Any(domain => DomainCoverage.Covers(target.Leaf.DnsNames, domain.Domain))
            ? Wording.Of($"{target.Name} covers none of the domains of {listener.ListenerId}. Nothing was sent.")
            : null);

    private PlannedBinding PlanDomain(GaapDomain domain, RotationTarget target) =>
        Decide(GaapBindingChange.Of(domain, NewId(target)), target, domain, Misfit.OfDomain(target.Name, target.Leaf.DnsNames, domain.Domain));

    private PlannedBinding Decide(GaapBindingChange change, RotationTarget target, GaapDomain? domain, string? problem)
    {
        var key = (change.ListenerId, change.Domain);
        _seen.Add(key);
        var done = _earlier.GetValueOrDefault(key);
        if (change.IsCurrent)
        {
            // What it was before the run is known from the journal.
            return new PlannedBinding(PlannedStep.Current, change with { PreviousCertificateId = done?.PreviousCertificateId ?? change.PreviousCertificateId }, target, domain);
        }

        if (done is { Step: GaapCertificateUpdateStep.Done } && change.PreviousCertificateId != done.CertificateId)
        {
            return new PlannedBinding(
                PlannedStep.Skip, change, target, domain, Wording.Of(
                    $"This run had bound {done.CertificateId} already; somebody has bound {change.PreviousCertificateId} since."));
        }

        if (done is not null && !change.IsSettled)
        {
            // Perhaps this run's own write, still under way; when it has ended, it is this or the new one.
            change = change with { PreviousCertificateId = done.PreviousCertificateId };
        }

        if (done is not null && change.PreviousCertificateId is { } bound && bound != done.PreviousCertificateId && bound != done.CertificateId
            && target.Replaces?.Contains(bound) != true)
        {
            return new PlannedBinding(
                PlannedStep.Skip,
                change,
                target,
                domain,
                Wording.Of(
                    $"It had {done.PreviousCertificateId ?? Wording.Of($"(none)")} when this run was planned; somebody has bound {bound} since."));
        }

        return problem is null ? new PlannedBinding(PlannedStep.Write, change, target, domain) : new PlannedBinding(PlannedStep.Refuse, change, target, domain, problem);
    }

    private RotationTarget? TargetOf(GaapListener listener, List<GaapDomain> followers)
    {
        foreach (var target in targets)
        {
            if (IsConcerned(target, (listener.ListenerId, null), listener.CertificateId)
                || (target.Replaces is null && followers.Exists(domain => DomainCoverage.Covers(target.Leaf.DnsNames, domain.Domain))))
            {
                return target;
            }
        }

        return null;
    }

    private RotationTarget? TargetOf(GaapDomain domain)
    {
        foreach (var target in targets)
        {
            if (IsConcerned(target, (domain.ListenerId, domain.Domain), domain.CertificateId)
                || (target.Replaces is null && DomainCoverage.Covers(target.Leaf.DnsNames, domain.Domain)))
            {
                return target;
            }
        }

        return null;
    }

    // Bound to what is replaced, or to the new one already, or part of the run before.
    private bool IsConcerned(RotationTarget target, (string, string?) key, string? bound) =>
        (bound is not null && (target.Replaces?.Contains(bound) == true || (target.Replaces is not null && bound == target.Copy?.CertificateId)))
        || (_earlier.TryGetValue(key, out var before) && before.Fingerprint == target.Fingerprint);

    private static string NewId(RotationTarget target) => target.Copy?.CertificateId ?? RotationPlan.NotImported;
}
