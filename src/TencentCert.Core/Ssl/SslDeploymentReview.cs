using TencentCert.Core.Client;

namespace TencentCert.Core.Ssl;

/// <summary>Data about the certificates of a deployment for <see cref="SslDeploymentGuard"/>, from the service.</summary>
internal sealed class SslDeploymentReview
{
    private readonly ApiClient _client;
    private readonly SslCertificate _certificate;
    private readonly IReadOnlyDictionary<string, SslCertificate> _present;
    private Task<SslCertificate?>? _detail;

    private SslDeploymentReview(ApiClient client, SslCertificate certificate, IReadOnlyDictionary<string, SslCertificate> present)
    {
        _client = client;
        _certificate = certificate;
        _present = present;
    }

    /// <summary>Reads the certificates. Only the list returns the kind of key without the private key.</summary>
    public static async Task<SslDeploymentReview> ReadAsync(
        ApiClient client, SslCertificate certificate, IEnumerable<SslCertificateBinding> resources, CancellationToken cancellationToken)
    {
        const int MaxIdsPerCall = 100;
        var certificates = new SslCertificateReader(client);
        var found = new Dictionary<string, SslCertificate>(StringComparer.Ordinal);
        var present = resources.Select(resource => resource.CertificateId).Where(id => id.Length > 0)
            .Distinct(StringComparer.Ordinal).ToList();
        foreach (var ids in present.Append(certificate.CertificateId).Distinct(StringComparer.Ordinal).Chunk(MaxIdsPerCall))
        {
            await TryAsync(async () =>
            {
                await foreach (var listed in certificates.ListAsync(
                    new SslCertificateQuery { CertificateIds = ids }, cancellationToken).ConfigureAwait(false))
                {
                    found[listed.CertificateId] = listed;
                }

                return found;
            }).ConfigureAwait(false);
        }

        foreach (var id in present.Where(id => !found.ContainsKey(id)))
        {
            if (await TryAsync(() => certificates.GetAsync(id, cancellationToken)).ConfigureAwait(false) is { } described)
                found[id] = described;
        }

        return new SslDeploymentReview(client, certificate, found);
    }

    /// <summary>
    /// Evaluates a deployment. A description may omit names; then the certificate itself decides, if this key may read it.
    /// </summary>
    public async Task<SslDeploymentVerdict> EvaluateAsync(
        IReadOnlyCollection<SslCertificateBinding> resources, CancellationToken cancellationToken)
    {
        // The service's clock may be ahead of the local one.
        var now = _client.Connection.ServerTime;
        var verdict = SslDeploymentGuard.Evaluate(_certificate, resources, _present, now);
        if (verdict.NotCovered.Count == 0)
            return verdict;

        _detail ??= TryAsync(
            () => new SslCertificateReader(_client).GetDetailAsync(_certificate.CertificateId, cancellationToken: cancellationToken));
        return await _detail.ConfigureAwait(false) is { CertificatePem: not null } detail
            ? SslDeploymentGuard.Evaluate(detail, resources, _present, now) : verdict;
    }

    // Unreadable data stays unknown: the service has its own checks.
    private static async Task<T?> TryAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (TencentCertException failure) when (!failure.FailsEveryCall && !failure.IsOutage)
        {
            return null;
        }
    }
}
