using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;
using TencentCert.Core.Inventory;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>Finds due certificates, their bindings, and the action for each. Makes read-only calls.</summary>
/// <param name="client">Client.</param>
/// <param name="throttleLimit">Number of concurrent requests of one kind.</param>
public sealed class RotationPlanner(ApiClient client, int throttleLimit = Concurrency.DefaultThrottleLimit)
{
    private readonly SslCertificateReader _ssl = new(client);

    /// <summary>Plans.</summary>
    /// <param name="query">What to look at.</param>
    /// <param name="progress">Told how many listeners of GAAP were read.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException">A list could not be read; or <see cref="ErrorCodes.NotFound"/> for an id that no certificate
    /// has.</exception>
    public async Task<RotationPlan> PlanAsync(
        RotationQuery query, Action<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (var id in (query.CertificateIds ?? []).Concat(query.Successors ?? []))
            SslCertificateId.Check(id);

        var gaps = new List<TencentCertException>();
        var certificates = await _ssl.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        RequireKnown(query, certificates);
        var selectedIds = certificates.Where(certificate => IsSelected(query, certificate)).Select(certificate => certificate.CertificateId)
            .ToHashSet(StringComparer.Ordinal);
        var due = new RotationRules(certificates, client.Clock.GetUtcNow(), query.ExpiringWithin, query.Successors).FindDue()
            .Where(certificate => certificate.Members.Any(member => selectedIds.Contains(member.CertificateId))).ToList();
        if (due.Count == 0)
            return new RotationPlan([], []);

        string[] older = [.. due.SelectMany(certificate => certificate.Older).Select(certificate => certificate.CertificateId).Distinct()];
        var searching = query.Scope == RotationScope.Gaap
            ? null
            : new ResourceSearch(client, throttleLimit).FindAsync(older, query.Timeout, cancellationToken);
        var inventory = new CertificateInventory(client, throttleLimit);
        var gaap = query.Scope == RotationScope.Resources ? GaapUses.None
            : await GaapUsesAsync(
                inventory, [.. due.SelectMany(certificate => certificate.Members).DistinctBy(member => member.CertificateId)],
                query.MayLackRights, gaps, progress, cancellationToken).ConfigureAwait(false);
        var found = searching is null ? new SslBoundResources([], []) : await searching.ConfigureAwait(false);
        var missing = SslBindingGap.ToExceptions(found.Gaps).ToList();
        if (!query.MayLackRights && missing.Find(gap => gap.IsDenied) is { } denied)
        {
            throw denied.WithMessage(
                Wording.Verbatim(denied.Message), Wording.Of($"Grant the action, or leave these resources out with -Deploy Gaap."));
        }

        gaps.AddRange(missing);
        var resources = found.Bindings.ToLookup(binding => binding.CertificateId, StringComparer.Ordinal);
        var unsearched = gaap is null ? [.. older] : found.Gaps.Select(gap => gap.CertificateId).ToHashSet(StringComparer.Ordinal);
        var (uses, following) = gaap ?? GaapUses.None;
        var items = new List<RotationPlanItem>();
        foreach (var certificate in due)
        {
            if (CreateItem(certificate, query, uses, resources, unsearched) is { } planned)
            {
                var item = planned with { Following = following };
                var validation = item is { Action: RotationAction.Wait, Successor: { } pending }
                    ? await ValidationAsync(pending, query.MayLackRights, gaps, cancellationToken).ConfigureAwait(false)
                    : [];
                items.Add(item with { Validation = validation });
            }
        }

        // Checked before a reissue is used up.
        if (!query.MayLackRights && inventory.MissingReadPermission is { } right
            && items.Exists(item => item.Action != RotationAction.Manual && item.Gaap.Count > 0))
        {
            throw right.WithMessage(
                $"Certificates cannot be imported into the GAAP certificate store: {right.Message}",
                Wording.Of($"Grant the action, or leave GAAP out with -Deploy Resources."));
        }

        var ordered = items.OrderBy(item => item.NotAfter).ThenBy(item => item.CertificateId, StringComparer.Ordinal).ToArray();
        return new RotationPlan(ordered, gaps.ToArray()) { NotCompared = inventory.NotCompared };
    }

    private async Task<IReadOnlyList<SslValidationRecord>> ValidationAsync(
        string certificateId, bool mayLackRights, List<TencentCertException> gaps, CancellationToken cancellationToken)
    {
        try
        {
            return (await _ssl.GetAsync(certificateId, cancellationToken).ConfigureAwait(false)).Validation;
        }
        catch (TencentCertException denied) when (denied.IsDenied && mayLackRights)
        {
            gaps.Add(denied.WithMessage($"The validation records of {certificateId} are not known: {denied.Message}"));
            return [];
        }
    }

