using TencentCert.Core.Client;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Moves every resource of an old certificate to a new one (UpdateCertificateInstance).</summary>
/// <param name="client">Client.</param>
public sealed class SslUpdates(ApiClient client)
{
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
        {
            return predecessor.CertificateId;
        }

        throw new TencentCertException(
            ErrorCodes.NotFound,
                $"{certificateId} ({certificate.Domain}) is not a reissue or renewal of an existing certificate: name the one it replaces "
                + $"with -OldCertificateId.")
        {
            Advice = "",
        };
    }

    /// <summary>Finds the resources to update. Changes nothing.</summary>
    /// <param name="request">Request.</param>
    /// <param name="timeout">Time for the search.</param>
    /// <param name="progress">Receives the duration of the search.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException">
    /// Bad input, a certificate that is not issued, a search that failed; or <see cref="SslDeploymentGuard"/> refuses the certificate
    /// for these resources.
    /// </exception>
    public async Task<SslUpdatePreflight> PreflightAsync(
        SslUpdateRequest request, TimeSpan timeout, Action<TimeSpan>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        SslCertificateId.Check(request.CertificateId);
        SslCertificateId.Check(request.OldCertificateId);
        if (request.CertificateId == request.OldCertificateId)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"-CertificateId and -OldCertificateId are both {request.CertificateId}; give the new and the old one.");
        }

        foreach (var type in request.ResourceTypes ?? [])
        {
            type.RequireUpdate(client.Connection.Endpoints.Site);
        }

        var certificate = await _certificates.GetAsync(request.CertificateId, cancellationToken).ConfigureAwait(false);
        SslDeploymentGuard.RequireIssued(certificate);
        var (search, counts) = await SearchAsync(request.OldCertificateId, timeout, progress, cancellationToken).ConfigureAwait(false);
        var wanted = counts.Where(count => request.IsWanted(count.ResourceType, count.Region)).ToList();

        // Types without a region match every region, so they do not confirm a mistyped region.
        var isNone = !wanted.Exists(IsTold);
        var others = counts.Where(
            count => count.Count > 0 && (isNone || (count.Region is not null && request.IsOfType(count.ResourceType)))).ToList();
        if (others.Count > 0 && (isNone || !wanted.Exists(count => IsTold(count) && count.Region is not null))
            // Resources that an earlier run updated already have the new certificate, which confirms the filter.
            && !(await SearchAsync(request.CertificateId, timeout, progress, cancellationToken).ConfigureAwait(false)).Counts
                .Exists(count =>
                    IsTold(count) && request.IsWanted(count.ResourceType, count.Region) && (isNone || count.Region is not null)))
        {
            throw isNone
                ? Unfit(
                    $"{request.Filter} fits none of the {others.Sum(count => count.Count)} resources that use "
                    + $"{request.OldCertificateId}: {Wording.List(others.Select(Short))}.")
                : Unfit(
                    $"-Region {Wording.List(request.Regions!)} is none of the regions in which resources use {request.OldCertificateId}: "
                    + $"{Wording.List(others.Select(Short))}.");
        }

        var preflight = new SslUpdatePreflight(
            request,
            [.. wanted.Where(count => count.Count > 0)],
            [.. wanted.Where(count => count.Error is not null)
                .Select(count => new SslBindingGap(request.OldCertificateId, count.ResourceType, count.Region, count.Error!))]);
        if (preflight.Total == 0)
        {
            return preflight;
        }

        var bindings = new List<SslCertificateBinding>();
        var gaps = new List<SslBindingGap>(preflight.Gaps);
        string[] kinds = [.. preflight.Parts.Select(part => part.ResourceType).Distinct()];
        await foreach (var binding in _bindings.ReadAsync(
            search, kinds, gaps.Add, cancellationToken).ConfigureAwait(false))
        {
            if (request.IsWanted(binding.ResourceType, binding.Region))
            {
                bindings.Add(binding);
            }
        }

        var review = await SslDeploymentReview.ReadAsync(client, certificate, bindings, cancellationToken).ConfigureAwait(false);
        var verdict = await review.JudgeAsync(bindings, cancellationToken).ConfigureAwait(false);
        return verdict.ToException() is { } refusal && !request.Force
            ? throw refusal
            : preflight with
            {
                Bindings = bindings,
                Gaps = gaps.Where(gap => request.IsWanted(gap.ResourceType, gap.Region)).Distinct().ToArray(),
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
            return preflight.Gaps is [var gap, ..] ? throw gap.ToException() : Nothing(request, Wording.Of(
                $"No resource uses {request.OldCertificateId}."), null);
        }

        var wire = Wire(preflight);
        var known = await RecordsAsync(request, cancellationToken).ConfigureAwait(false);
        var polling = new Polling(client.Clock, Polling.Prompt, TimeSpan.FromSeconds(5), timeout);
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
                return await MadeSinceAsync(request, known, cancellationToken).ConfigureAwait(false) is > 0 and var made
                    ? Made(preflight, wire, made) with { Recovered = true }
                    : await SettleAsync(request, nothing, timeout, cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException pending) when (SslDeployments.MeansUnderWay(pending.Code))
            {
                throw await _deployments.NamedAsync(
                    pending, request.CertificateId, request.OldCertificateId, cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException lost) when (lost.MayHaveTakenEffect)
            {
                if (await MadeIfToldAsync(request, known, cancellationToken).ConfigureAwait(false) is > 0 and var made)
                {
                    return Made(preflight, wire, made) with { Recovered = true };
                }

                throw;
            }

            // The status is "found" for new tasks too, so the id decides.
            if (answer.Value.DeployRecordId is > 0 and var id)
            {
                var wasKnown = known.Contains(id);
                if (!wasKnown && answer.Value.DeployStatus == 0)
                {
                    await RequireOwnAsync(request, id, answer.RequestId, cancellationToken).ConfigureAwait(false);
                }

                return Made(preflight, wire, id) with
                {
                    RequestId = answer.RequestId,
                    Recovered = wasKnown,
                    Note = wasKnown ? Wording.Of($"It was in progress before this call.") : null,
                };
            }

            progress?.Invoke(Words(answer.Value.UpdateSyncProgress));
            if (!await polling.PauseAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new TencentCertException(
                    ErrorCodes.Timeout,
                        $"The service made no task to move resources from {request.OldCertificateId} to {request.CertificateId} within "
                        + $"{timeout.TotalSeconds:0} s. Running it again continues from here.")
                {
                    Action = SslActions.UpdateCertificateInstance.ToString(),
                    RequestId = answer.RequestId,
                };
            }
        }
    }

    // "Nothing to deploy" has two meanings: already updated, or not supported. Remaining uses of the old certificate decide.
    private async Task<SslDeployment> SettleAsync(
        SslUpdateRequest request, TencentCertException refusal, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var (_, counts) = await SearchAsync(request.OldCertificateId, timeout, null, cancellationToken).ConfigureAwait(false);
        var left = counts.Where(count => request.IsWanted(count.ResourceType, count.Region) && IsTold(count)).ToList();
        if (left.Count == 0)
        {
            return Nothing(request, refusal.Message, refusal.RequestId);
        }

        throw left.Find(count => count.Count == 0) is { Error: { } error } gap && left.TrueForAll(count => count.Count == 0)
            ? new SslBindingGap(request.OldCertificateId, gap.ResourceType, gap.Region, error).ToException()
            : refusal.WithMessage(
                $"{SslResourceSummary.Kinds(left)} still use {request.OldCertificateId}, and the service does not move them to {request.CertificateId}: {refusal.Message}",
                Wording.Of(
                    $"Check that these resources exist, run and take {request.CertificateId}: Get-SslCertificateBinding {request.OldCertificateId} lists them."));
    }

    // One task for each old certificate at a time: the id may be that of another caller's update to another certificate.
    private async Task RequireOwnAsync(SslUpdateRequest request, long id, string requestId, CancellationToken cancellationToken)
    {
        if ((await RecordsAsync(request, cancellationToken).ConfigureAwait(false)).Contains(id))
        {
            return;
        }

        var found = await _deployments.GetAsync(SslDeploymentKind.Update, id, cancellationToken).ConfigureAwait(false);
        if (found.CertificateId is { } other && other != request.CertificateId)
        {
            throw SslDeployments.UnderWay(found with { OldCertificateId = request.OldCertificateId }, null, requestId);
        }
    }

    private async Task<(SslBindingSearch Search, List<SslBindingCount> Counts)> SearchAsync(
        string certificateId, TimeSpan timeout, Action<TimeSpan>? progress, CancellationToken cancellationToken)
    {
        var search = (await _bindings.BeginAsync([certificateId], cancellationToken: cancellationToken).ConfigureAwait(false))[0];
        return (search,
            [.. (await _bindings.WaitAsync(search, timeout, progress, cancellationToken).ConfigureAwait(false)).Where(IsMovable)]);
    }

    private bool IsMovable(SslBindingCount count)
    {
        var type = SslResourceType.Of(count.ResourceType);
        return type.CanUpdate && !(type.IsChinaOnly && client.Connection.Endpoints.Site == TencentSite.International);
    }

    private static TencentCertException Unfit(Wording message) => new(ErrorCodes.NotFound, message) { Advice = "" };

    private static bool IsTold(SslBindingCount count) => count.Count > 0 || count.Error is not null;

    private static string Short(SslBindingCount count) => count.Region is null ? $"{count.Count} {count.ResourceType}" :
        $"{count.Count} {count.ResourceType} {count.Region}";

    private static UpdateCertificateInstanceRequest Wire(SslUpdatePreflight preflight)
    {
        var kinds = preflight.Parts.GroupBy(part => part.ResourceType).ToList();
        var regional = kinds
            .Where(kind => SslResourceType.Of(kind.Key).IsRegional)
            .Select(kind =>
                new ResourceTypeRegions { ResourceType = kind.Key,
                    Regions = [.. kind.Select(part => part.Region).OfType<string>().Distinct()] })
            .Where(kind => kind.Regions is { Count: > 0 })
            .ToList();
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
    private async Task<long> MadeIfToldAsync(SslUpdateRequest request, List<long> known, CancellationToken cancellationToken)
    {
        try
        {
            return await MadeSinceAsync(request, known, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException)
        {
            return 0;
        }
    }

    private async Task<long> MadeSinceAsync(SslUpdateRequest request, List<long> known, CancellationToken cancellationToken) =>
        (await RecordsAsync(request, cancellationToken).ConfigureAwait(false)).Except(known).Order().LastOrDefault();

    private async Task<List<long>> RecordsAsync(SslUpdateRequest request, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            SslActions.DescribeHostUpdateRecord,
            new DescribeHostUpdateRecordRequest { CertificateId = request.CertificateId, OldCertificateId = request.OldCertificateId,
                Offset = 0, Limit = 100 },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. (answer.Value.DeployRecordList ?? []).Select(one => one?.Id ?? 0).Where(id => id > 0)];
    }

    private static SslDeployment Made(SslUpdatePreflight preflight, UpdateCertificateInstanceRequest wire, long id) => new()
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

    private static SslDeployment Nothing(SslUpdateRequest request, string note, string? requestId) =>
        SslDeployment.NothingToReplace(
            request.CertificateId, note) with { OldCertificateId = request.OldCertificateId, RequestId = requestId };

    private static string Words(List<UpdateSyncProgress>? progress)
    {
        var kinds = (progress ?? []).Where(one => one is not null).ToList();
        return kinds.Count == 0
            ? Wording.Of($"searching for resources")
            : string.Join(", ", kinds.Select(kind =>
            {
                var regions = (kind.UpdateSyncProgressRegions ?? []).Where(region => region is not null).ToList();
                return
                    $"{kind.ResourceType} {regions.Sum(region => region.OffsetCount ?? 0)}/{regions.Sum(region => region.TotalCount ?? 0)}";
            }));
    }
}
