using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Deploys a certificate onto named cloud resources (DeployCertificateInstance).</summary>
/// <param name="client">Client.</param>
public sealed class SslPublishing(ApiClient client)
{
    private const int MaxRecords = 100;
    private readonly OnceCall _once = new(client);
    private readonly SslDeployments _deployments = new(client);

    /// <summary>Checks before any change: the names, the certificate's state, and whether it fits each resource.</summary>
    /// <param name="request">Request.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The resources that fit, and an error for each that does not.</returns>
    /// <exception cref="TencentCertException">Bad input, a site without this call, a certificate that is not issued, or
    /// <see cref="SslDeploymentGuard"/> refuses it for every resource.</exception>
    public async Task<SslPublishPreflight> PreflightAsync(SslPublishRequest request, CancellationToken cancellationToken = default)
    {
        Check(request);
        var certificate = await new SslCertificateReader(client).GetAsync(request.CertificateId, cancellationToken).ConfigureAwait(false);
        SslDeploymentGuard.RequireIssued(certificate);
        var bindings = await CurrentBindingsAsync(request, cancellationToken).ConfigureAwait(false);
        var review = await SslDeploymentReview.ReadAsync(client, certificate, bindings, cancellationToken).ConfigureAwait(false);
        var verdict = await review.EvaluateAsync(bindings, cancellationToken).ConfigureAwait(false);
        if (request.Force || verdict.Problems.Count == 0)
            return new SslPublishPreflight(request, bindings, [], [.. verdict.Problems, .. verdict.Warnings]);

        var fit = new List<SslCertificateBinding>();
        var refused = new List<SslPublishRefusal>();
        foreach (var binding in bindings)
        {
            if ((await review.EvaluateAsync([binding], cancellationToken).ConfigureAwait(false)).ToException() is { } refusal)
                refused.Add(new SslPublishRefusal(binding.Instance!, refusal));
            else
                fit.Add(binding);
        }

        return fit.Count == 0
            ? throw verdict.ToException()!
            : new SslPublishPreflight(
                request with { Instances = [.. fit.Select(binding => binding.Instance!)] }, fit, refused, verdict.Warnings);
    }