    private static void RequireKnown(RotationQuery query, List<SslCertificate> certificates)
    {
        if ((query.CertificateIds ?? []).Concat(query.Successors ?? [])
            .Except(certificates.Select(certificate => certificate.CertificateId), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new TencentCertException(ErrorCodes.NotFound, $"The SSL service has no certificate {unknown}.");
        }
    }

    private static bool IsSelected(RotationQuery query, SslCertificate certificate) =>
        (query.CertificateIds is not { } ids || ids.Contains(certificate.CertificateId))
        && (query.Successors is not { } successors || successors.Contains(certificate.CertificateId))
        && (query.MatchesNames is not { } matches
            || matches([.. new[] { certificate.Domain }.Concat(certificate.SubjectAltName).OfType<string>()]));

    private RotationPlanItem? CreateItem(
        DueCertificate due, RotationQuery query, ILookup<string, GaapCertificateUse> uses, ILookup<string, SslCertificateBinding> resources,
        HashSet<string> unsearched)
    {
        var bound = due.Older.Where(certificate => uses.Contains(certificate.CertificateId)
            || resources.Contains(certificate.CertificateId) || unsearched.Contains(certificate.CertificateId)).ToList();
        var old = due.Action == RotationAction.Deploy ? bound.FirstOrDefault() : due.Current;
        var isExpiredAndUnused =
            due.Action != RotationAction.Deploy && bound.Count == 0 && !(due.Current.NotAfter > client.Clock.GetUtcNow());
        // The certificate is not served: there is nothing to deploy, and its expiry has no effect.
        if (old is null || (isExpiredAndUnused && !query.IsNamed))
            return null;

        var replaced = bound.Prepend(old).Select(certificate => certificate.CertificateId).Distinct(StringComparer.Ordinal).ToArray();
        var gaap = replaced.SelectMany(id => uses[id]).Distinct().ToArray();
        var resource = replaced.SelectMany(id => resources[id]).ToArray();
        return new RotationPlanItem
        {
            CertificateId = old.CertificateId,
            Domain = old.Domain,
            NotAfter = old.NotAfter,
            DaysLeft = old.DaysLeft,
            Action = due.Action,
            Reason = due.Reason,
            Successor = due.Successor?.CertificateId,
            OldCertificateId = replaced,
            Gaap = gaap,
            CopyOf = replaced.SelectMany(id => uses[id].Select(use => (use.CertificateId, id))).DistinctBy(pair => pair.CertificateId)
                .ToDictionary(pair => pair.CertificateId, pair => pair.id, StringComparer.Ordinal),
            Resource = resource,
            Bindings = RotationUsage.Of(gaap, resource),
            Current = due.Successor is { } successor ? uses[successor.CertificateId].ToArray() : [],
        };
    }

    // Server and origin certificates; the SSL service does not order CAs.
    private async Task<GaapUses?> GaapUsesAsync(
        CertificateInventory inventory, IReadOnlyList<SslCertificate> ssl, bool mayLackRights, List<TencentCertException> gaps,
        Action<int>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var scanning = new GaapSnapshotReader(client, throttleLimit).ReadAsync(progress, cancellationToken);
            var gaap =
                await new GaapCertificateStore(client).ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
            var copies = await inventory.CopiesAsync(gaap, ssl, cancellationToken).ConfigureAwait(false);
            var snapshot = await scanning.ConfigureAwait(false);
            if (!mayLackRights && snapshot.Listeners.FirstOrDefault(listener => listener.Failure is { IsDenied: true }) is { } unread)
                throw unread.Failure!;

            gaps.AddRange(snapshot.Listeners.Where(listener => listener.Failure is not null)
                .GroupBy(listener => listener.Failure!.IsDenied ? "" : listener.Listener.ListenerId)
                .Select(group => (Ids: Wording.List(group.Select(listener => listener.Listener.ListenerId)), group.First().Failure))
                .Select(gap => gap.Failure!.WithMessage($"The domains of {gap.Ids} could not be read: {gap.Failure!.Message}")));
            var uses = snapshot.Uses().Where(use => use.Role is GaapCertificateRole.Server or GaapCertificateRole.Gaap)
                .ToLookup(use => use.CertificateId, StringComparer.Ordinal);
            return new GaapUses(
                copies.SelectMany(copy => uses[copy.GaapId].Select(use => (copy.SslId, Use: use)))
                    .ToLookup(pair => pair.SslId, pair => pair.Use, StringComparer.Ordinal),
                snapshot.Listeners.SelectMany(listener => listener.Domains).Where(domain => domain.FollowsListener)
                    .Select(domain => (domain.ListenerId, (string?)domain.Domain)).ToHashSet());
        }
        catch (TencentCertException denied) when (denied.IsDenied)
        {
            gaps.Add(mayLackRights
                ? denied.WithMessage($"The bindings of GAAP are not known: {denied.Message}")
                : throw denied.WithMessage(
                    $"The bindings of GAAP are not known: {denied.Message}",
                    Wording.Of($"Grant the action, or leave GAAP out with -Deploy Resources.")));
            return null;
        }
    }

    // Uses of SSL service certificates through their copies, and the domains that follow their listener.
    private sealed record GaapUses(
        ILookup<string, GaapCertificateUse> Uses, IReadOnlyCollection<(string ListenerId, string? Domain)> Following)
    {
        public static GaapUses None { get; } = new(Array.Empty<GaapCertificateUse>().ToLookup(use => use.CertificateId), []);
    }
}
