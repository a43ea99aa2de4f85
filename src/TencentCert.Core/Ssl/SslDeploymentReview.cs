namespace TencentCert.Core.Ssl;

/// <summary>Data about the certificates of a deployment for <see cref="SslDeploymentGuard"/>, from the service.</summary>
internal sealed class SslDeploymentReview(ApiClient client, SslCertificate certificate, IReadOnlyDictionary<string, SslCertificate> present)
{
    private Task<SslCertificate?>? _detail;

    /// <summary>Reads the certificates. Only the list returns the kind of key without the private key.</summary>
    public static async Task<SslDeploymentReview> ReadAsync(
        ApiClient client, SslCertificate certificate, IEnumerable<SslCertificateBinding> resources, CancellationToken cancellationToken)
    {
        const int MaxIdsPerCall = 100;
        var certificates = new SslCertificateReader(client);
        var found = new Dictionary<string, SslCertificate>(StringComparer.Ordinal);
        var presentIds = resources.Select(resource => resource.CertificateId).Where(id => id.Length > 0)
            .Distinct(StringComparer.Ordinal).ToList();
        foreach (var ids in presentIds.Append(certificate.CertificateId).Distinct(StringComparer.Ordinal).Chunk(MaxIdsPerCall))
        {
            await TryAsync(async () =>
            {
                var listing = certificates.ListAsync(new SslCertificateQuery { CertificateIds = ids }, cancellationToken);
                await foreach (var listed in listing.ConfigureAwait(false))
                    found[listed.CertificateId] = listed;

                return found;
            }).ConfigureAwait(false);
        }

        foreach (var id in presentIds.Where(id => !found.ContainsKey(id)))
        {
            if (await TryAsync(() => certificates.GetAsync(id, cancellationToken)).ConfigureAwait(false) is { } described)
                found[id] = described;
        }

        return new SslDeploymentReview(client, certificate, found);
    }

    /// <summary>Evaluates. A description may omit names; then the certificate itself decides, if this key may read it.</summary>
    public async Task<SslDeploymentVerdict> EvaluateAsync(
        IReadOnlyCollection<SslCertificateBinding> resources, CancellationToken cancellationToken)
    {
        // The service's clock may be ahead of the local one.
        var now = client.Connection.ServerTime;
        var verdict = SslDeploymentGuard.Evaluate(certificate, resources, present, now);
        if (verdict.NotCovered.Count == 0)
            return verdict;

        _detail ??= TryAsync(
            () => new SslCertificateReader(client).GetDetailAsync(certificate.CertificateId, cancellationToken: cancellationToken));
        return await _detail.ConfigureAwait(false) is { CertificatePem: not null } detail
            ? SslDeploymentGuard.Evaluate(detail, resources, present, now) : verdict;
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
