using System.Net;
using TencentCert.Core.Certificates;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Bindings;

/// <summary>Verifies by TLS handshakes that cloud resources serve their certificates of the SSL service.</summary>
/// <param name="client">Client.</param>
public sealed class SslBindingVerifier(ApiClient client)
{
    private const int MaxConcurrentDomains = 256;
    private readonly AsyncCache<ExpectedCertificate> _expected = new();

    /// <summary>One handshake for each domain. A failed handshake, or a resource without a domain, is a result that did not pass.</summary>
    /// <param name="binding">Resource with its certificate and domains.</param>
    /// <param name="connectTo">Address; null uses each domain's own name.</param>
    /// <param name="cancellationToken">Stops the attempts.</param>
    /// <exception cref="TencentCertException">The certificate could not be read.</exception>
    public Task<IReadOnlyList<SslCertificateBindingTest>> TestAsync(
        SslCertificateBinding binding, DnsEndPoint? connectTo = null, CancellationToken cancellationToken = default) =>
        VerifyAsync([binding], connectTo, TimeSpan.Zero, null, cancellationToken);

    /// <summary>Repeats handshakes until each domain serves its certificate: edges apply a deployment later than the API.</summary>
    /// <param name="bindings">Resources with their certificates and domains.</param>
    /// <param name="connectTo">Address; null uses each domain's own name.</param>
    /// <param name="timeout">Maximum time for a domain. An address without any certificate is abandoned after 15 s.</param>
    /// <param name="progress">Receives the number of verified domains and the total.</param>
    /// <param name="cancellationToken">Stops the attempts.</param>
    /// <returns>For each domain the test that passed, or the last failed one, in the order of the resources.</returns>
    /// <exception cref="TencentCertException">A certificate could not be read.</exception>
    public async Task<IReadOnlyList<SslCertificateBindingTest>> VerifyAsync(
        IReadOnlyCollection<SslCertificateBinding> bindings, DnsEndPoint? connectTo, TimeSpan timeout, Action<int, int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bindings);
        var targets = bindings.SelectMany(binding => binding.Domain.DefaultIfEmpty().Select(domain => (Binding: binding, Domain: domain)))
            .ToList();
        var tests = new SslCertificateBindingTest[targets.Count];
        var done = 0;
        using var retry = new HandshakeRetry(client.Clock);
        await Parallel.ForAsync(
            0, targets.Count, new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrentDomains, CancellationToken = cancellationToken },
            async (index, token) =>
        {
            var (binding, domain) = targets[index];
            tests[index] = domain is null
                ? Untested(binding) with { Reason = Wording.Of($"{binding} has no domain, so no handshake can ask for it.") }
                : await WaitAsync(retry, binding, domain, connectTo, timeout, token).ConfigureAwait(false);
            progress?.Invoke(Interlocked.Increment(ref done), targets.Count);
        }).ConfigureAwait(false);
        return tests;
    }

    /// <summary>Verifies a completed deployment: each domain of the updated resources.</summary>
    /// <param name="deployment">Deployment with its resources; all resources of its certificate if it had nothing to do.</param>
    /// <param name="known">Resources with their domains, for a deployment whose own details have none.</param>
    /// <param name="connectTo">Address; null uses each domain's own name.</param>
    /// <param name="timeout">Maximum time for a domain.</param>
    /// <param name="progress">Receives the number of verified domains and the total.</param>
    /// <param name="cancellationToken">Stops the attempts.</param>
    /// <returns>The deployment with its <see cref="SslDeployment.Test"/>.</returns>
    /// <exception cref="TencentCertException">A certificate or its resources could not be read.</exception>
    public async Task<SslDeployment> VerifyDeploymentAsync(
        SslDeployment deployment, IReadOnlyCollection<SslCertificateBinding> known, DnsEndPoint? connectTo, TimeSpan timeout,
        Action<int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        ArgumentNullException.ThrowIfNull(known);
        if (deployment.CertificateId is not { Length: > 0 } certificateId)
            return deployment;

        var resources = deployment.Item.Count > 0
            ? deployment.Item.Where(item => item.Status is SslDeploymentItemStatus.Succeeded or SslDeploymentItemStatus.NothingToDo)
            .Select(item => Resource(item, known)).ToList()
            : known.Count > 0 || deployment.State != SslDeploymentState.AlreadyDeployed ? [.. known]
            : (await new SslBindings(client)
                .FindAllAsync([certificateId], null, timeout, cancellationToken: cancellationToken).ConfigureAwait(false)).Bindings;
        return deployment with
        {
            Test = await VerifyAsync(
                [.. resources.Select(resource => resource with { CertificateId = certificateId })], connectTo, timeout, progress,
                cancellationToken).ConfigureAwait(false),
        };
    }

    private static SslCertificateBinding Resource(SslDeploymentItem item, IReadOnlyCollection<SslCertificateBinding> known)
    {
        // Deployment records may omit parts of a name.
        var same = known.FirstOrDefault(resource =>
            (item.ResourceType is null || resource.ResourceType == item.ResourceType)
            && IsSame(resource.InstanceId, item.InstanceId) && IsSame(resource.ListenerId, item.ListenerId)
            && (item.Domain.Count == 0 || item.Domain.Any(domain => resource.Domain.Contains(domain, StringComparer.OrdinalIgnoreCase))));
        return new SslCertificateBinding
        {
            CertificateId = item.CertificateId ?? "",
            ResourceType = item.ResourceType ?? same?.ResourceType ?? "",
            Region = item.Region,
            InstanceId = item.InstanceId,
            ListenerId = item.ListenerId ?? same?.ListenerId,
            Instance = same?.Instance,
            Domain = item.Domain.Count > 0 ? item.Domain : same?.Domain ?? [],
        };
    }

    private static bool IsSame(string? name, string? other) =>
        name is null || other is null || name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private async Task<SslCertificateBindingTest> WaitAsync(
        HandshakeRetry retry, SslCertificateBinding binding, string domain, DnsEndPoint? connectTo, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var expected = await _expected.GetAsync(binding.CertificateId, id => ReadAsync(id, cancellationToken)).ConfigureAwait(false);
        return await retry.RunAsync(
            timeout, (attemptTimeout, token) => TestAsync(binding, domain, expected, connectTo, attemptTimeout, token), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<SslCertificateBindingTest> TestAsync(
        SslCertificateBinding binding, string domain, ExpectedCertificate expected, DnsEndPoint? connectTo, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var test = Untested(binding) with { Domain = domain, ExpectedThumbprint = expected.Leaf?.Thumbprint };
        if (!DomainName.TryNormalize(TlsHandshake.NameFor(domain), out var name, out _))
            return test with { Reason = Wording.Of($"'{domain}' is not a domain name, so a handshake cannot request it.") };

        var port = binding.Instance is { } instance ? SslResourceType.Of(binding.ResourceType).PortOf(instance) : null;
        var endPoint = connectTo ?? client.Connection.Options.ConnectTo ?? new DnsEndPoint(name, port ?? TlsHandshake.HttpsPort);
        test = await TlsHandshake.TestAsync(
            test with { ServerName = name, ConnectedTo = TlsHandshake.AddressOf(endPoint) }, endPoint, name, domain, expected.Mismatch,
            client.Connection.ServerTime, timeout, cancellationToken).ConfigureAwait(false);
        return test.Reason is not { } reason || !domain.StartsWith("*.", StringComparison.Ordinal) ? test : test with
        {
            Reason = test.ServedThumbprint is null
                ? Wording.Of($"{reason} {name} was requested in place of {domain}: give an address with -ConnectTo if it has none.")
                : Wording.Of($"{reason} {name} was tested in place of {domain}: if another resource has this name, test that resource."),
        };
    }

    private static SslCertificateBindingTest Untested(SslCertificateBinding binding) => new()
    {
        CertificateId = binding.CertificateId,
        ResourceType = binding.ResourceType,
        Instance = binding.Instance ?? binding.InstanceId ?? (binding.Domain.Count > 0 ? string.Join(',', binding.Domain) : null),
    };

    // Without permission to read the certificate (which would return its private key, too), only its dates and names are known.
    private async Task<ExpectedCertificate> ReadAsync(string certificateId, CancellationToken cancellationToken)
    {
        var certificates = new SslCertificateReader(client);
        try
        {
            var full = await certificates.GetDetailAsync(certificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new ExpectedCertificate(full, full.CertificatePem is { } pem ? CertificateChain.FromPem(pem).Leaf : null);
        }
        catch (Exception problem) when (problem is PemException or TencentCertException { IsDenied: true })
        {
            return new ExpectedCertificate(await certificates.GetAsync(certificateId, cancellationToken).ConfigureAwait(false), null);
        }
    }

    private sealed record ExpectedCertificate(SslCertificate Certificate, CertificateFacts? Leaf)
    {
        public string? Mismatch(CertificateFacts served)
        {
            var isSame = Leaf is not null
                ? Leaf.ThumbprintSha256 == served.ThumbprintSha256
                : ValidityComparison.MayBeSame(Certificate.NotBefore, Certificate.NotAfter, served.NotBefore, served.NotAfter)
                    && Certificate.Domain is { } main && DomainCoverage.Covers(served.DnsNames, main);
            return isSame ? null : Wording.Of($"Another certificate is served: {served.MainName}, until {DateText.Day(served.NotAfter)}.");
        }
    }
}
