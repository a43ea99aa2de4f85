using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>Lists GAAP's HTTPS listeners: those named, those of a proxy or group, or all.</summary>
[Cmdlet(VerbsCommon.Get, "GaapListener")]
[OutputType(typeof(GaapListener))]
public sealed class GetGaapListenerCommand : ApiCmdlet
{
    /// <summary>Listeners.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ListenerIdCompleter))]
    public string[]? ListenerId { get; set; }

    /// <summary>Listeners of these groups.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string[]? GroupId { get; set; }

    /// <summary>Listeners of these proxies.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProxyIdCompleter))]
    public string[]? ProxyId { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var selection = new ListenerSelection(ListenerId, GroupId, ProxyId, MyInvocation);
        Run((output, token) => output.WriteAllAsync(selection.ReadAsync(new GaapReader(Client), output.Error, token)), selection.Target);
    }
}
