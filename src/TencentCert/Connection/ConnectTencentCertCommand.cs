using TencentCert.Session;

namespace TencentCert.Connection;

/// <summary>Resolves the key and sets this runspace's default connection. Sends nothing.</summary>
[Cmdlet(VerbsCommunications.Connect, "TencentCert")]
[OutputType(typeof(TencentCertConnection))]
public sealed class ConnectTencentCertCommand : ConnectionCmdlet
{
    /// <summary>Writes the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var connections = RunspaceConnections.Current;
        RunOrEnd(async (output, token) =>
        {
            var connection = Describe();
            var found = await connection.Credentials.GetAsync(token).ConfigureAwait(false);
            connections.Default = connection;
            output.Verbose(() => Wording.Of($"Key from {found.Source}: {found.Detail}. Connection: {connection}."));
            foreach (var passedOver in found.PassedOver)
                output.Verbose(() => Wording.Of($"Passed over {passedOver}."));

            if (PassThru)
                output.Write(connection);
        });
    }
}
