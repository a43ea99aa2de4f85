using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>Plans named bindings, one by one.</summary>
internal sealed class RequestPlanning(ApiClient client, CertificateImporter importer, SharedFailure shared)
{
    private readonly GaapReader _reader = new(client);
    private readonly BindingValidator _validator = new(client.Clock);
    private readonly AsyncCache<RequestedListener> _listeners = new();
    private readonly Dictionary<(string ListenerId, string? Domain), string> _firstRequested = [];

    /// <summary>Compares a request with earlier ones: two certificates for one binding would alternate from run to run.</summary>
    public BindingRequest Admit(BindingRequest request)
    {
        request = request.Normalize();
        if (request.IsAdmitted || request.RequestedCertificateId is not { } requested)
            return request;

        // The same name in any spelling.
        var name = request.Domain is { } domain && DomainName.TryNormalize(domain, out var ascii, out _) ? ascii : request.Domain;
        string first;
        lock (_firstRequested)
            first = _firstRequested.TryAdd((request.ListenerId, name), requested) ? requested : _firstRequested[(request.ListenerId, name)];

        var place = request.Domain is null ? request.ListenerId : Wording.Of($"{request.Domain} on {request.ListenerId}");
        return request with
        {
            IsAdmitted = true,
            Conflict = first == requested ? null : new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"{place} was to have {first} first, so {requested} was not sent: a run binds one certificate to each. Pipe in only the "
                + $"one to bind, such as the newest."),
        };
    }

    /// <summary>Plans a request. A change that cannot succeed is refused, with the present certificate where it is known.</summary>
    public async Task<IReadOnlyList<BindingChange>> PlanAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        var change = request.ToUnreadChange();
        try
        {
            if (request.Conflict is { } conflict)
                throw conflict;

            BindingValidator.CheckFormat(request);
            return await shared.GuardAsync(
                token => request.Domain is null ? PlanListenerAsync(token) : PlanDomainAsync(request.Domain, token))
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is TencentCertException or PemException)
        {
            return [change.Refused(failure)];
        }

        async Task<IReadOnlyList<BindingChange>> PlanDomainAsync(string domainName, CancellationToken token)
        {
            var (listener, domain) = await DomainAsync(request.ListenerId, domainName, token).ConfigureAwait(false);
            if (request.Authentication is { } edit)
            {
                change = BindingChange.Of(domain, edit);
                foreach (var (id, role) in edit.Certificates)
                    _validator.CheckAuthenticationCertificate(await importer.FromGaapAsync(id, token).ConfigureAwait(false), role);

                if (edit.RealServerCertificateDomain is { Length: > 0 }
                    && edit.Apply(domain.Authentication).RealServerCertificateId.Count == 0)
                {
                    throw new TencentCertException(
                        ErrorCodes.InvalidParameter,
                        $"{domain.Domain} on {domain.ListenerId} does not check its origin servers' certificate, so a name for it has no "
                        + $"effect. Give -RealServerCertificateId, too.");
                }

                return [WithStep()];
            }

            change = BindingChange.Of(domain, request.CertificateId, request.ClientCertificateId);
            if (request.RequestedCertificateId is null)
            {
                // An unchanged certificate is not checked.
                change = change with { To = domain.CertificateId ?? GaapCertificateId.Default };
                return [WithStep()];
            }

            var certificate = request.UsesListenerCertificate
                ? listener.Listener.CertificateId is { } own ? await importer.FromGaapAsync(own, token).ConfigureAwait(false) : null
                : await CertificateAsync(request, token).ConfigureAwait(false);
            change = change with { Certificate = certificate,
                To = request.UsesListenerCertificate ? GaapCertificateId.Default : certificate!.CertificateId };
            if (certificate is not null)
            {
                _validator.CheckServerCertificate(certificate);
                if (BindingValidator.RefuseDomain(certificate, domain.Domain) is { } refusal)
                    throw refusal;
            }

            return [WithStep()];
        }

        async Task<IReadOnlyList<BindingChange>> PlanListenerAsync(CancellationToken token)
        {
            var listener = await ListenerAsync(request.ListenerId, token).ConfigureAwait(false);
            change = BindingChange.Of(listener.Listener, request.CertificateId, request.ClientCertificateId);
            if (request.RequestedCertificateId is null)
            {
                // An unchanged certificate is not checked.
                var kept = listener.Listener.CertificateId ?? throw new TencentCertException(
                    ErrorCodes.NotFound, $"Listener {request.ListenerId} has no server certificate to keep.")
                {
                    Advice = Wording.Of($"Give -CertificateId as well; Get-GaapListener shows what the listener has."),
                };
                change = change with { To = kept };
                return [WithStep()];
            }

            var certificate = await CertificateAsync(request, token).ConfigureAwait(false);
            change = change with { Certificate = certificate, To = certificate.CertificateId };
            _validator.CheckServerCertificate(certificate);
            if (!change.IsCurrent && !request.AllowUncovered)
            {
                var domains = await listener.DomainsAsync(_reader, token).ConfigureAwait(false);
                if (BindingValidator.RefuseListener(certificate, request.ListenerId, domains, canForce: true) is { } refusal)
                    throw refusal;
            }

            var own = WithStep();
            if (!request.IncludeFollowers)
                return [own];

            var followers = (await listener.DomainsAsync(_reader, token).ConfigureAwait(false)).Where(domain => domain.FollowsListener);
            return [own, .. followers.Select(domain => BindingChange.Following(own, listener.Listener, domain))];
        }

        BindingChange WithStep() => change with { Step = change.IsCurrent ? BindingStep.Current : BindingStep.Write };
    }

    /// <summary>A domain with its served certificate: its own, or its listener's.</summary>
    public async Task<BindingChange> CurrentAsync(string listenerId, string domainName, CancellationToken cancellationToken)
    {
        BindingValidator.CheckTarget(listenerId, domainName);
        var (_, domain) = await DomainAsync(listenerId, domainName, cancellationToken).ConfigureAwait(false);
        var served = domain.EffectiveCertificateId
            ?? throw new TencentCertException(ErrorCodes.NotFound, $"{domain.Domain} on {domain.ListenerId} has no certificate.")
            {
                Advice = Wording.Of($"Bind one with Set-GaapCertificate first."),
            };
        return BindingChange.Of(domain, domain.CertificateId) with
        {
            Step = BindingStep.Current,
            Certificate = await importer.FromGaapAsync(served, cancellationToken).ConfigureAwait(false),
        };
    }

    public void RecordBinding(GaapCertificateBinding binding)
    {
        if (binding is { Domain: not null, State: GaapBindingState.Changed or GaapBindingState.Live })
            _listeners.Find(binding.ListenerId)?.RecordBinding(binding);
    }

    private Task<BindingCertificate> CertificateAsync(BindingRequest request, CancellationToken cancellationToken) =>
        request.SslCertificateId is { } source
        ? importer.FromSslAsync(source, cancellationToken: cancellationToken)
        : importer.FromGaapAsync(request.CertificateId!, cancellationToken);

    // A domain that can have its own certificate.
    private async Task<(RequestedListener Listener, GaapDomain Domain)> DomainAsync(
        string listenerId, string domainName, CancellationToken cancellationToken)
    {
        var listener = await ListenerAsync(listenerId, cancellationToken).ConfigureAwait(false);
        if (await listener.VersionAsync(_reader, cancellationToken).ConfigureAwait(false) is { } version
            && version != GaapProxy.PerDomainVersion)
        {
            throw new TencentCertException(
                "FailedOperation.ProxyVersionNotSupport",
                $"{listener.Listener.ProxyId ?? listener.Listener.GroupId} is version {version}; only version {GaapProxy.PerDomainVersion} "
                + $"has certificates for each domain. Set the listener's certificate instead.");
        }

        var ascii = DomainName.Normalize(domainName);
        var domains = await listener.DomainsAsync(_reader, cancellationToken).ConfigureAwait(false);
        var domain = domains.FirstOrDefault(candidate => candidate.Domain == domainName)
            ?? domains.FirstOrDefault(candidate => DomainName.TryNormalize(candidate.Domain, out var spelled, out _) && spelled == ascii)
            ?? throw new TencentCertException(
                ErrorCodes.NotFound,
                $"Listener {listenerId} has no domain {domainName}. Get-GaapDomain -ListenerId {listenerId} lists them.");
        return (listener, domain);
    }

    private Task<RequestedListener> ListenerAsync(string listenerId, CancellationToken cancellationToken) => _listeners.GetAsync(
        listenerId, async id => new RequestedListener(await _reader.ListenerAsync(id, cancellationToken).ConfigureAwait(false)));
}
