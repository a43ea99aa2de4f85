using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>A requested listener; its version and domains are read once, on demand.</summary>
internal sealed class RequestedListener(GaapListener listener)
{
    private readonly AsyncCache<IReadOnlyList<GaapDomain>> _domains = new();
    private readonly AsyncCache<string?> _version = new();
    private readonly object _lock = new();
    private readonly Dictionary<string, GaapCertificateBinding> _changedBindings = new(StringComparer.Ordinal);

    public GaapListener Listener => listener;

    public Task<string?> VersionAsync(GaapReader reader, CancellationToken cancellationToken) =>
        _version.GetAsync(listener.ListenerId, async _ =>
        {
            try
            {
                return await reader.VersionAsync(listener, cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException denied) when (denied.IsDenied)
            {
                // The service itself refuses what the version does not support.
                return null;
            }
        });

    /// <summary>The listener's domains, updated with bindings changed since they were read.</summary>
    public async Task<IReadOnlyList<GaapDomain>> DomainsAsync(GaapReader reader, CancellationToken cancellationToken)
    {
        var domains = await _domains.GetAsync(
            listener.ListenerId, _ => reader.DomainsAsync(listener, cancellationToken)).ConfigureAwait(false);
        lock (_lock)
            return _changedBindings.Count == 0 ? domains : [.. domains.Select(WithBinding)];
    }

    public void RecordBinding(GaapCertificateBinding binding)
    {
        lock (_lock)
            _changedBindings[binding.Domain!] = binding;
    }

    private GaapDomain WithBinding(GaapDomain domain) =>
        !_changedBindings.TryGetValue(domain.Domain, out var binding) ? domain : domain with
        {
            CertificateId = binding.CertificateId,
            EffectiveCertificateId = binding.CertificateId == GaapCertificateId.Default ? listener.CertificateId : binding.CertificateId,
            ClientCertificateId = binding.ClientCertificateId,
        };
}
