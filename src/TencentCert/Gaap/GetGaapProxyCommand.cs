using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>Lists GAAP's proxies.</summary>
[Cmdlet(VerbsCommon.Get, "GaapProxy")]
[OutputType(typeof(GaapProxy))]
public sealed class GetGaapProxyCommand : ApiCmdlet
{
    /// <summary>Only these.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProxyIdCompleter))]
    public string[]? ProxyId { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Run(async (output, token) =>
    {
        var missing = new HashSet<string>(ProxyId ?? [], StringComparer.Ordinal);
        foreach (var id in missing)
            ResourceId.Check(id, "link-", nameof(ProxyId));

        await foreach (var proxy in new GaapReader(Client).ProxiesAsync(ProxyId, token).ConfigureAwait(false))
        {
            missing.Remove(proxy.ProxyId);
            await output.WriteAsync(proxy).ConfigureAwait(false);
        }

        foreach (var id in missing)
            output.Error(new TencentCertException(ErrorCodes.NotFound, $"There is no proxy {id}. Get-GaapProxy lists them."), id);
    });
}
