using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Moves every resource of an old certificate to a new one (UpdateCertificateInstance).</summary>
/// <param name="client">Client.</param>
public sealed class SslUpdates(ApiClient client)
{
    private const int MaxRecords = 100;

    private readonly SslCertificateReader _certificates = new(client);
    private readonly SslBindings _bindings = new(client);
    private readonly SslDeployments _deployments = new(client);

    /// <summary>The certificate that a new one replaces: the original of a reissue, or the renewed certificate.</summary>
    /// <param name="certificateId">New certificate.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.NotFound"/>: the service returns no link.</exception>
    public async Task<string> PredecessorAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        SslCertificateId.Check(certificateId);
        var certificate = await _certificates.GetAsync(certificateId, cancellationToken).ConfigureAwait(false);
        if (await new SslLineage(_certificates).PredecessorAsync(certificate, cancellationToken).ConfigureAwait(false) is { } predecessor)
            return predecessor.CertificateId;

        throw new TencentCertException(
            ErrorCodes.NotFound,
                $"{certificateId} ({certificate.Domain}) is not a reissue or renewal of an existing certificate: name the one it replaces "
                + $"with -OldCertificateId.") { Advice = "" };
    }

    /// <summary>Finds the resources to update. Changes nothing.</summary>
    /// <param name="request">Request.</param>
    /// <param name="timeout">Time for the search.</param>
    /// <param name="progress">Receives the duration of the search.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException">Bad input, a certificate that is not issued, a search that failed; or
    /// <see cref="SslDeploymentGuard"/> refuses the certificate for these resources.</exception>
    public async Task<SslUpdatePreflight> PreflightAsync(
        SslUpdateRequest request, TimeSpan timeout, Action<TimeSpan>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        SslCertificateId.Check(request.CertificateId);
        SslCertificateId.Check(request.OldCertificateId);
        if (request.CertificateId == request.OldCertificateId)
        {
            throw TencentCertException.Invalid(
                $"-CertificateId and -OldCertificateId are both {request.CertificateId}; give the new and the old one.");
        }

        foreach (var type in request.ResourceTypes ?? [])
            type.RequireUpdate(client.Connection.Endpoints.Site);

        var certificate = await _certificates.GetAsync(request.CertificateId, cancellationToken).ConfigureAwait(false);
        SslDeploymentGuard.RequireIssued(certificate);
        var (search, counts) = await SearchAsync(request.OldCertificateId, timeout, progress, cancellationToken).ConfigureAwait(false);
        var selected = counts.Where(count => request.IsSelected(count.ResourceType, count.Region)).ToList();

        // Types without a region match every region, so they do not confirm a mistyped region.
        var hasNoMatch = !selected.Exists(count => count.HasResult);
        var others = counts.Where(
            count => count.Count > 0 && (hasNoMatch || (count.Region is not null && request.IsOfType(count.ResourceType)))).ToList();
        if (others.Count > 0 && (hasNoMatch || !selected.Exists(count => count.HasResult && count.Region is not null))
            // Resources that an earlier run updated already have the new certificate, which confirms the filter.
            && !(await SearchAsync(request.CertificateId, timeout, progress, cancellationToken).ConfigureAwait(false)).Counts
                .Exists(count =>
                    count.HasResult && request.IsSelected(count.ResourceType, count.Region) && (hasNoMatch || count.Region is not null)))
        {
            throw hasNoMatch
                ? NoMatch(
                    $"{request.Filter} fits none of the {others.Sum(count => count.Count)} resources that use "
                    + $"{request.OldCertificateId}: {Wording.List(others.Select(Display))}.")
                : NoMatch(
                    $"-Region {Wording.List(request.Regions!)} is none of the regions in which resources use {request.OldCertificateId}: "
                    + $"{Wording.List(others.Select(Display))}.");
        }

        var preflight = new SslUpdatePreflight(
            request,
            [.. selected.Where(count => count.Count > 0)],
            [.. selected.Where(count => count.Error is not null)
                .Select(count => new SslBindingGap(request.OldCertificateId, count.ResourceType, count.Region, count.Error!))]);
        if (preflight.Total == 0)
            return preflight;

        var gaps = new List<SslBindingGap>(preflight.Gaps);
        string[] kinds = [.. preflight.Parts.Select(part => part.ResourceType).Distinct()];
        var bindings = await _bindings.ReadAsync(search, kinds, gaps.Add, cancellationToken).ToListAsync().ConfigureAwait(false);
        bindings.RemoveAll(binding => !request.IsSelected(binding.ResourceType, binding.Region));

        var review = await SslDeploymentReview.ReadAsync(client, certificate, bindings, cancellationToken).ConfigureAwait(false);
        var verdict = await review.EvaluateAsync(bindings, cancellationToken).ConfigureAwait(false);
        if (!request.Force && verdict.ToException() is { } refusal)
            throw refusal;

        return preflight with
        {
            Bindings = bindings,
            Gaps = gaps.Where(gap => request.IsSelected(gap.ResourceType, gap.Region)).Distinct().ToArray(),
            Warnings = [.. verdict.Problems, .. verdict.Warnings],
        };
    }

    /// <summary>Creates the update task. The service searches first, so the call is repeated until it returns an id.</summary>
    /// <param name="preflight">Result of <see cref="PreflightAsync"/>.</param>
    /// <param name="timeout">Time limit for the creation of the task.</param>
    /// <param name="progress">Called with the progress of the service's search.</param>
    /// <param name="cancellationToken">Stops immediately. The next run finds a task already created.</param>
    /// <exception cref="TencentCertException">The service refused, or returned no id in time.</exception>
    public async Task<SslDeployment> RunAsync(
        SslUpdatePreflight preflight, TimeSpan timeout, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(preflight);
        var request = preflight.Request;
        if (preflight.Total == 0)
        {
            return preflight.Gaps is [var gap, ..]
                ? throw gap.ToException()
                : NothingToUpdate(request, Wording.Of($"No resource uses {request.OldCertificateId}."), null);
        }

        var wire = ToWire(preflight);
        var known = await RecordIdsAsync(request, cancellationToken).ConfigureAwait(false);
        var polling = new Polling(client.Clock, Polling.FirstPause, TimeSpan.FromSeconds(5), timeout);
        while (true)
        {
            ApiAnswer<UpdateCertificateInstanceResponse> answer;
            try
            {
                answer = await client.SendAsync(
                    SslActions.UpdateCertificateInstance, wire, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException nothing) when (SslPublishing.MeansNothingToDeploy(nothing.Code))
            {
                // An attempt with a lost response may have created a task that has ended since.
                return await CreatedSinceAsync(request, known, cancellationToken).ConfigureAwait(false) is > 0 and var created
                    ? Created(preflight, wire, created) with { Recovered = true }
                    : await ResolveNothingToDeployAsync(request, nothing, timeout, cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException pending) when (SslDeployments.MeansInProgress(pending.Code))
            {
                throw await _deployments.WithDeploymentAsync(
                    pending, request.CertificateId, request.OldCertificateId, cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException lost) when (lost.MayHaveTakenEffect)
            {
                if (await TryFindCreatedAsync(request, known, cancellationToken).ConfigureAwait(false) is > 0 and var created)
                    return Created(preflight, wire, created) with { Recovered = true };

                throw;
            }

            // The status is "found" for new tasks too, so the id decides.
            if (answer.Value.DeployRecordId is > 0 and var id)
            {
                var wasKnown = known.Contains(id);
                if (!wasKnown && answer.Value.DeployStatus == 0)
                    await RequireOwnAsync(request, id, answer.RequestId, cancellationToken).ConfigureAwait(false);

                var note = wasKnown ? Wording.Of($"It was in progress before this call.") : null;
                return Created(preflight, wire, id) with { RequestId = answer.RequestId, Recovered = wasKnown, Note = note };
            }

            progress?.Invoke(ProgressText(answer.Value.UpdateSyncProgress));
            if (!await polling.PauseAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new TencentCertException(
                    ErrorCodes.Timeout,
                    $"The service made no task to move resources from {request.OldCertificateId} to {request.CertificateId} within "
                    + $"{timeout.TotalSeconds:0} s. Running it again continues from here.")
                {
                    Action = SslActions.UpdateCertificateInstance.ToString(), RequestId = answer.RequestId,
                };
            }
        }
    }

    // "Nothing to deploy" has two meanings: already updated, or not supported. Remaining uses of the old certificate decide.
    private async Task<SslDeployment> ResolveNothingToDeployAsync(
        SslUpdateRequest request, TencentCertException refusal, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var (_, counts) = await SearchAsync(request.OldCertificateId, timeout, null, cancellationToken).ConfigureAwait(false);
        var remaining = counts.Where(count => request.IsSelected(count.ResourceType, count.Region) && count.HasResult).ToList();
        if (remaining.Count == 0)
            return NothingToUpdate(request, refusal.Message, refusal.RequestId);

        throw remaining.Find(count => count.Count == 0) is { Error: { } error } gap && remaining.TrueForAll(count => count.Count == 0)
            ? new SslBindingGap(request.OldCertificateId, gap.ResourceType, gap.Region, error).ToException()
            : refusal.WithMessage(
                $"{SslResourceSummary.Kinds(remaining)} still use {request.OldCertificateId}, and the service does not move them to "
                + $"{request.CertificateId}: {refusal.Message}",
                Wording.Of(
                    $"Check that these resources exist, run and accept {request.CertificateId}: Get-SslCertificateBinding "
                    + $"{request.OldCertificateId} lists them."));
    }

    // One task for each old certificate at a time: the id may be that of another caller's update to another certificate.
    private async Task RequireOwnAsync(SslUpdateRequest request, long id, string requestId, CancellationToken cancellationToken)
    {
        if ((await RecordIdsAsync(request, cancellationToken).ConfigureAwait(false)).Contains(id))
            return;

        var found = await _deployments.GetAsync(SslDeploymentKind.Update, id, cancellationToken).ConfigureAwait(false);
        if (found.CertificateId is { } other && other != request.CertificateId)
            throw SslDeployments.InProgress(found with { OldCertificateId = request.OldCertificateId }, null, requestId);
    }

    private async Task<(SslBindingSearch Search, List<SslBindingCount> Counts)> SearchAsync(
        string certificateId, TimeSpan timeout, Action<TimeSpan>? progress, CancellationToken cancellationToken)
    {
        var search = (await _bindings.BeginAsync([certificateId], cancellationToken: cancellationToken).ConfigureAwait(false))[0];
        var counts = await _bindings.WaitAsync(search, timeout, progress, cancellationToken).ConfigureAwait(false);
        return (search, [.. counts.Where(count =>
            SslResourceType.Of(count.ResourceType) is { CanUpdate: true } type && type.IsOn(client.Connection.Endpoints.Site))]);
    }

    private static TencentCertException NoMatch(Wording message) => new(ErrorCodes.NotFound, message) { Advice = "" };

    private static string Display(SslBindingCount count) => $"{count.Count} {count.ResourceType} {count.Region}".TrimEnd();

    private static UpdateCertificateInstanceRequest ToWire(SslUpdatePreflight preflight)
    {
        var kinds = preflight.Parts.GroupBy(part => part.ResourceType).ToList();
        List<ResourceTypeRegions> regional =
        [
            .. from kind in kinds
               where SslResourceType.Of(kind.Key).IsRegional
               let regions = kind.Select(part => part.Region).OfType<string>().Distinct().ToList()
               where regions.Count > 0
               select new ResourceTypeRegions { ResourceType = kind.Key, Regions = regions },
        ];
        return new UpdateCertificateInstanceRequest
        {
            OldCertificateId = preflight.Request.OldCertificateId,
            CertificateId = preflight.Request.CertificateId,
            ResourceTypes = [.. kinds.Select(kind => kind.Key)],
            ResourceTypesRegions = regional.Count > 0 ? regional : null,
            ExpiringNotificationSwitch = preflight.Request.MuteOldCertificate ? 1 : null,
        };
    }

    // If the state cannot be read, the lost response is the more useful error.
    private async Task<long> TryFindCreatedAsync(SslUpdateRequest request, List<long> known, CancellationToken cancellationToken)
    {
        try
        {
            return await CreatedSinceAsync(request, known, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException)
        {
            return 0;
        }
    }

    private async Task<long> CreatedSinceAsync(SslUpdateRequest request, List<long> known, CancellationToken cancellationToken) =>
        (await RecordIdsAsync(request, cancellationToken).ConfigureAwait(false)).Except(known).DefaultIfEmpty().Max();

    private async Task<List<long>> RecordIdsAsync(SslUpdateRequest request, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            SslActions.DescribeHostUpdateRecord,
            new DescribeHostUpdateRecordRequest
            {
                CertificateId = request.CertificateId, OldCertificateId = request.OldCertificateId, Offset = 0, Limit = MaxRecords,
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. answer.Value.DeployRecordList.NonNull().Select(record => record.Id ?? 0).Where(id => id > 0)];
    }

    private static SslDeployment Created(SslUpdatePreflight preflight, UpdateCertificateInstanceRequest wire, long id) => new()
    {
        DeployRecordId = id,
        Kind = SslDeploymentKind.Update,
        CertificateId = preflight.Request.CertificateId,
        OldCertificateId = preflight.Request.OldCertificateId,
        ResourceType = wire.ResourceTypes.ToArray(),
        State = SslDeploymentState.Running,
        Total = preflight.Total,
        Succeeded = 0,
        Failed = 0,
    };

    private static SslDeployment NothingToUpdate(SslUpdateRequest request, string note, string? requestId) =>
        SslDeployment.NothingToReplace(request.CertificateId, note) with
        {
            OldCertificateId = request.OldCertificateId, RequestId = requestId,
        };

    private static string ProgressText(List<UpdateSyncProgress>? progress)
    {
        var kinds = progress.NonNull().ToList();
        return kinds.Count == 0
            ? Wording.Of($"searching for resources")
            : string.Join(
                ", ", from kind in kinds
                      let regions = kind.UpdateSyncProgressRegions.NonNull().ToList()
                      select $"{kind.ResourceType} {regions.Sum(region => region.OffsetCount)}/{regions.Sum(region => region.TotalCount)}");
    }
}
