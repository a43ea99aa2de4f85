using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;


namespace TencentCert.Core.Ssl;

/// <summary>Deploys a certificate onto named cloud resources (DeployCertificateInstance).</summary>
/// <param name="client">Client.</param>
public sealed class SslPublishing(ApiClient client)
{
    private const int Recent = 100;
    private static string UnderWay => Wording.Of(
        $"It was under way before this call, and may be for other resources: wait for it, then publish again.");
    private readonly OnceCall _once = new(client);
    private readonly SslDeployments _deployments = new(client);

    /// <summary>Deploys onto named resources, once. Those that have the certificate already are a result, not an error.</summary>
    /// <param name="request">Request.</param>
    /// <param name="cancellationToken">Stops at once. A task already made is found by the next run.</param>
    /// <returns>One deployment for what was to be done and one for what was done before; either may be missing.</returns>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<IReadOnlyList<SslDeployment>> PublishAsync(SslPublishRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Preflight(request);
        try
        {
            return [await DeployAsync(request, cancellationToken).ConfigureAwait(false)];
        }
        catch (TencentCertException refusal) when (MeansNothingToDeploy(refusal.Code))
        {
            return await WithoutDeployedAsync(request, refusal, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Checks what can be known without a call.</summary>
    /// <exception cref="TencentCertException">Bad input, or a site without this call.</exception>
    public void Preflight(SslPublishRequest request)
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

    /// <summary>Whether a refusal says that there is nothing to deploy; that may mean "deployed before".</summary>
    internal static bool MeansNothingToDeploy(string code) =>
        code.EndsWith("CertificateNotDeployInstance", StringComparison.Ordinal) || code.EndsWith("InstanceEmpty", StringComparison.Ordinal);

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
                        Recovered = answer.Value.DeployStatus == 0,
                        Note = answer.Value.DeployStatus == 0 ? UnderWay : null,
                    }
                    : null,
                async token =>
                {
                    var now = await DeploysAsync(request, token).ConfigureAwait(false);
                    return now.Except(known).FirstOrDefault() is > 0 and var id ? made with { DeployRecordId = id, Recovered = true } : null;
                },
                Wording.Of(
                    $"Check with Get-SslDeployment -CertificateId {request.CertificateId}: a new one of {request.ResourceType.Name} is "
                    + $"this call's."),
                new ApiCallOptions { Region = request.RegionOn(client.Connection) },
                cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException pending) when (pending.Code.EndsWith("HasPendingRecord", StringComparison.Ordinal))
        {
            // One task a certificate and kind at a time: the one under way is named, so that it can be waited for.
            await foreach (var one in _deployments.ListAsync(SslDeploymentKind.Deploy, request.CertificateId, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (!one.IsFinished && one.ResourceType.Contains(request.ResourceType.Name))
                {
                    throw new TencentCertException(
                        pending.Code,
                            $"{request.CertificateId} has the deployment {one.DeployRecordId} to {request.ResourceType.Name} under way. "
                            + $"Wait for it (Wait-SslDeployment -DeployRecordId {one.DeployRecordId} -Kind Deploy), then publish "
                            + $"again.", pending)
                    {
                        Action = pending.Action,
                        RequestId = pending.RequestId,
                        Attempt = pending.Attempt,
                    };
                }
            }

            throw;
        }
    }

    // The service refuses all when one has the certificate. Which these are is looked up; the others are sent.
    private async Task<IReadOnlyList<SslDeployment>> WithoutDeployedAsync(SslPublishRequest request, TencentCertException refusal, CancellationToken cancellationToken)
    {
        var kind = request.ResourceType.Name;
        if (!request.ResourceType.CanSearch)
        {
            return await WithoutRecordedAsync(request, refusal, cancellationToken).ConfigureAwait(false);
        }

        var bindings = await new SslBindings(client).FindAsync(request.CertificateId, [kind], TimeSpan.FromMinutes(5), cancellationToken).ConfigureAwait(false);
        var bound = bindings.Where(one => one.Instance is not null).Select(one => SslInstanceName.Identity(kind, one.Instance!)).ToHashSet(StringComparer.Ordinal);
        var rest = request.Instances.Where(one => !bound.Contains(SslInstanceName.Identity(kind, one))).ToList();
        if (rest.Count == request.Instances.Count)
        {
            throw refusal;
        }

        var already = Already(request, [.. request.Instances.Except(rest)]);
        return rest.Count == 0 ? [already] : [already, await DeployAsync(request with { Instances = rest }, cancellationToken).ConfigureAwait(false)];
    }

    // Where no search tells, the records say who was given the certificate. Another may have taken its place since,
    // so one among several is sent alone: the service's answer is about it then.
    private async Task<IReadOnlyList<SslDeployment>> WithoutRecordedAsync(SslPublishRequest request, TencentCertException refusal, CancellationToken cancellationToken)
    {
        var recorded = await RecordedAsync(request, cancellationToken).ConfigureAwait(false);
        if (recorded.Count == 0)
        {
            throw refusal;
        }

        if (request.Instances is [_])
        {
            return [Already(request, recorded)];
        }

        List<string> already = [];
        List<SslDeployment> made = [];
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

        if (request.Instances.Except(recorded).ToList() is { Count: > 0 } rest)
        {
            made.Add(await DeployNextAsync(made, request with { Instances = rest }, cancellationToken).ConfigureAwait(false));
        }

        return already.Count == 0 ? made : [Already(request, already), .. made];
    }

    // One task a certificate and kind at a time: a second one would be answered with the one under way.
    private async Task<SslDeployment> DeployNextAsync(List<SslDeployment> made, SslPublishRequest request, CancellationToken cancellationToken)
    {
        if (made is [.., { DeployRecordId: { } before }])
        {
            await _deployments.WaitAsync(SslDeploymentKind.Deploy, before, TimeSpan.FromMinutes(5), cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return await DeployAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // The newest record of a resource decides; a rollback or a failure after it takes it out.
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
                if (deployment.Item.FirstOrDefault(item => item.CertificateId == request.CertificateId && SslInstanceName.IsOf(instance, item)) is { } item)
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
            new DescribeHostDeployRecordRequest { CertificateId = request.CertificateId, ResourceType = request.ResourceType.Name, Offset = 0, Limit = Recent },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. (answer.Value.DeployRecordList ?? []).Select(one => one?.Id ?? 0).Where(id => id > 0)];
    }
}
