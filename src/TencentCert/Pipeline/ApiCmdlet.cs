using TencentCert.Session;

namespace TencentCert.Pipeline;

/// <summary>A cmdlet that calls Tencent Cloud.</summary>
public abstract class ApiCmdlet : AsyncCmdlet
{
    private ApiClient? _client;

    private protected ApiCmdlet() { }

    /// <summary>Connection to use instead of this runspace's.</summary>
    [RefusesSecret]
    [RefusesProfileName]
    [Parameter]
    [ValidateNotNull]
    public TencentCertConnection? Connection { get; set; }

    /// <summary>Key of this call: SecretId and SecretKey. Endpoint and settings stay those of this runspace's connection.</summary>
    [RefusesSecret]
    [RefusesProfileName]
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>Profile of tccli or of the shared credentials file whose key signs this call.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Sends calls and writes a <c>-Verbose</c> line for each attempt. Set when the connection is resolved; thread-safe.</summary>
    private protected ApiClient Client => _client ?? throw new InvalidOperationException("The connection is not resolved.");

    /// <summary>Whether the connection is resolved at the start; otherwise by a call of <see cref="Connect"/>.</summary>
    private protected virtual bool ConnectsAtStart => true;

    /// <summary>Resolves the connection. An override calls this method first.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ConnectsAtStart)
            Connect();
    }

    /// <summary>Resolves the connection once; a missing key ends the command.</summary>
    private protected void Connect()
    {
        if (_client is not null)
            return;

        var connections = RunspaceConnections.Current;
        RunOrEnd(async (output, token) =>
        {
            var connection =
                await connections.ChooseAsync(Connection, Credential, ProfileName, output.Verbose, token).ConfigureAwait(false);
            _client = new ApiClient(connection, attempt => output.Verbose(() => AttemptLine.Of(attempt)));
        });
    }
}
