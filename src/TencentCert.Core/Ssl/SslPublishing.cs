using TencentCert.Core.Client;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Deploys a certificate onto named cloud resources (DeployCertificateInstance).</summary>
/// <param name="client">Client.</param>
public sealed class SslPublishing(ApiClient client)
{
    private const int Recent = 100;
    private static string UnderWay => Wording.Of(
        $"It was in progress before this call and may be for other resources: wait for it, then publish again.");
    private readonly OnceCall _once = new(client);
    private readonly SslDeployments _deployments = new(client);

    /// <summary>
    /// Checks before any change: the names, the certificate's state, and whether it fits each resource.
    /// </summary>
    /// <param name="request">Request.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The resources that fit, and an error for each that does not.</returns>
    /// <exception cref="TencentCertException">
    /// Bad input, a site without this call, a certificate that is not issued, or <see cref="SslDeploymentGuard"/> refuses it for every
    /// resource.
    /// </exception>
    public async Task<SslPublishPreflight> PreflightAsync(SslPublishRequest request, CancellationToken cancellationToken = default)
    {
        Check(request);
        var certificate = await new SslCertificateReader(client).GetAsync(request.CertificateId, cancellationToken).ConfigureAwait(false);
        SslDeploymentGuard.RequireIssued(certificate);
        var bindings = await PresentAsync(request, cancellationToken).ConfigureAwait(false);
        var review = await SslDeploymentReview.ReadAsync(client, certificate, bindings, cancellationToken).ConfigureAwait(false);
        var verdict = await review.JudgeAsync(bindings, cancellationToken).ConfigureAwait(false);
        if (request.Force || verdict.Problems.Count == 0)
        {
            return new SslPublishPreflight(request, bindings, [], [.. verdict.Problems, .. verdict.Warnings]);
        }

        var fit = new List<SslCertificateBinding>();
        var refused = new List<SslPublishRefusal>();
        foreach (var binding in bindings)
        {
            if ((await review.JudgeAsync([binding], cancellationToken).ConfigureAwait(false)).ToException() is { } refusal)
            {
                refused.Add(new SslPublishRefusal(binding.Instance!, refusal));
            }
            else
            {
                fit.Add(binding);
            }
        }

        return fit.Count == 0
            ? throw verdict.ToException()!
            : new SslPublishPreflight(request with { Instances = [.. fit.Select(one => one.Instance!)] }, fit, refused, verdict.Warnings);
    }

