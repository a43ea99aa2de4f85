using System.Management.Automation;
using TencentCert.Session;

namespace TencentCert.Connection;

/// <summary>Forgets this runspace's connections and their keys. Nothing is sent; there is no session at the other end.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "TencentCert")]
[OutputType(typeof(void))]
public sealed class DisconnectTencentCertCommand : PSCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => RunspaceConnections.Current.Clear();
}
