using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Gaap;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>Lists domains with the certificate each is bound to and the one it serves.</summary>
[Cmdlet(VerbsCommon.Get, "GaapDomain")]
[OutputType(typeof(GaapDomain))]
public sealed class GetGaapDomainCommand : ParallelApiCmdlet
{
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

    /// <summary>Only such domains; wildcards allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListenerDomainCompleter))]
    public string[]? Domain { get; set; }

    /// <summary>Only domains that serve this certificate of GAAP's store, directly or through their listener.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string? EffectiveCertificateId { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var selection = new ListenerSelection(ListenerId, GroupId, ProxyId, MyInvocation);
        var filter = new NameFilter(Domain);
        var reader = new GaapReader(Client);
        var listeners = new List<GaapListener>();
        Run(
            async (output, token) =>
            {
                await foreach (var listener in selection.ReadAsync(reader, output.Error, token).ConfigureAwait(false))
                {
                    listeners.Add(listener);
                }
            },
            selection.Target);
        foreach (var listener in listeners)
        {
            Start(
                async (output, token) =>
                {
                    foreach (var domain in await reader.DomainsAsync(listener, token).ConfigureAwait(false))
                    {
                        if (filter.Matches([domain.Domain]) && (EffectiveCertificateId is not { } wanted || domain.EffectiveCertificateId == wanted))
                        {
                            output.Write(domain);
                        }
                    }
                },
                listener);
        }
    }
}