    /// <summary>Deploys onto named resources, once. Resources that already have the certificate are a result, not an error.</summary>
    /// <param name="preflight">Result of <see cref="PreflightAsync"/>.</param>
    /// <param name="cancellationToken">Stops immediately. The next run finds a task already created.</param>
    /// <returns>A new deployment, one for resources deployed before, and an error for each resource the service refused.</returns>
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
            var deployments = new List<SslDeployment>();
            var refused = new List<SslPublishRefusal>();
            await SendRemainingAsync(request, refusal, deployments, refused, cancellationToken).ConfigureAwait(false);
            return deployments.Count == 0 && refused is [var only] ? throw only.Error : new SslPublishResult(deployments, refused);
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
    private async Task<List<SslCertificateBinding>> CurrentBindingsAsync(SslPublishRequest request, CancellationToken cancellationToken)
    {
        var type = request.ResourceType;
        var named = request.Instances.Distinct(StringComparer.Ordinal).Select(instance => ToBinding(request, instance)).ToList();
        if (!SslDeploymentTargets.ResourceTypes.Contains(type.Name))
            return named;

        var remaining = named.Select(binding => type.IdentityOf(binding.Instance!)).ToHashSet(StringComparer.Ordinal);
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
                if (target.Instance is { } instance && remaining.Remove(type.IdentityOf(instance)))
                    found[type.IdentityOf(instance)] = target;

                if (remaining.Count == 0)
                    break;
            }
        }
        catch (TencentCertException failure) when (!failure.FailsEveryCall && !failure.IsOutage)
        {
            // The state stays unknown, for example without permission for this list; the service has its own checks.
        }

        return [.. named.Select(binding => found.GetValueOrDefault(type.IdentityOf(binding.Instance!)) is { } target
            ? binding with
            {
                CertificateId = target.PresentCertificateId ?? "",
                Domain = binding.Domain.Count > 0 ? binding.Domain : target.Domain,
                InstanceId = target.InstanceId,
                InstanceName = target.InstanceName,
                ListenerId = target.ListenerId,
            }
            : binding)];
    }

    private static SslCertificateBinding ToBinding(SslPublishRequest request, string instance) => new()
    {
        CertificateId = "",
        ResourceType = request.ResourceType.Name,
        Region = request.Region ?? request.ResourceType.RegionOf(instance),
        Instance = instance,
        Domain = request.ResourceType.DomainOf(instance) is { } domain ? [domain] : [],
    };

    private async Task<SslDeployment> DeployAsync(SslPublishRequest request, CancellationToken cancellationToken)
    {
        var known = await RecordIdsAsync(request, cancellationToken).ConfigureAwait(false);
        var note = Wording.Of($"It was in progress before this call and may be for other resources: wait for it, then publish again.");
        var deployment = new SslDeployment
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
                SslActions.DeployCertificateInstance, request.ToWire(),
                answer => answer.Value.DeployRecordId is > 0 and var id
                    ? deployment with
                    {
                        DeployRecordId = id,
                        RequestId = answer.RequestId,
                        Recovered = known.Contains(id),
                        Note = known.Contains(id) ? note : null,
                    }
                    : null,
                async token =>
                    (await RecordIdsAsync(request, token).ConfigureAwait(false)).Except(known).FirstOrDefault() is > 0 and var id
                        ? deployment with { DeployRecordId = id, Recovered = true }
                        : null,
                Wording.Of(
                    $"Check with Get-SslDeployment -CertificateId {request.CertificateId}: a new one of {request.ResourceType.Name} is "
                    + $"this call's."),
                new ApiCallOptions { Region = request.RegionOn(client.Connection) },
                cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException pending) when (SslDeployments.MeansInProgress(pending.Code))
        {
            throw await _deployments.WithDeploymentAsync(
                pending, request.CertificateId, null, cancellationToken, request.ResourceType.Name).ConfigureAwait(false);
        }
    }

    // One resource that has the certificate fails the request. These resources are searched; the others are sent.
    private async Task SendRemainingAsync(
        SslPublishRequest request, TencentCertException refusal, List<SslDeployment> deployments, List<SslPublishRefusal> refused,
        CancellationToken cancellationToken)
    {
        var type = request.ResourceType;
        if (!type.CanSearch)
        {
            await SendUnrecordedAsync(request, refusal, deployments, refused, cancellationToken).ConfigureAwait(false);
            return;
        }

        var bindings = await new SslBindings(client)
            .FindAsync(request.CertificateId, [type.Name], TimeSpan.FromMinutes(5), cancellationToken).ConfigureAwait(false);
        var bound = bindings.Select(binding => binding.Instance).OfType<string>().Select(type.IdentityOf).ToHashSet(StringComparer.Ordinal);
        var rest = request.Instances.Where(instance => !bound.Contains(type.IdentityOf(instance))).ToList();
        if (rest.Count < request.Instances.Count)
        {
            deployments.Add(AlreadyDeployed(request, [.. request.Instances.Except(rest)]));
            await SendAsync(request with { Instances = rest }, deployments, refused, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await SplitAsync(request, refusal, deployments, refused, cancellationToken).ConfigureAwait(false);
        }
    }

    // Without a search, the records show which resources received the certificate. It may have been replaced since, so such
    // a resource is sent in a separate request.
    private async Task SendUnrecordedAsync(
        SslPublishRequest request, TencentCertException refusal, List<SslDeployment> deployments, List<SslPublishRefusal> refused,
        CancellationToken cancellationToken)
    {
        var recorded = await RecordedAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.Instances is [_] && recorded.Count == 1)
        {
            deployments.Add(AlreadyDeployed(request, recorded));
            return;
        }

        var already = new List<string>();
        foreach (var instance in recorded)
        {
            try
            {
                var only = request with { Instances = [instance] };
                deployments.Add(await DeployNextAsync(deployments, only, cancellationToken).ConfigureAwait(false));
            }
            catch (TencentCertException nothing) when (MeansNothingToDeploy(nothing.Code))
            {
                already.Add(instance);
            }
        }

        if (already.Count > 0)
            deployments.Insert(0, AlreadyDeployed(request, already));

        var rest = request with { Instances = [.. request.Instances.Except(recorded)] };
        await (recorded.Count == 0
            ? SplitAsync(rest, refusal, deployments, refused, cancellationToken)
            : SendAsync(rest, deployments, refused, cancellationToken)).ConfigureAwait(false);
    }

    private async Task SendAsync(
        SslPublishRequest request, List<SslDeployment> deployments, List<SslPublishRefusal> refused, CancellationToken cancellationToken)
    {
        if (request.Instances.Count == 0)
            return;

        try
        {
            deployments.Add(await DeployNextAsync(deployments, request, cancellationToken).ConfigureAwait(false));
        }
        catch (TencentCertException refusal) when (IsAboutResources(refusal.Code))
        {
            await SplitAsync(request, refusal, deployments, refused, cancellationToken).ConfigureAwait(false);
        }
    }

    // One rejected resource must not block the others: the list is bisected to isolate it. A rejected request creates no task.
    private async Task SplitAsync(
        SslPublishRequest request, TencentCertException refusal, List<SslDeployment> deployments, List<SslPublishRefusal> refused,
        CancellationToken cancellationToken)
    {
        if (request.Instances is [var instance])
        {
            refused.Add(new SslPublishRefusal(instance, Explain(request, instance, refusal)));
            return;
        }

        foreach (var half in request.Instances.Chunk((request.Instances.Count + 1) / 2))
            await SendAsync(request with { Instances = half }, deployments, refused, cancellationToken).ConfigureAwait(false);
    }

    private static TencentCertException Explain(SslPublishRequest request, string instance, TencentCertException refusal)
    {
        var type = request.ResourceType;
        var name = type.Forms.Count > 0 ? Wording.Of($"Check the name ({Wording.List(type.Forms)})") : Wording.Of($"Check the name");
        return refusal.WithMessage(
            $"{type.Title} {instance} does not accept {request.CertificateId}: {refusal.Message}",
            Wording.Of(
                $"{name}, that {request.CertificateId} covers its domain, and that the domain is enabled: one that is stopped or does not "
                + $"exist takes no certificate."));
    }

    // One task for each certificate and type at a time: for a second one, the service returns the one in progress.
    private async Task<SslDeployment> DeployNextAsync(
        List<SslDeployment> deployments, SslPublishRequest request, CancellationToken cancellationToken)
    {
        if (deployments.FindLast(deployment => deployment.DeployRecordId is not null)?.DeployRecordId is { } before)
        {
            await _deployments.WaitAsync(
                SslDeploymentKind.Deploy, before, TimeSpan.FromMinutes(5), cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return await DeployAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // The newest record of a resource decides; a later rollback or failure excludes the resource.
    private async Task<List<string>> RecordedAsync(SslPublishRequest request, CancellationToken cancellationToken)
    {
        var remaining = request.Instances.Distinct(StringComparer.Ordinal).ToList();
        var recorded = new List<string>();
        foreach (var id in (await RecordIdsAsync(request, cancellationToken).ConfigureAwait(false)).OrderDescending())
        {
            if (remaining.Count == 0)
                break;

            var deployment = await _deployments.GetAsync(SslDeploymentKind.Deploy, id, cancellationToken).ConfigureAwait(false);
            var own = deployment.Item.Where(item => item.CertificateId == request.CertificateId).ToList();
            foreach (var instance in remaining.ToList())
            {
                if (own.Find(item => SslResourceType.IsOf(instance, item)) is { } item)
                {
                    remaining.Remove(instance);
                    if (item.Status is SslDeploymentItemStatus.Succeeded or SslDeploymentItemStatus.NothingToDo)
                        recorded.Add(instance);
                }
            }
        }

        return recorded;
    }

    private static SslDeployment AlreadyDeployed(SslPublishRequest request, List<string> instances) => new()
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

    private async Task<List<long>> RecordIdsAsync(SslPublishRequest request, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            SslActions.DescribeHostDeployRecord,
            new DescribeHostDeployRecordRequest
            {
                CertificateId = request.CertificateId, ResourceType = request.ResourceType.Name, Offset = 0, Limit = MaxRecords,
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. answer.Value.DeployRecordList.NonNull().Select(record => record.Id ?? 0).Where(id => id > 0)];
    }
}
