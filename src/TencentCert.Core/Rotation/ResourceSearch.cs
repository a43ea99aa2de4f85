using System.Collections.Concurrent;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>Finds the resources of many certificates concurrently. A failed search is a gap and does not delay the others.</summary>
internal sealed class ResourceSearch(ApiClient client, int throttleLimit)
{
    /// <summary>Searches, with a timeout for each certificate.</summary>
    public async Task<SslBoundResources> FindAsync(
        IReadOnlyCollection<string> certificateIds, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (certificateIds.Count == 0)
            return new SslBoundResources([], []);

        var bindings = new SslBindings(client);
        var found = new ConcurrentDictionary<string, SslBoundResources>(StringComparer.Ordinal);
        IReadOnlyList<SslBindingSearch> searches;
        try
        {
            searches = await bindings.BeginAsync(certificateIds, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException denied) when (denied.IsDenied)
        {
            return new SslBoundResources([], certificateIds.Select(id => Gap(id, denied)).ToArray());
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = throttleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(searches, parallel, async (search, token) =>
        {
            try
            {
                found[search.CertificateId] = await ReadAsync(bindings, search, timeout, token).ConfigureAwait(false);
            }
            catch (TencentCertException failure) when (!failure.FailsEveryCall)
            {
                found[search.CertificateId] = new SslBoundResources([], [Gap(search.CertificateId, failure)]);
            }
        }).ConfigureAwait(false);
        return new SslBoundResources(
            searches.SelectMany(search => found[search.CertificateId].Bindings).ToArray(),
            searches.SelectMany(search => found[search.CertificateId].Gaps).ToArray());
    }

    private static SslBindingGap Gap(string certificateId, TencentCertException failure) =>
        new(certificateId, "*", null, failure.Message) { Denied = failure.IsDenied ? failure : null };

    private static async Task<SslBoundResources> ReadAsync(
        SslBindings bindings, SslBindingSearch search, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var counts = await bindings.WaitAsync(search, timeout, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!counts.Any(count => count.HasResult))
            return new SslBoundResources([], []);

        var gaps = new List<SslBindingGap>();
        var found = await bindings.ReadAsync(search, null, gaps.Add, cancellationToken).ToListAsync().ConfigureAwait(false);
        return new SslBoundResources(found, gaps);
    }
}
