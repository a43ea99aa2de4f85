using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Client;
using TencentCert.Core.Gaap;
using TencentCert.Emulator;

namespace TencentCert.Core.Tests.Bindings;

/// <summary>An emulator with generated listeners and domains and a new certificate for all of them. A change takes 50 ms.</summary>
internal sealed class BindingWorld : IAsyncDisposable
{
    public const string Old = "cert-bulk0001";

    private readonly string _folder = Directory.CreateTempSubdirectory("rotation-").FullName;

    private BindingWorld(TencentCloudEmulator emulator)
    {
        Emulator = emulator;
        Source = emulator.World.AddSslCertificate(["*.bulk.example.com"]).Id;
        Client = Connect();
    }

    public TencentCloudEmulator Emulator { get; }

    public ApiClient Client { get; }

    /// <summary>Id of the new certificate in the SSL service.</summary>
    public string Source { get; }

    public string Journal => Path.Join(_folder, "run.jsonl");

    public static async Task<BindingWorld> StartAsync(int listeners, int domains, double speed = 40) =>
        new(await TencentCloudEmulator.StartAsync(
        new EmulatorOptions { Listeners = listeners, Domains = domains, Speed = speed, RequestsPerSecond = 0 },
        TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public ApiClient Connect() => new(TencentCertConnection.Create(
        Emulator.SecretId, Emulator.SecretKey,
        new ConnectionOptions { Endpoint = Emulator.Endpoint.OriginalString, RequestsPerSecond = 2000 }));

    /// <summary>The bindings of the old certificate.</summary>
    public static BindingSelection OfOld { get; } = new([Old]);

    public BindingPipeline Pipeline(CancellationToken stop, BindingOptions? options = null) =>
        new(Client, options ?? new BindingOptions { Timeout = TimeSpan.FromSeconds(60) }, stop);

    /// <summary>Queues for changes outside a plan.</summary>
    public ListenerQueues Queues(ApiClient? client = null, int throttleLimit = 16) => new(
        client ?? Client, new BindingLog(), throttleLimit, inOrder: false, new SharedFailure(CancellationToken.None),
        TestContext.Current.CancellationToken);

    public Task<BindingCertificate> TargetAsync(BindingSelection? selection = null, string? source = null) =>
        new ReplacementCertificates(Client, new CertificateImporter(Client), selection ?? OfOld)
            .FromSslAsync(source ?? Source, TestContext.Current.CancellationToken);

    public JournalIdentity Identity(BindingCertificate certificate) => new(
        Client.Connection.Endpoints.ToString(), null,
        [new JournalCertificate(certificate.Fingerprint, certificate.Name, certificate.NotAfter)], OfOld);

    public BindingJournal Open(BindingCertificate certificate) =>
        BindingJournal.Open(Journal, Identity(certificate), TimeProvider.System, out _);

    /// <summary>Runs the steps of Update-GaapCertificate: read, plan, journal, run.</summary>
    public async Task<IReadOnlyList<GaapCertificateBinding>> RotateAsync(
        CancellationToken stop, string? source = null, Func<GaapListenerSnapshot, GaapListenerSnapshot>? seen = null,
        BindingOptions? options = null)
    {
        using var pipeline = Pipeline(stop, options);
        var snapshot = await pipeline.Planner.ReadAsync(cancellationToken: stop);
        snapshot = seen is null ? snapshot : new GaapSnapshot(snapshot.Listeners.Select(seen).ToArray());
        var plan = pipeline.Planner.ForRotation(snapshot, [await TargetAsync(source: source)], OfOld, Journal);
        return await pipeline.Executor.ExecuteAsync(plan).Select(result => result.Binding)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The same with a given journal. Bindings that ended before an exception are also returned.</summary>
    public async Task RotateAsync(BindingJournal journal, ConcurrentQueue<GaapCertificateBinding> ended, CancellationToken stop)
    {
        using var pipeline = Pipeline(stop);
        var plan = pipeline.Planner.ForRotation(await pipeline.Planner.ReadAsync(cancellationToken: stop), [await TargetAsync()], OfOld);
        await foreach (var result in pipeline.Executor.ExecuteAsync(plan, journal, null))
            ended.Enqueue(result.Binding);
    }

    public async Task<IReadOnlyList<GaapCertificateBinding>> UndoAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        using var pipeline = Pipeline(stop);
        var plan = await pipeline.Planner.ForUndoAsync(Journal, stop);
        return await pipeline.Executor.ExecuteAsync(plan).Select(result => result.Binding).ToListAsync(stop);
    }

    /// <summary>Copies of the new certificate in the GAAP certificate store.</summary>
    public IReadOnlyList<string> Copies() =>
        [.. Emulator.World.GaapCertificates.Where(
            certificate => certificate.Id != Old && certificate.Material?.Covers("site-00001.bulk.example.com") == true)
            .Select(certificate => certificate.Id)];

    public int Bound(string certificateId) => Emulator.World.Domains.Count(domain => domain.ServedCertificateId == certificateId);

    /// <summary>The bindings of one kind of journal line, in the order of the journal.</summary>
    public IReadOnlyList<(string ListenerId, string? Domain)> Journalled(string what) =>
        [.. File.ReadLines(Journal).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("event").GetString() == what)
            .Select(line =>
                (line.GetProperty("listenerId").GetString()!, line.TryGetProperty("domain", out var domain) ? domain.GetString() : null))];

    /// <summary>Writes sent for a binding after the journal had recorded it as done.</summary>
    public IReadOnlyList<string> SentAfterDone()
    {
        var done = new HashSet<string>();
        var again = new List<string>();
        foreach (var line in File.ReadLines(Journal))
        {
            var key = Regex.Match(line, "\"listenerId\":\"[^\"]*\"(,\"domain\":\"[^\"]*\")?").Value;
            if (line.Contains("\"Done\"", StringComparison.Ordinal))
                done.Add(key);
            else if (line.Contains("\"Sending\"", StringComparison.Ordinal) && done.Contains(key))
                again.Add(key);
        }

        return again;
    }
}
