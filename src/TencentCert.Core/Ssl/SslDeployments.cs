using System.Globalization;
using System.Runtime.CompilerServices;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>
/// Reads, retries and rolls back deployments of both kinds, started by <see cref="SslPublishing"/> and <see cref="SslUpdates"/>.
/// </summary>
/// <param name="client">Client.</param>
public sealed class SslDeployments(ApiClient client)
{
    private const int PageSize = 100;
    private readonly OnceCall _once = new(client);

    /// <summary>A deployment with its resources.</summary>
    /// <param name="kind">Kind of the id.</param>
    /// <param name="deployRecordId">Id.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<SslDeployment> GetAsync(SslDeploymentKind kind, long deployRecordId, CancellationToken cancellationToken = default)
    {
        var items = new Dictionary<string, SslDeploymentItem>(StringComparer.Ordinal);
        var totals = SslDeploymentTotals.Of(null, null, null, null, null);
        for (int offset = 0, count = 0; ; offset += count)
        {
            var before = items.Count;
            (totals, count) = kind == SslDeploymentKind.Update
                ? await UpdatePageAsync(deployRecordId, offset, items, cancellationToken).ConfigureAwait(false)
                : await DeployPageAsync(deployRecordId, offset, items, cancellationToken).ConfigureAwait(false);
            // A total of 0 means that it is unknown. Only with a known total can a page shorter than requested be followed by another.
            if (items.Count == before || (totals.Total > 0 ? items.Count >= totals.Total : count < PageSize))
                break;
        }

        SslDeploymentItem[] all = [.. items.Values];

        return new SslDeployment
        {
            DeployRecordId = deployRecordId,
            Kind = kind,
            CertificateId = all.Select(item => item.CertificateId).FirstOrDefault(id => !string.IsNullOrEmpty(id)),
            OldCertificateId = kind == SslDeploymentKind.Update
                ? all.Select(item => item.OldCertificateId).FirstOrDefault(id => !string.IsNullOrEmpty(id)) : null,
            ResourceType = all.Select(item => item.ResourceType).OfType<string>().Distinct().ToArray(),
            State = SslDeploymentReader.StateOf(totals, all),
            Total = Math.Max(totals.Total, all.Length),
            Succeeded = Math.Max(totals.Succeeded, all.Count(item => item.Status == SslDeploymentItemStatus.Succeeded)),
            Failed = Math.Max(totals.Failed, all.Count(item => item.HasFailed)),
            Item = all,
            CreateTime = all.Min(item => item.CreateTime),
        };
    }

