using System.Collections.Concurrent;
using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Inventory;

/// <summary>Combines both stores and the bindings of GAAP.</summary>
/// <param name="client">Client.</param>
/// <param name="throttleLimit">Requests of a kind in progress at the same time.</param>
public sealed class CertificateInventory(ApiClient client, int throttleLimit = Concurrency.DefaultThrottleLimit)
{
    private readonly GaapCertificateStore _gaap = new(client);
    private readonly SslCertificateReader _ssl = new(client);
    private readonly ConcurrentDictionary<string, TencentCertException> _denied = new(StringComparer.Ordinal);

    /// <summary>
    /// Why the stores were compared by their lists alone: the key may not read the certificates, which would also return private keys.
    /// Null if the certificates were compared.
    /// </summary>
    public string? NotCompared => _denied.IsEmpty
        ? null
        : Wording.Of(
            $"This key may not read certificates ({string.Join(", ", _denied.Keys.Order(StringComparer.Ordinal))}), so certificates of the "
            + $"GAAP certificate store and of the SSL service were matched by names and times alone.");

    /// <summary>The denied read of SSL certificates, without which none can be copied to GAAP; null if permitted.</summary>
    internal TencentCertException? MissingReadPermission => _denied.GetValueOrDefault(SslActions.DescribeCertificateDetail.ToString());

