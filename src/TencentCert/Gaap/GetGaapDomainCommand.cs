using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>Lists domains with their bound and their served certificate.</summary>
[Cmdlet(VerbsCommon.Get, "GaapDomain")]
[OutputType(typeof(GaapDomain))]
public sealed class GetGaapDomainCommand : ParallelApiCmdlet
{
    private NameFilter? _filter;
    private volatile bool _isIncomplete;
    private volatile bool _isFound;

    /// <summary>Domains of these listeners.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ListenerIdCompleter))]
    public string[]? ListenerId { get; set; }

    /// <summary>Domains of these groups' listeners.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string[]? GroupId { get; set; }

    /// <summary>Domains of these proxies' listeners.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProxyIdCompleter))]
    public string[]? ProxyId { get; set; }

    /// <summary>Only these domains; wildcards allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListenerDomainCompleter))]
    public string[]? Domain { get; set; }

    /// <summary>Only domains that serve this certificate of the GAAP certificate store, directly or through their listener.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string? EffectiveCertificateId { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var selection = new ListenerSelection(ListenerId, GroupId, ProxyId, MyInvocation);
        var filter = _filter ??= new NameFilter(Domain);
        var reader = new GaapReader(Client);
        var listeners = new List<GaapListener>();
        var wasIncomplete = _isIncomplete;
        Run(
            async (output, token) =>
            {
                _isIncomplete = true;
                var missing = false;
                var found = selection.ReadAsync(
                    reader,
                    (failure, id) =>
                    {
                        missing = true;
                        output.Error(failure, id);
                    },
                    token);
                await foreach (var listener in found.ConfigureAwait(false))
                    listeners.Add(listener);

                _isIncomplete = wasIncomplete || missing;
            },
            selection.Target);
        foreach (var listener in listeners)
        {
            Start(
                async (output, token) =>
                {
                    foreach (var domain in await ReadAsync(reader, listener, token).ConfigureAwait(false))
                    {
                        if (filter.Matches([domain.Domain])
                            && (EffectiveCertificateId is not { } certificateId || domain.EffectiveCertificateId == certificateId))
                        {
                            _isFound = true;
                            output.Write(domain);
                        }
                    }
                },
                listener);
        }
    }

    /// <summary>
    /// After all listeners are read, a missing name without wildcards or a missing certificate is an error, unless a listener could
    /// not be read.
    /// </summary>
    protected override void EndProcessing()
    {
        if (_filter is { } filter)
        {
            Dispatcher.Finish();
            if (EffectiveCertificateId is { } certificateId && !_isFound && !_isIncomplete)
                Run((_, token) => new GaapCertificateStore(Client).GetAsync(certificateId, cancellationToken: token), certificateId);

            foreach (var name in _isIncomplete ? [] : filter.Unmatched)
            {
                Fail(new TencentCertException(
                    ErrorCodes.NotFound, $"No domain {name} was found. Get-GaapDomain without -Domain lists all."), name);
            }
        }

        base.EndProcessing();
    }

    private async Task<IReadOnlyList<GaapDomain>> ReadAsync(GaapReader reader, GaapListener listener, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.DomainsAsync(listener, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _isIncomplete = true;
            throw;
        }
    }
}
