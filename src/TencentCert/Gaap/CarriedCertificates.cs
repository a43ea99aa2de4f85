using System.Collections.Concurrent;
using TencentCert.Core.Bindings;
using TencentCert.Core.Client;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>
/// The certificates of the SSL service that a command carries into GAAP's store: each is fetched once, whatever number
/// of bindings gets it, and imports take turns.
/// </summary>
/// <param name="client">Client.</param>
/// <param name="shared">What failed for the whole command: after it nothing is fetched or imported.</param>
/// <param name="force">Takes also what the check of a certificate speaks against, as far as that may be overridden.</param>
internal sealed class CarriedCertificates(ApiClient client, SharedFailure shared, bool force) : IDisposable
{
    private readonly CertificateCarrier _carrier = new(client);
    private readonly ConcurrentDictionary<string, Lazy<Task<CarriedCertificate>>> _fetched = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _importing = new(1, 1);

    /// <summary>A certificate with its key, and its copy in the store where there is one; changes nothing.</summary>
    /// <param name="sslCertificateId">Id in the SSL service.</param>
    public Task<CarriedCertificate> FetchAsync(string sslCertificateId) => shared.AskAsync(token => _fetched.GetOrAdd(
        sslCertificateId, id => new Lazy<Task<CarriedCertificate>>(() => _carrier.FetchAsync(id, force: force, cancellationToken: token))).Value);

    /// <summary>Puts a fetched certificate into the store; the store itself finds what another binding's turn has just imported.</summary>
    /// <param name="carried">What <see cref="FetchAsync"/> gave.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>Id in GAAP's store.</returns>
    public async Task<string> ImportAsync(CarriedCertificate carried, CancellationToken cancellationToken)
    {
        await _importing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            shared.ThrowIfAny();
            return (await _carrier.ImportAsync(carried, cancellationToken: cancellationToken).ConfigureAwait(false)).CertificateId;
        }
        finally
        {
            _importing.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _importing.Dispose();
}