    /// <summary>
    /// A deployment with its resources and their types; for a deployment onto named resources, only the list contains the types.
    /// </summary>
    /// <param name="kind">Kind of the id.</param>
    /// <param name="deployRecordId">Id.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<SslDeployment> DescribeAsync(
        SslDeploymentKind kind, long deployRecordId, CancellationToken cancellationToken = default)
    {
        var found = await GetAsync(kind, deployRecordId, cancellationToken).ConfigureAwait(false);
        return kind == SslDeploymentKind.Deploy && found.CertificateId is { } certificate
            && await ListAsync(kind, certificate, cancellationToken: cancellationToken)
                .FindAsync(deployment => deployment.DeployRecordId == deployRecordId).ConfigureAwait(false) is { } listed
            ? found.With(listed)
            : found;
    }

    /// <summary>The kinds of the connection's site: the international site has only updates.</summary>
    public IReadOnlyList<SslDeploymentKind> Kinds => client.Connection.Endpoints.Site == TencentSite.International
        ? [SslDeploymentKind.Update]
        : [SslDeploymentKind.Deploy, SslDeploymentKind.Update];

    /// <summary>A deployment by its id, with its resources. Without a kind, both are searched.</summary>
    /// <param name="deployRecordId">Id.</param>
    /// <param name="kind">Kind of the id; null looks among both.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.NotFound"/>: there is none;
    /// <see cref="ErrorCodes.InvalidParameter"/>: there is one of each kind.</exception>
    public async Task<SslDeployment> FindAsync(
        long deployRecordId, SslDeploymentKind? kind = null, CancellationToken cancellationToken = default)
    {
        var kinds = kind is { } only ? [only] : Kinds;
        var found = new List<SslDeployment>();
        foreach (var searchedKind in kinds)
        {
            if (await TryDescribeAsync(searchedKind, deployRecordId, cancellationToken).ConfigureAwait(false) is { } described)
                found.Add(described);
        }

        // A new deployment has no resources yet and appears only in the lists.
        for (var index = 0; found.Count == 0 && index < kinds.Count; index++)
        {
            if (await ListAllAsync(kinds[index], cancellationToken: cancellationToken)
                .FindAsync(deployment => deployment.DeployRecordId == deployRecordId).ConfigureAwait(false) is { } listed)
            {
                found.Add(listed);
            }
        }

        return found switch
        {
            [var single] => single,
            [] => throw new TencentCertException(
                ErrorCodes.NotFound, $"There is no deployment {deployRecordId}. Get-SslDeployment lists those there are."),
            _ => throw new TencentCertException(
                ErrorCodes.InvalidParameter, $"There are two deployments {deployRecordId}, one of each kind: {Wording.List(found)}.")
            {
                Advice = Wording.Of(
                    $"Say which: -Kind Deploy for the one of Publish-SslCertificate, -Kind Update for the one of "
                    + $"Update-SslCertificateBinding."),
            },
        };
    }

    /// <summary>
    /// Lists the deployments of all certificates without their resources: first updates, then those onto named resources, which the
    /// service lists only by certificate; newest first.
    /// </summary>
    /// <param name="kind">Only this kind.</param>
    /// <param name="reading">Called with each certificate whose deployments are read.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<SslDeployment> ListAllAsync(
        SslDeploymentKind? kind = null, Action<string>? reading = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (kind is null or SslDeploymentKind.Update)
        {
            var updates = ListAsync(SslDeploymentKind.Update, null, cancellationToken: cancellationToken);
            await foreach (var deployment in updates.ConfigureAwait(false))
                yield return deployment;
        }

        if (kind is SslDeploymentKind.Update || !Kinds.Contains(SslDeploymentKind.Deploy))
            yield break;

        var certificates = new SslCertificateReader(client).ListAsync(cancellationToken: cancellationToken);
        await foreach (var certificate in certificates.ConfigureAwait(false))
        {
            reading?.Invoke(certificate.CertificateId);
            var deployments = ListAsync(SslDeploymentKind.Deploy, certificate.CertificateId, cancellationToken: cancellationToken);
            await foreach (var deployment in deployments.ConfigureAwait(false))
                yield return deployment;
        }
    }

    /// <summary>Lists the deployments of a certificate, newest first, without their resources.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="certificateId">Certificate deployed; all updates when null.</param>
    /// <param name="oldCertificateId">Certificate replaced, for updates.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public IAsyncEnumerable<SslDeployment> ListAsync(
        SslDeploymentKind kind, string? certificateId, string? oldCertificateId = null, CancellationToken cancellationToken = default) =>
        kind == SslDeploymentKind.Update
            ? Paging.ReadAllAsync(
                client, SslActions.DescribeHostUpdateRecord,
                (offset, limit) => new DescribeHostUpdateRecordRequest
                {
                    CertificateId = certificateId, OldCertificateId = oldCertificateId, Offset = offset, Limit = limit,
                },
                response => new Page<SslDeployment>([.. response.DeployRecordList.NonNull().Select(Read)], response.TotalCount),
                Identity, PageSize, cancellationToken)
            : Paging.ReadAllAsync(
                client, SslActions.DescribeHostDeployRecord,
                (offset, limit) => new DescribeHostDeployRecordRequest { CertificateId = certificateId!, Offset = offset, Limit = limit },
                response => new Page<SslDeployment>([.. response.DeployRecordList.NonNull().Select(Read)], response.TotalCount),
                Identity, PageSize, cancellationToken);

    /// <summary>Waits until a deployment has ended.</summary>
    /// <param name="kind">Kind of the id.</param>
    /// <param name="deployRecordId">Id.</param>
    /// <param name="timeout">Time to wait.</param>
    /// <param name="pollInterval">Pause between looks; null begins at 0.25 s and grows to 10 s.</param>
    /// <param name="progress">Called at each poll.</param>
    /// <param name="cancellationToken">Stops the wait; the deployment continues.</param>
    /// <returns>The deployment, which may have failed.</returns>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Timeout"/>.</exception>
    public async Task<SslDeployment> WaitAsync(
        SslDeploymentKind kind, long deployRecordId, TimeSpan timeout, TimeSpan? pollInterval = null,
        Action<SslDeployment>? progress = null, CancellationToken cancellationToken = default)
    {
        var polling = new Polling(client.Clock, pollInterval ?? Polling.FirstPause, pollInterval ?? TimeSpan.FromSeconds(10), timeout);
        while (true)
        {
            var now = await polling.ReadAsync(() => GetAsync(kind, deployRecordId, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            progress?.Invoke(now);
            if (now.IsFinished)
                return now;

            if (!await polling.PauseAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new TencentCertException(
                    ErrorCodes.Timeout,
                    $"{kind} {deployRecordId} did not end within {timeout.TotalSeconds:0} s; {now.Succeeded} of {now.Total} done.")
                {
                    Advice = Wording.Of($"Pipe it into Wait-SslDeployment to keep waiting."),
                };
            }
        }
    }

    /// <summary>Whether an error means that another task is using the certificate or the resources.</summary>
    internal static bool MeansInProgress(string code) => code.EndsWith("HasPendingRecord", StringComparison.Ordinal);

    /// <summary>The same error with the deployment in progress, so that the caller can wait for it.</summary>
    internal async Task<TencentCertException> WithDeploymentAsync(
        TencentCertException pending, string certificateId, string? oldCertificateId, CancellationToken cancellationToken,
        string? resourceType = null)
    {
        var lists = new List<IAsyncEnumerable<SslDeployment>>();
        if (oldCertificateId is not null)
        {
            lists.Add(ListAsync(SslDeploymentKind.Update, null, oldCertificateId, cancellationToken));
            lists.Add(ListAsync(SslDeploymentKind.Update, certificateId, cancellationToken: cancellationToken));
        }

        if (Kinds.Contains(SslDeploymentKind.Deploy))
            lists.Add(ListAsync(SslDeploymentKind.Deploy, certificateId, cancellationToken: cancellationToken));

        foreach (var list in lists)
        {
            if (await list.FindAsync(
                deployment => !deployment.IsFinished && (resourceType is null || deployment.ResourceType.Contains(resourceType)))
                .ConfigureAwait(false) is { } running)
            {
                return InProgress(running, pending, pending.RequestId);
            }
        }

        return pending;
    }

    internal static TencentCertException InProgress(SslDeployment other, TencentCertException? pending, string? requestId)
    {
        var move = other.OldCertificateId is { } old
            ? Wording.Of($"from {old} to {other.CertificateId}")
            : Wording.Of($"of {other.CertificateId} to {Wording.List(other.ResourceType)}");
        return new TencentCertException(
            pending?.Code ?? "FailedOperation.CertificateDeployHasPendingRecord",
            $"The deployment {other.DeployRecordId} {move} is in progress, and the service runs one at a time.",
            pending)
        {
            Action = pending?.Action ?? SslActions.UpdateCertificateInstance.ToString(),
            RequestId = requestId,
            Attempt = pending?.Attempt ?? 1,
            Advice = Wording.Of($"Wait for it (Wait-SslDeployment {other.DeployRecordId} {other.Kind}), then run the command again."),
        };
    }

    /// <summary>Retries the failed resources, once.</summary>
    /// <param name="before">The deployment as it is.</param>
    /// <param name="itemId">Only this item; all failed items when null.</param>
    /// <param name="cancellationToken">Stops immediately.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public Task<SslDeployment> RetryAsync(SslDeployment before, long? itemId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        var id = RequireId(before);
        var failed = before.Item.Where(item => item.Status == SslDeploymentItemStatus.Failed && (itemId is null || item.ItemId == itemId))
            .ToList();
        var started = before with { State = SslDeploymentState.Running };

        // A retry changes the state or the time of the failed items.
        async Task<SslDeployment?> FindEffectAsync(CancellationToken token)
        {
            var now = await GetAsync(before.Kind, id, token).ConfigureAwait(false);
            return failed.Any(
                old => now.Item.FirstOrDefault(item => item.ItemId == old.ItemId) is { } item
                    && (item.Status != old.Status || item.UpdateTime > old.UpdateTime))
                ? now with { Recovered = true }
                : null;
        }

        var check = Wording.Of($"Check with Get-SslDeployment -Kind {before.Kind} -DeployRecordId {id}.");
        return before.Kind == SslDeploymentKind.Update
            ? _once.RunAsync(
                SslActions.UpdateCertificateRecordRetry,
                new UpdateCertificateRecordRetryRequest { DeployRecordId = itemId is null ? id : null, DeployRecordDetailId = itemId },
                answer => started with { RequestId = answer.RequestId }, FindEffectAsync, check, cancellationToken: cancellationToken)
            : _once.RunAsync(
                SslActions.DeployCertificateRecordRetry,
                new DeployCertificateRecordRetryRequest { DeployRecordId = itemId is null ? id : null, DeployRecordDetailId = itemId },
                answer => started with { RequestId = answer.RequestId }, FindEffectAsync, check, cancellationToken: cancellationToken);
    }

    /// <summary>Restores the former certificates of the resources, once. A rollback is a separate deployment.</summary>
    /// <param name="before">The deployment as it is.</param>
    /// <param name="cancellationToken">Stops immediately.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<SslDeployment> RollbackAsync(SslDeployment before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        var id = RequireId(before);
        var known = await RecordsAsync(before, cancellationToken).ConfigureAwait(false);
        var rollback = new SslDeployment
        {
            Kind = before.Kind,
            CertificateId = before.OldCertificateId
                ?? before.Item.Select(item => item.OldCertificateId).FirstOrDefault(id => id is not null),
            OldCertificateId = before.Kind == SslDeploymentKind.Update ? before.CertificateId : null,
            ResourceType = before.ResourceType,
            State = SslDeploymentState.Running,
            Total = before.Succeeded,
            Succeeded = 0,
            Failed = 0,
        };
        async Task<SslDeployment?> FindEffectAsync(CancellationToken token)
        {
            var now = await RecordsAsync(before, token).ConfigureAwait(false);
            return now.Except(known).DefaultIfEmpty().Max() is > 0 and var recordId
                ? rollback with { DeployRecordId = recordId, Recovered = true }
                : null;
        }

        SslDeployment? Read(long? recordId, string requestId) =>
            recordId is > 0 ? rollback with { DeployRecordId = recordId, RequestId = requestId } : null;

        var check = Wording.Of(
            $"Check with Get-SslDeployment -Kind {before.Kind} -CertificateId {before.CertificateId}: a rollback is a new deployment, "
            + $"and the resources of {id} are RolledBack.");
        return before.Kind == SslDeploymentKind.Update
            ? await _once.RunAsync(
                SslActions.UpdateCertificateRecordRollback, new UpdateCertificateRecordRollbackRequest { DeployRecordId = id },
                answer => Read(answer.Value.DeployRecordId, answer.RequestId), FindEffectAsync, check,
                cancellationToken: cancellationToken).ConfigureAwait(false)
            : await _once.RunAsync(
                SslActions.DeployCertificateRecordRollback, new DeployCertificateRecordRollbackRequest { DeployRecordId = id },
                answer => Read(answer.Value.DeployRecordId, answer.RequestId), FindEffectAsync, check,
                cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    // The certificate of a rollback's record is not documented, so both are searched.
    private async Task<HashSet<long>> RecordsAsync(SslDeployment deployment, CancellationToken cancellationToken)
    {
        var records = new HashSet<long>();
        var certificates = deployment.Item.SelectMany(item => new[] { item.CertificateId, item.OldCertificateId })
            .Append(deployment.CertificateId).Append(deployment.OldCertificateId).Where(id => !string.IsNullOrEmpty(id)).ToHashSet();
        foreach (var certificate in deployment.Kind == SslDeploymentKind.Update ? [null] : certificates)
        {
            await foreach (var other in ListAsync(deployment.Kind, certificate, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                // All updates are in one list; those of other certificates are unrelated.
                if (new[] { other.CertificateId, other.OldCertificateId }.All(id => string.IsNullOrEmpty(id) || certificates.Contains(id)))
                    records.Add(other.DeployRecordId ?? 0);
            }
        }

        return records;
    }

    private async Task<(SslDeploymentTotals Totals, int Count)> UpdatePageAsync(
        long id, int offset, Dictionary<string, SslDeploymentItem> items, CancellationToken cancellationToken)
    {
        var value = (await client.SendAsync(
            SslActions.DescribeHostUpdateRecordDetail,
            new DescribeHostUpdateRecordDetailRequest { DeployRecordId = Text(id), Offset = Text(offset), Limit = Text(PageSize) },
            cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        var largestList = 0;
        foreach (var kind in value.RecordDetailList ?? [])
        {
            var list = (kind?.List).NonNull().ToList();
            largestList = Math.Max(largestList, list.Count);
            foreach (var record in list)
                Add(items, SslDeploymentReader.Read(record, kind!.ResourceType));
        }

        return (SslDeploymentTotals.Of(
            value.TotalCount, value.SuccessTotalCount, value.FailedTotalCount, value.RunningTotalCount, value.PendingTotalCount),
            largestList);
    }

    private async Task<(SslDeploymentTotals Totals, int Count)> DeployPageAsync(
        long id, int offset, Dictionary<string, SslDeploymentItem> items, CancellationToken cancellationToken)
    {
        var value = (await client.SendAsync(
            SslActions.DescribeHostDeployRecordDetail,
            new DescribeHostDeployRecordDetailRequest { DeployRecordId = Text(id), Offset = offset, Limit = PageSize },
            cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        var list = value.DeployRecordDetailList.NonNull().ToList();
        list.ForEach(record => Add(items, SslDeploymentReader.Read(record)));
        return (SslDeploymentTotals.Of(
            value.TotalCount, value.SuccessTotalCount, value.FailedTotalCount, value.RunningTotalCount, value.PendingTotalCount),
            list.Count);
    }

    private static string? Identity(SslDeployment deployment) => deployment.DeployRecordId?.ToString(CultureInfo.InvariantCulture);

    private static void Add(Dictionary<string, SslDeploymentItem> items, SslDeploymentItem item) =>
        items[item.ItemId is { } id ? Text(id) : item.ToString()] = item;

    private static SslDeployment Read(UpdateRecordInfo record) => new()
    {
        DeployRecordId = record.Id,
        Kind = SslDeploymentKind.Update,
        CertificateId = record.CertId,
        OldCertificateId = record.OldCertId,
        ResourceType = record.ResourceTypes.NonNull().ToArray(),
        State = SslDeploymentReader.StateOf(record.Status),
        CreateTime = SslTime.Parse(record.CreateTime),
    };

    private static SslDeployment Read(DeployRecordInfo record) => new()
    {
        DeployRecordId = record.Id,
        Kind = SslDeploymentKind.Deploy,
        CertificateId = record.CertId,
        ResourceType = string.IsNullOrEmpty(record.ResourceType) ? [] : new[] { record.ResourceType },
        State = SslDeploymentReader.StateOf(record.Status),
        CreateTime = SslTime.Parse(record.CreateTime),
    };

    // Null if the deployment is unknown or has no resources yet.
    private async Task<SslDeployment?> TryDescribeAsync(SslDeploymentKind kind, long deployRecordId, CancellationToken cancellationToken)
    {
        try
        {
            var described = await DescribeAsync(kind, deployRecordId, cancellationToken).ConfigureAwait(false);
            return described.Item.Count > 0 || described.Total > 0 ? described : null;
        }
        catch (TencentCertException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    private static long RequireId(SslDeployment deployment) =>
        deployment.DeployRecordId ?? throw TencentCertException.Invalid(
            $"This deployment has no id: nothing was deployed, so there is nothing to repeat or undo.");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
