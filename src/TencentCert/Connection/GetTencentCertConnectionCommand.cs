using TencentCert.Session;

namespace TencentCert.Connection;

/// <summary>Gets the connection that a call without <c>-Connection</c> would use; nothing when there is no key.</summary>
[Cmdlet(VerbsCommon.Get, "TencentCertConnection")]
[OutputType(typeof(TencentCertConnection))]
public sealed class GetTencentCertConnectionCommand : AsyncCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var connections = RunspaceConnections.Current;
        Run(async (output, token) =>
        {
            try
            {
                output.Write(await connections.ChooseAsync(null, null, null, output.Verbose, token).ConfigureAwait(false));
            }
            catch (TencentCertException exception) when (exception.Code == ErrorCodes.NoCredential)
            {
                output.Verbose(exception.Message);
            }
        });
    }
}