    /// <summary>Deploys onto named resources, once. Resources that already have the certificate are a result, not an error.</summary>
    /// <param name="preflight">Result of <see cref="PreflightAsync"/>.</param>
    /// <param name="cancellationToken">Stops immediately. The next run finds a task already created.</param>
    /// <returns>A new deployment, one for resources deployed before, and an error for each resource the service
    /// refused.</returns>
    /// <exception cref="TencentCertException">The service refused all; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<SslPublishResult> PublishAsync(SslPublishPreflight preflight, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(preflight);
        var request = preflight.Request;
        Check(request);
        try
        {
            return new SslPublishResult([await DeployAsync(request, cancellationToken).ConfigureAwait(false)], []);
        }
        catch (TencentCertException refusal) when (IsAboutResources(refusal.Code))
        {
            var made = new List<SslDeployment>();
            var refused = new List<SslPublishRefusal>();
            await WithoutDeployedAsync(request, refusal, made, refused, cancellationToken).ConfigureAwait(false);
            return made.Count == 0 && refused is [var only] ? throw only.Error : new SslPublishResult(made, refused);
        }
    }

    /// <summary>Checks the request without a call.</summary>
    /// <exception cref="TencentCertException">Bad input, or a site without this call.</exception>
    public void Check(SslPublishRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (client.Connection.Endpoints.Site == TencentSite.International)
        {
            throw new TencentCertException(
                ErrorCodes.NotOnInternationalSite,
                    $"The international site has no DeployCertificateInstance; Update-SslCertificateBinding moves resources from an old "
                    + $"certificate to a new one there.");
        }

        request.ToWire();
        request.RegionOn(client.Connection);
    }

    /// <summary>Whether an error means that there is nothing to deploy, which can mean "already deployed".</summary>
    internal static bool MeansNothingToDeploy(string code) =>
        code.EndsWith("CertificateNotDeployInstance", StringComparison.Ordinal) || code.EndsWith("InstanceEmpty", StringComparison.Ordinal);

    // One invalid name fails the whole request.
    private static bool IsAboutResources(string code) => MeansNothingToDeploy(code) || code == SslDeploymentGuard.DomainMismatch;

    // The current certificate and domains of each listed resource: the name alone contains neither in full.
    private async Task<List<SslCertificateBinding>> PresentAsync(SslPublishRequest request, CancellationToken cancellationToken)
    {
        var type = request.ResourceType;
        var named = request.Instances.Distinct(StringComparer.Ordinal).Select(instance => Named(request, instance)).ToList();
        if (!SslDeploymentTargets.ResourceTypes.Contains(type.Name))
        {
            return named;
        }

        var open = named.Select(one => type.IdentityOf(one.Instance!)).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, SslDeploymentTarget>(StringComparer.Ordinal);
        var query = new SslDeploymentTargetQuery
        {
            CertificateId = request.CertificateId,
            ResourceType = type,
            Region = request.RegionOn(client.Connection),
            IncludeMismatch = true,
            UseCache = request.UseCache,
        };
        try
        {
            await foreach (var target in new SslDeploymentTargets(client).ListAsync(query, cancellationToken).ConfigureAwait(false))
            {
                if (target.Instance is { } instance && open.Remove(type.IdentityOf(instance)))
                {
                    found[type.IdentityOf(instance)] = target;
                    if (open.Count == 0)
                    {
                        break;
                    }
                }
            }
        }
        catch (TencentCertException failure) when (!failure.FailsEveryCall && !failure.IsOutage)
        {
            // The state stays unknown, for example without permission for this list; the service has its own checks.
        }

        return [.. named.Select(one => found.GetValueOrDefault(type.IdentityOf(one.Instance!)) is { } target
            ? one with
            {
                CertificateId = target.PresentCertificateId ?? "",
                Domain = one.Domain.Count > 0 ? one.Domain : target.Domain,
                InstanceId = target.InstanceId,
                InstanceName = target.InstanceName,
                ListenerId = target.ListenerId,
            }
            : one)];
    }

    private static SslCertificateBinding Named(SslPublishRequest request, string instance) => new()
    {
        CertificateId = "",
        ResourceType = request.ResourceType.Name,
        Region = request.Region ?? request.ResourceType.RegionOf(instance),
        Instance = instance,
        Domain = request.ResourceType.DomainOf(instance) is { } domain ? [domain] : [],
    };

    private async Task<SslDeployment> DeployAsync(SslPublishRequest request, CancellationToken cancellationToken)
    {
        var known = await DeploysAsync(request, cancellationToken).ConfigureAwait(false);
        var made = new SslDeployment
        {
            Kind = SslDeploymentKind.Deploy,
            CertificateId = request.CertificateId,
            ResourceType = new[] { request.ResourceType.Name },
            State = SslDeploymentState.Running,
            Total = request.Instances.Count,
            Succeeded = 0,
            Failed = 0,
        };
        try
        {
            return await _once.RunAsync(
                SslActions.DeployCertificateInstance,
                request.ToWire(),
                answer => answer.Value.DeployRecordId is > 0 and var id
                    ? made with
                    {
                        DeployRecordId = id,
                        RequestId = answer.RequestId,
                        Recovered = known.Contains(id),
                        Note = known.Contains(id) ? UnderWay : null,
                    }
                    : null,
                async token =>
                {
                    var now = await DeploysAsync(request, token).ConfigureAwait(false);
                    return now.Except(known).FirstOrDefault() is > 0 and var id
                        ? made with { DeployRecordId = id, Recovered = true }
                        : null;
                },
                Wording.Of(
                    $"Check with Get-SslDeployment -CertificateId {request.CertificateId}: a new one of {request.ResourceType.Name} is "
                    + $"this call's."),
                new ApiCallOptions { Region = request.RegionOn(client.Connection) },
                cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException pending) when (SslDeployments.MeansUnderWay(pending.Code))
        {
            throw await _deployments.NamedAsync(
                pending, request.CertificateId, null, cancellationToken, request.ResourceType.Name).ConfigureAwait(false);
        }
    }

    // One resource that has the certificate fails the request. These resources are searched; the others are sent.
    private async Task WithoutDeployedAsync(
        SslPublishRequest request, TencentCertException refusal, List<SslDeployment> made, List<SslPublishRefusal> refused,
        CancellationToken cancellationToken)
    {
        if (!request.ResourceType.CanSearch)
        {
            await WithoutRecordedAsync(request, refusal, made, refused, cancellationToken).ConfigureAwait(false);
            return;
        }

        var type = request.ResourceType;
        var bindings = await new SslBindings(client)
            .FindAsync(request.CertificateId, [type.Name], TimeSpan.FromMinutes(5), cancellationToken).ConfigureAwait(false);
        var bound = bindings.Where(one => one.Instance is not null).Select(one => type.IdentityOf(one.Instance!))
            .ToHashSet(StringComparer.Ordinal);
        var rest = request.Instances.Where(one => !bound.Contains(type.IdentityOf(one))).ToList();
        if (rest.Count < request.Instances.Count)
        {
            made.Add(Already(request, [.. request.Instances.Except(rest)]));
            await SendAsync(request with { Instances = rest }, made, refused, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await SplitAsync(request, refusal, made, refused, cancellationToken).ConfigureAwait(false);
        }
    }

    // Without a search, the records show which resources received the certificate. It may have been replaced since, so such
    // a resource is sent in a separate request.
    private async Task WithoutRecordedAsync(
        SslPublishRequest request, TencentCertException refusal, List<SslDeployment> made, List<SslPublishRefusal> refused,
        CancellationToken cancellationToken)
    {
        var recorded = await RecordedAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.Instances is [_] && recorded.Count == 1)
        {
            made.Add(Already(request, recorded));
            return;
        }

        var already = new List<string>();
        foreach (var instance in recorded)
        {
            try
            {
                made.Add(await DeployNextAsync(made, request with { Instances = [instance] }, cancellationToken).ConfigureAwait(false));
            }
            catch (TencentCertException nothing) when (MeansNothingToDeploy(nothing.Code))
            {
                already.Add(instance);
            }
        }

        if (already.Count > 0)
        {
            made.Insert(0, Already(request, already));
        }

        var rest = request with { Instances = [.. request.Instances.Except(recorded)] };
        await (recorded.Count == 0
            ? SplitAsync(rest, refusal, made, refused, cancellationToken)
            : SendAsync(rest, made, refused, cancellationToken)).ConfigureAwait(false);
    }

    private async Task SendAsync(
        SslPublishRequest request, List<SslDeployment> made, List<SslPublishRefusal> refused, CancellationToken cancellationToken)
    {
        if (request.Instances.Count == 0)
        {
            return;
        }

        try
        {
            made.Add(await DeployNextAsync(made, request, cancellationToken).ConfigureAwait(false));
        }
        catch (TencentCertException refusal) when (IsAboutResources(refusal.Code))
        {
            await SplitAsync(request, refusal, made, refused, cancellationToken).ConfigureAwait(false);
        }
    }

    // One rejected resource must not block the others: the list is bisected to isolate it. A rejected request creates no task.
    private async Task SplitAsync(
        SslPublishRequest request, TencentCertException refusal, List<SslDeployment> made, List<SslPublishRefusal> refused,
        CancellationToken cancellationToken)
    {
        if (request.Instances is [var alone])
        {
            refused.Add(new SslPublishRefusal(alone, Explained(request, alone, refusal)));
            return;
        }

        foreach (var half in request.Instances.Chunk((request.Instances.Count + 1) / 2))
        {
            await SendAsync(request with { Instances = half }, made, refused, cancellationToken).ConfigureAwait(false);
        }
    }

    private static TencentCertException Explained(SslPublishRequest request, string instance, TencentCertException refusal)
    {
        var type = request.ResourceType;
        var name = type.Forms.Count > 0 ? Wording.Of($"Check the name ({Wording.List(type.Forms)})") : Wording.Of($"Check the name");
        return refusal.WithMessage(
            $"{type.Title} {instance} does not take {request.CertificateId}: {refusal.Message}",
            Wording.Of(
                $"{name}, that {request.CertificateId} covers its domain, and that the domain is enabled: one that is stopped or does not exist takes no certificate."));
    }

    // One task for each certificate and type at a time: for a second one, the service returns the one in progress.
    private async Task<SslDeployment> DeployNextAsync(
        List<SslDeployment> made, SslPublishRequest request, CancellationToken cancellationToken)
    {
        if (made.FindLast(one => one.DeployRecordId is not null)?.DeployRecordId is { } before)
        {
            await _deployments.WaitAsync(
                SslDeploymentKind.Deploy, before, TimeSpan.FromMinutes(5), cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return await DeployAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // The newest record of a resource decides; a later rollback or failure excludes the resource.
    private async Task<List<string>> RecordedAsync(SslPublishRequest request, CancellationToken cancellationToken)
    {
        var open = request.Instances.Distinct(StringComparer.Ordinal).ToList();
        var recorded = new List<string>();
        foreach (var id in (await DeploysAsync(request, cancellationToken).ConfigureAwait(false)).OrderDescending())
        {
            if (open.Count == 0)
            {
                break;
            }

            var deployment = await _deployments.GetAsync(SslDeploymentKind.Deploy, id, cancellationToken).ConfigureAwait(false);
            foreach (var instance in open.ToList())
            {
                if (deployment.Item.FirstOrDefault(
                    item => item.CertificateId == request.CertificateId && SslResourceType.IsOf(instance, item)) is { } item)
                {
                    open.Remove(instance);
                    if (item.Status is SslDeploymentItemStatus.Succeeded or SslDeploymentItemStatus.NothingToDo)
                    {
                        recorded.Add(instance);
                    }
                }
            }
        }

        return recorded;
    }

    private static SslDeployment Already(SslPublishRequest request, List<string> instances) => new()
    {
        Kind = SslDeploymentKind.Deploy,
        CertificateId = request.CertificateId,
        ResourceType = new[] { request.ResourceType.Name },
        State = SslDeploymentState.AlreadyDeployed,
        Total = instances.Count,
        Succeeded = instances.Count,
        Failed = 0,
        Note = Wording.Of($"They have it: {Wording.List(instances)}"),
    };

    private async Task<List<long>> DeploysAsync(SslPublishRequest request, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            SslActions.DescribeHostDeployRecord,
            new DescribeHostDeployRecordRequest { CertificateId = request.CertificateId, ResourceType = request.ResourceType.Name,
                Offset = 0, Limit = Recent },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. (answer.Value.DeployRecordList ?? []).Select(one => one?.Id ?? 0).Where(id => id > 0)];
    }
}