    /// <summary>Every certificate of the GAAP certificate store with its uses.</summary>
    /// <param name="includeSource">Whether to look for the SSL certificate each is a copy of.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException">A list, or a listener, could not be read: "unused" would be a guess.</exception>
    public async Task<IReadOnlyList<GaapCertificateUsage>> UsagesAsync(
        bool includeSource = true, CancellationToken cancellationToken = default)
    {
        var usesTask = UsesAsync(cancellationToken);
        var certificates = await _gaap.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        var ssl = includeSource ? await _ssl.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false) : [];
        var copies = await CopiesAsync(certificates, ssl, cancellationToken).ConfigureAwait(false);
        var uses = await usesTask.ConfigureAwait(false);
        var sources = copies.ToLookup(copy => copy.GaapId, copy => copy.SslId, StringComparer.Ordinal);
        return
        [
            .. certificates.Select(certificate => new GaapCertificateUsage
            {
                CertificateId = certificate.CertificateId,
                Alias = certificate.Alias,
                CertificateType = certificate.CertificateType,
                SubjectCN = certificate.SubjectCN,
                NotAfter = certificate.NotAfter,
                DaysLeft = certificate.DaysLeft,
                SslCertificateId = sources[certificate.CertificateId].FirstOrDefault(),
                Use = uses[certificate.CertificateId].ToArray(),
            }),
        ];
    }

    /// <summary>Both stores in one list, the first to end first.</summary>
    /// <param name="expiringWithin">Only those that end within so many days, those already past included.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<TencentCertInventoryItem>> ItemsAsync(
        int? expiringWithin = null, CancellationToken cancellationToken = default)
    {
        var usesTask = UsesAsync(cancellationToken);
        var gaapTask = _gaap.ListAsync(cancellationToken: cancellationToken).ToListAsync();
        var ssl = await _ssl.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        var gaap = await gaapTask.ConfigureAwait(false);
        var successors = new SslLineages(ssl).Newest();
        if (expiringWithin is { } days)
        {
            // Compared to the second, as in Get-SslCertificate: whole days left would include one day more.
            var latest = client.Clock.GetUtcNow().AddDays(days);
            gaap.RemoveAll(certificate => !(certificate.NotAfter <= latest));
            ssl.RemoveAll(certificate => !(certificate.NotAfter <= latest));
        }

        var copies = await CopiesAsync(gaap, ssl, cancellationToken).ConfigureAwait(false);
        var uses = await usesTask.ConfigureAwait(false);
        var toGaap = copies.ToLookup(copy => copy.SslId, copy => copy.GaapId, StringComparer.Ordinal);
        var toSsl = copies.ToLookup(copy => copy.GaapId, copy => copy.SslId, StringComparer.Ordinal);
        return
        [
            .. gaap.Select(certificate => new TencentCertInventoryItem
                {
                    Store = CertificateStore.Gaap,
                    CertificateId = certificate.CertificateId,
                    Domain = certificate.SubjectCN,
                    Alias = certificate.Alias,
                    Status = "Stored",
                    Kind = certificate.CertificateType.ToString(),
                    NotBefore = certificate.NotBefore,
                    NotAfter = certificate.NotAfter,
                    DaysLeft = certificate.DaysLeft,
                    Use = uses[certificate.CertificateId].ToArray(),
                    SameAs = toSsl[certificate.CertificateId].ToArray(),
                })
                .Concat(ssl.Select(certificate => new TencentCertInventoryItem
                {
                    Store = CertificateStore.Ssl,
                    CertificateId = certificate.CertificateId,
                    Domain = certificate.Domain,
                    Alias = certificate.Alias,
                    Status = certificate.Status.ToString(),
                    Kind = certificate.ProductName,
                    NotBefore = certificate.NotBefore,
                    NotAfter = certificate.NotAfter,
                    DaysLeft = certificate.DaysLeft,
                    IsFree = certificate.IsFree,
                    IsUploaded = certificate.IsUploaded,
                    Successor = successors.GetValueOrDefault(certificate.CertificateId),
                    Use = toGaap[certificate.CertificateId].SelectMany(id => uses[id]).ToArray(),
                    SameAs = toGaap[certificate.CertificateId].ToArray(),
                }))
                .OrderBy(item => item.NotAfter ?? DateTimeOffset.MaxValue).ThenBy(item => item.Store)
                .ThenBy(item => item.CertificateId, StringComparer.Ordinal),
        ];
    }

    private async Task<ILookup<string, GaapCertificateUse>> UsesAsync(CancellationToken cancellationToken)
    {
        var snapshot = await new GaapSnapshotReader(client, throttleLimit)
            .ReadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return snapshot.Listeners.FirstOrDefault(listener => listener.Failure is not null) is { Failure: { } failure } failed
            ? throw failure.WithMessage(
                $"The domains of {failed.Listener.ListenerId} could not be read, so what is unused is not known. {failure.Message}")
            : snapshot.Uses().ToLookup(use => use.CertificateId, StringComparer.Ordinal);
    }

    /// <summary>
    /// Pairs of a GAAP certificate and the SSL certificate that it is a copy of. Neither list has a fingerprint: certificates with
    /// compatible times are read and compared, or compared by names and times without read permission (<see cref="NotCompared"/>).
    /// </summary>
    internal async Task<IReadOnlyList<(string GaapId, string SslId)>> CopiesAsync(
        IReadOnlyList<GaapCertificate> gaap, IReadOnlyList<SslCertificate> ssl, CancellationToken cancellationToken)
    {
        var byEnd = ssl.Where(certificate => certificate.NotAfter is not null).ToLookup(certificate => Day(certificate.NotAfter));
        var pairs = gaap.Where(
            certificate => certificate is { CertificateType: GaapCertificateType.Server or GaapCertificateType.Gaap, NotAfter: not null })
            .SelectMany(certificate => Enumerable.Range(-1, 3).SelectMany(day => byEnd[Day(certificate.NotAfter) + day])
                .Where(other => ValidityComparison.MayBeSame(certificate.NotBefore, certificate.NotAfter, other.NotBefore, other.NotAfter))
                .Select(other => (Gaap: certificate, Ssl: other)))
            .ToList();
        var gaapLeaves = await LeavesAsync(pairs.Select(pair => pair.Gaap.CertificateId), _gaap.PemAsync, cancellationToken)
            .ConfigureAwait(false);
        var sslLeaves = await LeavesAsync(
            pairs.Select(pair => pair.Ssl.CertificateId),
            async (id, token) => (await _ssl.GetDetailAsync(id, cancellationToken: token).ConfigureAwait(false)).CertificatePem,
            cancellationToken).ConfigureAwait(false);
        return [.. pairs.Where(pair => IsSame(pair.Gaap, gaapLeaves, pair.Ssl, sslLeaves))
            .Select(pair => (pair.Gaap.CertificateId, pair.Ssl.CertificateId))];

        static long Day(DateTimeOffset? time) => time!.Value.ToUnixTimeSeconds() / (24 * 60 * 60);
    }

    // Without permission to read a certificate, its list entry is compared.
    private static bool IsSame(
        GaapCertificate gaap, ConcurrentDictionary<string, CertificateFacts?> gaapLeaves,
        SslCertificate ssl, ConcurrentDictionary<string, CertificateFacts?> sslLeaves) =>
        (gaapLeaves.TryGetValue(gaap.CertificateId, out var gaapLeaf), sslLeaves.TryGetValue(ssl.CertificateId, out var sslLeaf)) switch
        {
            (true, true) => gaapLeaf is not null && gaapLeaf.ThumbprintSha256 == sslLeaf?.ThumbprintSha256,
            (false, true) => sslLeaf is not null && gaap.IsListedAs(sslLeaf),
            (true, false) => gaapLeaf is not null && DomainName.AreSame(gaapLeaf.MainName, ssl.Domain)
                && ValidityComparison.IsSame(gaapLeaf.NotBefore, gaapLeaf.NotAfter, ssl.NotBefore, ssl.NotAfter),
            _ => DomainName.AreSame(gaap.SubjectCN, ssl.Domain)
                && ValidityComparison.IsSame(gaap.NotBefore, gaap.NotAfter, ssl.NotBefore, ssl.NotAfter),
        };

    // Null for a certificate that cannot be parsed or no longer exists; one without read permission is omitted.
    private async Task<ConcurrentDictionary<string, CertificateFacts?>> LeavesAsync(
        IEnumerable<string> ids, Func<string, CancellationToken, Task<string?>> readPem, CancellationToken cancellationToken)
    {
        var leaves = new ConcurrentDictionary<string, CertificateFacts?>(StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = throttleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ids.Distinct(StringComparer.Ordinal), parallel, async (id, token) =>
        {
            try
            {
                var pem = await readPem(id, token).ConfigureAwait(false);
                leaves[id] = string.IsNullOrEmpty(pem) ? null : CertificateChain.FromPem(pem).Leaf;
            }
            catch (TencentCertException exception) when (exception.IsDenied)
            {
                _denied[exception.Action ?? ""] = exception;
            }
            catch (Exception exception) when (exception is PemException || exception is TencentCertException { IsNotFound: true })
            {
                leaves[id] = null;
            }
        }).ConfigureAwait(false);
        return leaves;
    }
}
