using System.Globalization;
using TencentCert.Emulator.Faults;

namespace TencentCert.Emulator.CommandLine;

/// <summary>Turns command-line arguments into options; an unknown one is an error.</summary>
internal sealed class OptionReader(IEnumerable<string> arguments)
{
    public const string Help = """
        An offline Tencent Cloud for certificates. Listens on loopback only, prints one JSON line, serves until stopped.

          --port N             port of the API (default 0: a free one)
          --edge-port N        port of the TLS edge (default 0: a free one)
          --host NAME          answer to this host name too; it must resolve to loopback; may be repeated
          --listeners N        HTTPS listeners of a generated GAAP world
          --domains M          domains of a generated GAAP world, in total
          --certificates N     SSL certificates to start with
          --speed X            emulated seconds a real second (default 1)
          --latency-ms N       milliseconds from a request to its answer
          --jitter-ms N        the latency differs by up to so many milliseconds in either direction
          --rate N             requests an action and second (default: the services' own; 0: no limit)
          --limiter KIND       how they are counted: token-bucket (default), sliding-second or clock-second
          --issue-delay N      emulated seconds from validation to issue (default 5)
          --change-delay N     emulated seconds a GAAP change takes (default 2)
          --gaap-time-offset N hours that GAAP's BeginTime and EndTime are early (default 0)
          --no-auto-validate   let validation wait for CompleteCertificate
          --site NAME          china (default) or international
          --zip-layout NAME    all-format (default) or per-server
          --secret-id TEXT     accepted secret id (default: random)
          --secret-key TEXT    accepted secret key (default: random)
          --token TEXT         session token every request must carry
          --fault ACTION:KIND[:COUNT]
                               ACTION: a name, or * for all. COUNT: a number (default 1), * for always, P% for a share.
                               KIND: lose-answer, refuse, throttle, delay, server-error, server-error-after-work, html,
                               html-after-work, truncated-body, busy-listener, internal-error, internal-error-after-work,
                               change-fails, or an error code such as FailedOperation.NetworkError; may be repeated
          --help               this text
        """;

    private readonly Queue<string> _arguments = new(arguments);

    /// <summary>The options; null when help is requested.</summary>
    public static EmulatorOptions? Read(IReadOnlyList<string> arguments) =>
        arguments.Contains("--help") ? null : new OptionReader(arguments).Read();

    private EmulatorOptions Read()
    {
        var options = new EmulatorOptions();
        var faults = new FaultPlan();
        while (_arguments.TryDequeue(out var name))
        {
            options = name switch
            {
                "--port" => options with { Port = ReadInteger(name, 65535) },
                "--edge-port" => options with { EdgePort = ReadInteger(name, 65535) },
                "--listeners" => options with { Listeners = ReadInteger(name, min: 1) },
                "--domains" => options with { Domains = ReadInteger(name) },
                "--certificates" => options with { Certificates = ReadInteger(name) },
                "--speed" => options with { Speed = ReadNumber(name) },
                "--latency-ms" => options with { Latency = TimeSpan.FromMilliseconds(ReadInteger(name)) },
                "--jitter-ms" => options with { Jitter = TimeSpan.FromMilliseconds(ReadInteger(name)) },
                "--limiter" => options with { Limiter = ReadChoice(
                    name,
                    ("token-bucket", RateLimitKind.TokenBucket),
                    ("sliding-second", RateLimitKind.SlidingSecond),
                    ("clock-second", RateLimitKind.ClockSecond)) },
                "--rate" => options with { RequestsPerSecond = ReadNumber(name) },
                "--issue-delay" => options with { IssueDelay = TimeSpan.FromSeconds(ReadNumber(name)) },
                "--change-delay" => options with { ChangeDelay = TimeSpan.FromSeconds(ReadNumber(name)) },
                "--gaap-time-offset" => options with { GaapTimeOffset = TimeSpan.FromHours(ReadNumber(name)) },
                "--no-auto-validate" => options with { AutoValidate = false },
                "--site" =>
                    options with { Site = ReadChoice(name, ("china", EmulatorSite.China), ("international", EmulatorSite.International)) },
                "--zip-layout" =>
                    options with { ZipLayout = ReadChoice(name, ("all-format", ZipLayout.AllFormat), ("per-server", ZipLayout.PerServer)) },
                "--secret-id" => options with { SecretId = ReadText(name) },
                "--secret-key" => options with { SecretKey = ReadText(name) },
                "--token" => options with { Token = ReadText(name) },
                "--host" => options with { Hosts = [.. options.Hosts, ReadText(name)] },
                "--fault" => options with { Faults = FaultParser.AddTo(faults, ReadText(name)) },
                _ => throw new CommandLineException($"Unknown option '{name}'."),
            };
        }

        return options with { Faults = faults };
    }

    private string ReadText(string name) =>
        _arguments.TryDequeue(out var value) && value.Length > 0 ? value : throw new CommandLineException($"{name} needs a value.");

    private int ReadInteger(string name, int max = int.MaxValue, int min = 0) =>
        int.TryParse(ReadText(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new CommandLineException($"{name} needs a whole number from {min}.");

    private double ReadNumber(string name) =>
        double.TryParse(ReadText(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CommandLineException($"{name} needs a number from 0.");

    private T ReadChoice<T>(string name, params (string Text, T Value)[] choices)
    {
        var text = ReadText(name);
        var index = Array.FindIndex(choices, choice => choice.Text == text);
        return index >= 0
            ? choices[index].Value
            : throw new CommandLineException($"{name} must be {string.Join(" or ", choices.Select(choice => choice.Text))}.");
    }
}

/// <summary>An option that cannot be understood.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
