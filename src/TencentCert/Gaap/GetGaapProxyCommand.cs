using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Gaap;
using TencentCert.Pipeline;

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
    protected override void ProcessRecord() => Run((output, token) =>
    {
        foreach (var id in ProxyId ?? [])
        {
            ResourceId.Check(id, "link-", nameof(ProxyId));
        }

        return output.WriteAllAsync(new GaapEstate(Client).ProxiesAsync(ProxyId, token));
    });
}
