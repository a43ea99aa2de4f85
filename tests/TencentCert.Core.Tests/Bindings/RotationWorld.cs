using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using TencentCert.Core.Bindings;
using TencentCert.Core.Client;
using TencentCert.Core.Gaap;
using TencentCert.Emulator;

namespace TencentCert.Core.Tests.Bindings;

/// <summary>An emulator with a generated estate and a new certificate for all of it; a change takes 50 ms.</summary>
internal sealed class RotationWorld : IAsyncDisposable
{
    public const string Old = "cert-bulk0001";

    private readonly string _folder = Directory.CreateTempSubdirectory("rotation-").FullName;

    private RotationWorld(TencentCloudEmulator emulator)
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

    public static async Task<RotationWorld> StartAsync(int listeners, int domains, double speed = 40) => new(await TencentCloudEmulator.StartAsync(
        new EmulatorOptions { Listeners = listeners, Domains = domains, Speed = speed, RequestsPerSecond = 0 }, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public ApiClient Connect() => new(TencentCertConnection.Create(
        Emulator.SecretId, Emulator.SecretKey, new ConnectionOptions { Endpoint = Emulator.Endpoint.OriginalString, RequestsPerSecond = 2000 }));

    public Task<RotationTarget> TargetAsync(RotationSelection? selection = null) =>
        new RotationTargets(Client, selection ?? new RotationSelection([Old])).FromSslAsync(Source, TestContext.Current.CancellationToken);

    public JournalLine First(RotationTarget target, string selection = "test") => new()
    {
        Endpoint = Client.Connection.Endpoints.ToString(),
        Certificates = [new JournalCertificate(target.Fingerprint, target.Name, target.Leaf.NotAfter)],
        Selection = selection,
    };

    /// <summary>What Update-GaapCertificate does: scan, plan, journal, run.</summary>
    public async Task<IReadOnlyList<GaapCertificateBinding>> RotateAsync(CancellationToken stop)
    {
        using var journal = RotationJournal.Open(Journal, First(await TargetAsync()), TimeProvider.System, out var earlier);
        var ended = new ConcurrentQueue<GaapCertificateBinding>();
        await RotateAsync(journal, earlier, ended, stop);
        return [.. ended];
    }

    /// <summary>The same with a journal of one's own, and with what ended before an exception.</summary>
    public async Task RotateAsync(RotationJournal journal, GaapCertificateUpdate? earlier, ConcurrentQueue<GaapCertificateBinding> ended, CancellationToken stop)
    {
        var scan = await new GaapScanner(Client).ScanAsync(cancellationToken: stop);
        var plan = RotationPlan.Create(scan, [await TargetAsync()], earlier);
        await new CertificateRotation(Client, new RotationOptions { Timeout = TimeSpan.FromSeconds(60) })
            .RunAsync(plan, journal, earlier, (binding, _, _) => ended.Enqueue(binding), stop);
    }

    public async Task<IReadOnlyList<GaapCertificateBinding>> UndoAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        var undo = new RotationUndo(Client, new RotationOptions());
        using var journal = RotationJournal.OpenForUndo(Journal, TimeProvider.System, out var run);
        var ended = new ConcurrentQueue<GaapCertificateBinding>();
        await undo.RunAsync(await undo.PlanAsync(run, stop), journal, (binding, _, _) => ended.Enqueue(binding), stop);
        return [.. ended];
    }

    /// <summary>Copies of the new certificate in GAAP's store.</summary>
    public IReadOnlyList<string> Copies() =>
        [.. Emulator.World.GaapCertificates.Where(certificate => certificate.Id != Old && certificate.Material?.Covers("site-00001.bulk.example.com") == true).Select(certificate => certificate.Id)];

    public int Bound(string certificateId) => Emulator.World.Domains.Count(domain => domain.ServedCertificateId == certificateId);

    /// <summary>The bindings of one kind of journal line, as they were written down.</summary>
    public IReadOnlyList<(string ListenerId, string? Domain)> Journalled(string what) =>
        [.. File.ReadLines(Journal).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("event").GetString() == what)
            .Select(line => (line.GetProperty("listenerId").GetString()!, line.TryGetProperty("domain", out var domain) ? domain.GetString() : null))];

    /// <summary>Writes sent for a binding after its journal said it was done.</summary>
    public IReadOnlyList<string> SentAfterDone()
    {
        var done = new HashSet<string>();
        var again = new List<string>();
        foreach (var line in File.ReadLines(Journal))
        {
            var key = Regex.Match(line, "\"listenerId\":\"[^\"]*\"(,\"domain\":\"[^\"]*\")?").Value;
            if (line.Contains("\"Done\"", StringComparison.Ordinal))
            {
                done.Add(key);
            }
            else if (line.Contains("\"Sending\"", StringComparison.Ordinal) && done.Contains(key))
            {
                again.Add(key);
            }
        }

        return again;
    }
}
