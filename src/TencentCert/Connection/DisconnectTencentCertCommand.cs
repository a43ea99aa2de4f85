using TencentCert.Session;

namespace TencentCert.Connection;

/// <summary>Removes this runspace's connections and their keys. Sends nothing; the service has no session.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "TencentCert")]
[OutputType(typeof(void))]
public sealed class DisconnectTencentCertCommand : PSCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => RunspaceConnections.Current.Clear();
}
