using System.Net;
using System.Net.Sockets;
using TencentCert.Session;

namespace TencentCert.Emulator;

/// <summary>Starts an offline Tencent Cloud in this process, on this machine's loopback only.</summary>
[Cmdlet(VerbsLifecycle.Start, "TencentCertEmulator", SupportsShouldProcess = true)]
[OutputType(typeof(TencentCertEmulator))]
public sealed class StartTencentCertEmulatorCommand : AsyncCmdlet
{
    // Values of parameters with emulator types: fields of these types would load the emulator with the module.
    private EmulatorOptions _options = new();

    /// <summary>Port of the API; 0 selects a free one.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>Port of the TLS edge; 0 selects a free one.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 65535)]
    public int EdgePort { get; set; }

    /// <summary>Additional host names; each must resolve to loopback.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] HostName { get; set; } = [];

    /// <summary>HTTPS listeners of a generated world; the small predefined world when not given.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int? ListenerCount { get; set; }

    /// <summary>Domains of a generated world, in total.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? DomainCount { get; set; }

    /// <summary>Initial SSL certificates.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? CertificateCount { get; set; }

    /// <summary>Emulated seconds per real second; 0 stops the clock.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0.0, 1_000_000.0)]
    public double Speed { get => _options.Speed; set => _options = _options with { Speed = value }; }

    /// <summary>Real time from a request to its response, half in each direction.</summary>
    [RefusesSecret]
    [Parameter]
    public TimeSpan Latency { get => _options.Latency; set => _options = _options with { Latency = value }; }

    /// <summary>Maximum deviation of the latency.</summary>
    [RefusesSecret]
    [Parameter]
    public TimeSpan Jitter { get => _options.Jitter; set => _options = _options with { Jitter = value }; }

    /// <summary>Algorithm that counts the requests of an action.</summary>
    [RefusesSecret]
    [Parameter]
    public RateLimitKind Limiter { get => _options.Limiter; set => _options = _options with { Limiter = value }; }

    /// <summary>Requests per action and second; each service's own rate when not given, 0 for no limit.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0.0, 1_000_000.0)]
    public double? RequestsPerSecond { get; set; }

    /// <summary>Emulated time from passed validation to issue.</summary>
    [RefusesSecret]
    [Parameter]
    public TimeSpan IssueDelay { get => _options.IssueDelay; set => _options = _options with { IssueDelay = value }; }

    /// <summary>Emulated duration of a GAAP change.</summary>
    [RefusesSecret]
    [Parameter]
    public TimeSpan ChangeDelay { get => _options.ChangeDelay; set => _options = _options with { ChangeDelay = value }; }

    /// <summary>Offset by which GAAP's BeginTime and EndTime precede the certificate's dates.</summary>
    [RefusesSecret]
    [Parameter]
    public TimeSpan GaapTimeOffset { get => _options.GaapTimeOffset; set => _options = _options with { GaapTimeOffset = value }; }

    /// <summary>Validation waits for <c>World.PublishValidation</c> instead of passing automatically.</summary>
    [Parameter]
    public SwitchParameter ManualValidation { get; set; }

    /// <summary>The emulated site of Tencent Cloud.</summary>
    [RefusesSecret]
    [Parameter]
    public EmulatorSite Site { get => _options.Site; set => _options = _options with { Site = value }; }

    /// <summary>Folder structure of downloaded ZIP files.</summary>
    [RefusesSecret]
    [Parameter]
    public ZipLayout ZipLayout { get => _options.ZipLayout; set => _options = _options with { ZipLayout = value }; }

    /// <summary>The accepted key; a random one when not given.</summary>
    [RefusesSecret]
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>Sets this runspace's default connection to the emulator.</summary>
    [Parameter]
    public SwitchParameter Connect { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!ShouldProcess("127.0.0.1:" + Port, Wording.Of($"Start emulator")))
            return;

        var emulators = RunspaceEmulators.Current;
        var connections = RunspaceConnections.Current;
        var site = Site == EmulatorSite.International ? TencentSite.International : TencentSite.China;
        RunOrEnd(async (output, token) =>
        {
            var emulator = new TencentCertEmulator(await StartAsync(token).ConfigureAwait(false), site);
            emulators.Add(emulator);
            if (Connect)
                emulator.Connection = connections.Default = await ConnectAsync(emulator, token).ConfigureAwait(false);

            output.Write(emulator);
        });
    }

    private async Task<TencentCloudEmulator> StartAsync(CancellationToken token)
    {
        try
        {
            return await TencentCloudEmulator.StartAsync(Options(), token).ConfigureAwait(false);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            var ports = new[] { Port == 0 ? null : $"-Port {Port}", EdgePort == 0 ? null : $"-EdgePort {EdgePort}" };
            throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"Another program listens there already: {Wording.List(ports.Where(static port => port is not null))}. Give another port, "
                + $"or 0 for a free one.");
        }
    }

    private static async Task<TencentCertConnection> ConnectAsync(TencentCertEmulator emulator, CancellationToken token)
    {
        var options = ConnectionSettings.Default() with
        {
            Endpoint = emulator.Endpoint.ToString(),
            Site = emulator.Site,
            ConnectTo = new DnsEndPoint(emulator.Edge.Address.ToString(), emulator.Edge.Port),
        };
        var connection = new TencentCertConnection(KeyChain.Of(emulator.Credential, null, null, options), options);
        await connection.Credentials.GetAsync(token).ConfigureAwait(false);
        return connection;
    }

    private EmulatorOptions Options() => _options with
    {
        Port = Port,
        EdgePort = EdgePort,
        Hosts = HostName,
        Listeners = ListenerCount,
        Domains = DomainCount,
        Certificates = CertificateCount,
        RequestsPerSecond = RequestsPerSecond,
        AutoValidate = !ManualValidation,
        SecretId = Credential?.UserName,
        SecretKey = SecretText.Reveal(Credential?.Password),
    };
}
