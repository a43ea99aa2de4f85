using System.Runtime.CompilerServices;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Finds the cloud resources that use certificates: a task of the service searches, and its result is read page by page.</summary>
/// <param name="client">Client.</param>
public sealed class SslBindings(ApiClient client)
{
    private const int MaxIdsPerCall = 100;
    private const int PageSize = 100;

    /// <summary>Starts a search for each certificate (CreateCertificateBindResourceSyncTask).</summary>
    /// <param name="certificateIds">Certificates.</param>
    /// <param name="useCache">Whether a result up to half an hour old is acceptable.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<SslBindingSearch>> BeginAsync(
        IReadOnlyCollection<string> certificateIds, bool useCache = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificateIds);
        var searches = new List<SslBindingSearch>();
        foreach (var ids in certificateIds.Distinct(StringComparer.Ordinal).Chunk(MaxIdsPerCall))
        {
            Array.ForEach(ids, SslCertificateId.Check);
            var answer = await client.SendAsync(
                SslActions.CreateCertificateBindResourceSyncTask,
                new CreateCertificateBindResourceSyncTaskRequest { CertificateIds = [.. ids], IsCache = useCache ? 1 : 0 },
                cancellationToken: cancellationToken).ConfigureAwait(false);
            var tasks = answer.Value.CertTaskIds.NonNull().Where(task => task.TaskId is { Length: > 0 })
                .ToLookup(task => task.CertId ?? "", task => task.TaskId, StringComparer.Ordinal);
            searches.AddRange(ids.Select(id => tasks[id].FirstOrDefault() is { } task
                ? new SslBindingSearch(id, task)
                : throw new TencentCertException(
                    ErrorCodes.UnreadableAnswer, $"The service began no search for {id}. Ask again.") { RequestId = answer.RequestId }));
        }

        return searches;
    }

    /// <summary>Waits for a search (DescribeCertificateBindResourceTaskResult).</summary>
    /// <param name="search">Search.</param>
    /// <param name="timeout">Time to wait.</param>
    /// <param name="progress">Called at each poll.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>How many resources there are, by type and region.</returns>
    /// <exception cref="TencentCertException">The search failed, or did not end in time.</exception>
    public async Task<IReadOnlyList<SslBindingCount>> WaitAsync(
        SslBindingSearch search, TimeSpan timeout, Action<TimeSpan>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        // The search was started through the same connection just before.
        var polling = new Polling(client.Clock, Polling.FirstPause, TimeSpan.FromSeconds(5), timeout) { HasRead = true };
        var request = new DescribeCertificateBindResourceTaskResultRequest { TaskIds = [search.TaskId] };
        while (true)
        {
            var answer = await polling.ReadAsync(
                () => client.SendAsync(SslActions.DescribeCertificateBindResourceTaskResult, request, cancellationToken: cancellationToken),
                cancellationToken).ConfigureAwait(false);

            var result = answer.Value.SyncTaskBindResourceResult.NonNull().FirstOrDefault(task => task.TaskId == search.TaskId);
            progress?.Invoke(polling.Elapsed);
            switch (result?.Status)
            {
                case 1:
                    return Counts(result);
                case 2:
                    throw new TencentCertException(
                        result.Error?.Code is { Length: > 0 } code ? code : ErrorCodes.FailedState,
                        $"The search for resources of {search.CertificateId} failed: "
                        + $"{result.Error?.Message ?? Wording.Of($"no reason given")}. Ask again without -UseCache.")
                    {
                        Action = SslActions.DescribeCertificateBindResourceTaskResult.ToString(),
                        RequestId = answer.RequestId,
                    };
            }

            if (!await polling.PauseAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new TencentCertException(
                    ErrorCodes.Timeout,
                    $"The search for resources of {search.CertificateId} did not end within {timeout.TotalSeconds:0} s (task "
                    + $"{search.TaskId}).")
                {
                    Advice = Wording.Of($"Give it a longer -TimeoutSec."),
                };
            }
        }
    }

    /// <summary>Reads what a search found, a page at a time as it is read (DescribeCertificateBindResourceTaskDetail).</summary>
    /// <param name="search">A search that has ended.</param>
    /// <param name="resourceTypes">Only these kinds; all when null.</param>
    /// <param name="gap">Called for each failed part of the search.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async IAsyncEnumerable<SslCertificateBinding> ReadAsync(
        SslBindingSearch search, IReadOnlyCollection<string>? resourceTypes = null, Action<SslBindingGap>? gap = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        var reportedGaps = new HashSet<SslBindingGap>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var receivedCounts = new Dictionary<(string, string?), (int Received, long Total)>();
        for (var offset = 0; ;)
        {
            var answer = await client.SendAsync(
                SslActions.DescribeCertificateBindResourceTaskDetail,
                new DescribeCertificateBindResourceTaskDetailRequest
                {
                    TaskId = search.TaskId, Limit = Text(PageSize), Offset = Text(offset), ResourceTypes = resourceTypes?.ToList(),
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);

            // Offset and limit count within each type and region, so the largest section decides whether there is more. A service may
            // return fewer than requested in all of them.
            var hasMore = false;
            var largestSection = 0;
            foreach (var section in SslBindingReader.Read(answer.Value, search.CertificateId))
            {
                if (section.Error is { } error
                    && new SslBindingGap(search.CertificateId, section.ResourceType, section.Region, error) is var newGap
                    && reportedGaps.Add(newGap))
                {
                    gap?.Invoke(newGap);
                }

                var hasNewItem = false;
                foreach (var binding in section.Bindings)
                {
                    if (seen.Add(Key(binding)))
                    {
                        hasNewItem = true;
                        yield return binding;
                    }
                }

                var part = (section.ResourceType, section.Region);
                var (received, total) = receivedCounts.GetValueOrDefault(part);
                receivedCounts[part] = (received, total) = (received + section.Count, Math.Max(total, section.Total ?? 0));
                largestSection = Math.Max(largestSection, section.Count);

                // A page of known items only would repeat forever if a service ignores the offset; without a total, a short
                // one is the last.
                hasMore |= hasNewItem && (total > 0 ? received < total : section.Count >= PageSize);
            }

            if (!hasMore)
                break;

            offset += largestSection;
        }

        foreach (var ((type, region), (received, total)) in receivedCounts.Where(part => part.Value.Received < part.Value.Total))
        {
            gap?.Invoke(new SslBindingGap(
                search.CertificateId, type, region, Wording.Of($"the service announced {total} resources and gave {received}")));
        }
    }

    /// <summary>All three steps for one certificate.</summary>
    /// <param name="certificateId">Certificate.</param>
    /// <param name="resourceTypes">Only these kinds; all when null.</param>
    /// <param name="timeout">Time to wait for the search.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TencentCertException">The search, or a part of it, failed.</exception>
    public async Task<IReadOnlyList<SslCertificateBinding>> FindAsync(
        string certificateId, IReadOnlyCollection<string>? resourceTypes, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var searches = await BeginAsync([certificateId], cancellationToken: cancellationToken).ConfigureAwait(false);
        await WaitAsync(searches[0], timeout, cancellationToken: cancellationToken).ConfigureAwait(false);
        SslBindingGap? missing = null;
        var found = await ReadAsync(searches[0], resourceTypes, gap => missing ??= gap, cancellationToken)
            .ToListAsync().ConfigureAwait(false);

        return missing is null ? found : throw missing.ToException();
    }

    /// <summary>All three steps for any number of certificates, in every kind of resource and region.</summary>
    /// <param name="certificateIds">Certificates.</param>
    /// <param name="resourceTypes">Only these kinds; all when null.</param>
    /// <param name="timeout">Time to wait for the search of one certificate.</param>
    /// <param name="progress">Receives the certificate being searched for.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TencentCertException">A search failed. Failed parts of a search are in <see cref="SslBoundResources.Gaps"/>
    /// instead.</exception>
    public async Task<SslBoundResources> FindAllAsync(
        IReadOnlyCollection<string> certificateIds, IReadOnlyCollection<string>? resourceTypes, TimeSpan timeout,
        Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var found = new List<SslCertificateBinding>();
        var gaps = new List<SslBindingGap>();
        foreach (var search in await BeginAsync(certificateIds, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            progress?.Invoke(search.CertificateId);
            var counts = await WaitAsync(search, timeout, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (counts.Any(count => count.HasResult))
                found.AddRange(await ReadAsync(search, resourceTypes, gaps.Add, cancellationToken).ToListAsync().ConfigureAwait(false));
        }

        return new SslBoundResources(found.ToArray(), gaps.ToArray());
    }

    private static List<SslBindingCount> Counts(SyncTaskBindResourceResult result) =>
    [
        .. from type in result.BindResourceResult.NonNull()
           where type.ResourceType is { Length: > 0 }
           from region in type.BindResourceRegionResult.NonNull()
           select new SslBindingCount(
               type.ResourceType!.ToLowerInvariant(), region.Region.NullIfEmpty(), region.TotalCount ?? 0,
               string.IsNullOrWhiteSpace(region.Error) ? null : region.Error),
    ];

    private static string Key(SslCertificateBinding binding) =>
        string.Join('\n', binding.ResourceType, binding.Region, binding.InstanceId, binding.ListenerId, string.Join(',', binding.Domain));

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A search for the resources of a certificate.</summary>
/// <param name="CertificateId">Certificate.</param>
/// <param name="TaskId">The service's task.</param>
public sealed record SslBindingSearch(string CertificateId, string TaskId);

/// <summary>Number of resources of a kind in a region that use a certificate.</summary>
/// <param name="ResourceType">Kind.</param>
/// <param name="Region">Region; null for kinds without one.</param>
/// <param name="Count">How many.</param>
/// <param name="Error">Why it could not be counted.</param>
public sealed record SslBindingCount(string ResourceType, string? Region, long Count, string? Error)
{
    // A failed search may have missed resources.
    internal bool HasResult => Count > 0 || Error is not null;
}

/// <summary>A kind and region whose search failed: there may be more resources than those found.</summary>
/// <param name="CertificateId">Certificate.</param>
/// <param name="ResourceType">Kind.</param>
/// <param name="Region">Region.</param>
/// <param name="Error">Why.</param>
public sealed record SslBindingGap(string CertificateId, string ResourceType, string? Region, string Error)
{
    /// <summary>The missing permission; null for any other reason.</summary>
    internal TencentCertException? Denied { get; init; }

    /// <summary>The gap as an error.</summary>
    public TencentCertException ToException() => Denied is not null
        ? NotSearched(Denied, [this])
        : new(
            ErrorCodes.FailedState,
            $"{ResourceType}{(Region is null ? "" : " in " + Region)} could not be searched for {CertificateId}: "
            + $"{VisibleText.Clause(Error)}. There may be more resources than those found; ask again.");

    /// <summary>Gaps as errors; a missing permission is one error for any number of certificates.</summary>
    internal static IEnumerable<TencentCertException> ToExceptions(IReadOnlyCollection<SslBindingGap> gaps) =>
        gaps.Where(gap => gap.Denied is not null).GroupBy(gap => gap.Denied!.Action)
            .Select(group => NotSearched(group.First().Denied!, group))
            .Concat(gaps.Where(gap => gap.Denied is null).Select(gap => gap.ToException()));

    private static TencentCertException NotSearched(TencentCertException denied, IEnumerable<SslBindingGap> gaps) => denied.WithMessage(
        $"The resources of {Wording.List(gaps.Select(gap => gap.CertificateId).Distinct(StringComparer.Ordinal))} are not known: "
        + $"{denied.Message}");
}

/// <summary>Resources bound to any of a set of certificates.</summary>
/// <param name="Bindings">Resources, each with its certificate.</param>
/// <param name="Gaps">Failed parts of the search: there may be more resources.</param>
public sealed record SslBoundResources(IReadOnlyList<SslCertificateBinding> Bindings, IReadOnlyList<SslBindingGap> Gaps);
