using TencentCert.Core.Diagnostics;
using TencentCert.Session;

namespace TencentCert.Connection;

/// <summary>Makes one cheap call and reports any problem in plain language. A broken connection is a result, not an error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "TencentCertConnection")]
[OutputType(typeof(ConnectionReport), typeof(bool))]
public sealed class TestTencentCertConnectionCommand : AsyncCmdlet
{
    /// <summary>Connection to test; this runspace's when not given.</summary>
    [RefusesSecret]
    [RefusesProfileName]
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public TencentCertConnection? Connection { get; set; }

    /// <summary>Key to test: SecretId and SecretKey.</summary>
    [RefusesSecret]
    [RefusesProfileName]
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>Profile of tccli or of the shared credentials file to test.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Writes only true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var connections = RunspaceConnections.Current;
        Run(async (output, token) =>
        {
            var report = await ReportAsync(connections, output, token).ConfigureAwait(false);
            output.Write(Quiet ? report.Passed : report);
        });
    }

    private async Task<ConnectionReport> ReportAsync(RunspaceConnections connections, CmdletOutput output, CancellationToken token)
    {
        TencentCertConnection connection;
        try
        {
            connection = await connections.ChooseAsync(Connection, Credential, ProfileName, output.Verbose, token).ConfigureAwait(false);
        }
        catch (TencentCertException exception) when (exception.Code != ErrorCodes.InvalidParameter)
        {
            return new ConnectionReport(null, ConnectionTest.Failed(exception));
        }

        var test = new ConnectionTest(connection, attempt => output.Verbose(() => AttemptLine.Of(attempt)));
        return new ConnectionReport(connection, await test.RunAsync(token).ConfigureAwait(false));
    }
}
