using TencentCert.Emulator.Faults;

namespace TencentCert.Emulator;

/// <summary>Options of an emulator: ports, content, speed of the clock, delays and faults.</summary>
public sealed record EmulatorOptions
{
    /// <summary>Port of the API on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Port of the TLS edge on 127.0.0.1; 0 takes a free one.</summary>
    public int EdgePort { get; init; }

    /// <summary>Additional host names of the API; each must resolve to loopback.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>HTTPS listeners of a generated GAAP world; null for the small hand-made one.</summary>
    public int? Listeners { get; init; }

    /// <summary>Domains of a generated GAAP world, in total; null for one a listener.</summary>
    public int? Domains { get; init; }

    /// <summary>SSL certificates to start with; null for the hand-made handful, more fills the list up.</summary>
    public int? Certificates { get; init; }

    /// <summary>Emulated seconds a real second; 0 stops the clock so that only <see cref="EmulatorClock.Advance"/> moves it.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Real time from a request to its response: half before the service counts the request, half after.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How much longer or shorter <see cref="Latency"/> is at most, evenly distributed.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Requests an action and emulated second; null for each service's own rate, 0 for no limit.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>How these requests are counted.</summary>
    public RateLimitKind Limiter { get; init; }

    /// <summary>Accepted secret id; random when null.</summary>
    public string? SecretId { get; init; }

    /// <summary>Accepted secret key; random when null.</summary>
    public string? SecretKey { get; init; }

    /// <summary>Session token every request must carry; null when the key needs none.</summary>
    public string? Token { get; init; }

    /// <summary>Emulated time from passed validation to issue.</summary>
    public TimeSpan IssueDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Emulated time from an order until its validation records are visible.</summary>
    public TimeSpan ValidationRecordDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether validation passes automatically, since the emulator sees no DNS; otherwise see
    /// <see cref="World.EmulatorWorld.PublishValidation"/>.
    /// </summary>
    public bool AutoValidate { get; init; } = true;

    /// <summary>Emulated time until validation passes automatically.</summary>
    public TimeSpan AutoValidateDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Emulated time one GAAP change takes.</summary>
    public TimeSpan ChangeDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Emulated time a search for the resources of a certificate takes.</summary>
    public TimeSpan SearchDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Emulated time the deployment of a certificate onto one resource takes.</summary>
    public TimeSpan DeployDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How much earlier GAAP's BeginTime and EndTime are than the certificate says. Tencent's published example of
    /// DescribeCertificateDetail shows 8 hours; zero by default.
    /// </summary>
    public TimeSpan GaapTimeOffset { get; init; }

    /// <summary>The emulated site.</summary>
    public EmulatorSite Site { get; init; }

    /// <summary>Folder structure of downloaded ZIP files.</summary>
    public ZipLayout ZipLayout { get; init; }

    /// <summary>Faults planned from the start.</summary>
    public FaultPlan? Faults { get; init; }
}
