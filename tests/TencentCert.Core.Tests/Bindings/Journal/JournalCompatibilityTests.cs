using System.Text.RegularExpressions;
using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Tests;

namespace TencentCert.Core.Tests.Bindings.Journal;

/// <summary>Journals written by version 0.1.0, in each state of a run.</summary>
public sealed partial class JournalCompatibilityTests
{
    private static readonly string Folder = Path.Join(Repository.Root, "tests", "TencentCert.Core.Tests", "Bindings", "Journal", "0.1.0");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("complete", GaapCertificateUpdateState.Complete, 11, 0, 0)]
    [InlineData("matching", GaapCertificateUpdateState.Complete, 4, 0, 0)]
    [InlineData("predecessor", GaapCertificateUpdateState.Complete, 5, 0, 0)]
    [InlineData("failed", GaapCertificateUpdateState.Failed, 9, 0, 2)]
    [InlineData("undone", GaapCertificateUpdateState.Undone, 0, 11, 0)]
    public void A_journal_of_version_0_1_0_has_the_same_state_and_counts(
        string name, GaapCertificateUpdateState state, int done, int undone, int failed)
    {
        var run = GaapCertificateUpdate.Read(Path.Join(Folder, name + ".jsonl"));

        Assert.Equal((state, done, undone, failed), (run.State, run.Done, run.Undone, run.Failed));
        Assert.NotNull(run.SelectedBy);
        Assert.Equal(
            name == "matching" ? "matching domains" : name == "predecessor" ? "bindings of the predecessor" : "bindings of cert-bulk0001",
            run.Selection);
    }

    [Theory]
    [InlineData("unfinished", int.MaxValue)]
    [InlineData("failed", int.MaxValue)]

    // Killed while the certificate was imported.
    [InlineData("failed", 14)]
    public async Task A_run_of_version_0_1_0_resumes_and_can_be_undone(string name, int lines)
    {
        await using var world = await BindingWorld.StartAsync(listeners: 2, domains: name == "unfinished" ? 12 : 6);
        await CopyAsync(world, name, lines);
        var earlier = GaapCertificateUpdate.Read(world.Journal);

        var ended = await world.RotateAsync(Stop);

        Assert.NotEmpty(ended);
        Assert.Equal(world.Emulator.World.Domains.Count, world.Bound(Assert.Single(world.Copies())));
        var run = GaapCertificateUpdate.Read(world.Journal);
        Assert.Equal((GaapCertificateUpdateState.Complete, earlier.StartTime), (run.State, run.StartTime));
        await world.UndoAsync();
        Assert.Equal(world.Emulator.World.Domains.Count, world.Bound(BindingWorld.Old));
        Assert.Equal(GaapCertificateUpdateState.Undone, GaapCertificateUpdate.Read(world.Journal).State);
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("undoing")]
    public async Task A_run_of_version_0_1_0_can_be_undone(string name)
    {
        await using var world = await BindingWorld.StartAsync(listeners: 2, domains: 6);
        await world.RotateAsync(Stop);
        File.Delete(world.Journal);
        await CopyAsync(world, name, int.MaxValue);

        Assert.All(
            await world.UndoAsync(),
            binding => Assert.True(binding.State is GaapBindingState.Changed or GaapBindingState.AlreadyCurrent, binding.Error));

        Assert.Equal(world.Emulator.World.Domains.Count, world.Bound(BindingWorld.Old));
        Assert.Equal(GaapCertificateUpdateState.Undone, GaapCertificateUpdate.Read(world.Journal).State);
    }

    // Replaces the ids that an emulator generates with those of this emulator. Nothing else is changed.
    private static async Task CopyAsync(BindingWorld world, string name, int lines)
    {
        var text =
            string.Concat((await File.ReadAllLinesAsync(Path.Join(Folder, name + ".jsonl"), Stop)).Take(lines).Select(line => line + "\n"));
        var certificate = await world.TargetAsync();
        text = Endpoint().Replace(text, world.Client.Connection.Endpoints.ToString());
        text = Fingerprint().Replace(text, certificate.Fingerprint);
        foreach (var (listenerId, domain) in Bound().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value))
            .Distinct().ToList())
        {
            var now = world.Emulator.World.Domains.First(one => one.Name == domain).Listener;
            text = text.Replace(listenerId, now.Id, StringComparison.Ordinal);
            text = Regex.Replace(text, $"\"link-[a-z0-9]+\"(,\"listenerId\":\"{now.Id}\")", $"\"{now.Proxy?.Id}\"$1");
        }

        if (Imported().Match(text) is { Success: true } imported)
        {
            var copy = world.Copies() is [var there]
                ? there
                : world.Emulator.World.AddGaapCertificate(world.Emulator.World.FindSslCertificate(world.Source)!).Id;
            text = text.Replace(imported.Groups[1].Value, copy, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(world.Journal, text, Stop);
        foreach (var binding in GaapCertificateUpdate.Read(world.Journal).Bindings)
            Bind(world, binding);
    }

    // Sets the bindings in GAAP to the state in the journal.
    private static void Bind(BindingWorld world, GaapCertificateUpdateBinding binding)
    {
        var bound = binding.Step switch
        {
            GaapCertificateUpdateStep.Done or GaapCertificateUpdateStep.Accepted => binding.CertificateId!,
            GaapCertificateUpdateStep.Undone or GaapCertificateUpdateStep.UndoSent => binding.PreviousCertificateId!,
            _ => null,
        };
        if (bound is not null && binding.Domain is { } domain)
            world.Emulator.World.FindDomain(binding.ListenerId, domain)!.CertificateId = bound;
        else if (bound is not null)
            world.Emulator.World.Listeners.Single(listener => listener.Id == binding.ListenerId).CertificateId = bound;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Endpoint();

    [GeneratedRegex("[0-9A-F]{64}")]
    private static partial Regex Fingerprint();

    [GeneratedRegex("\"listenerId\":\"([^\"]+)\",\"domain\":\"([^\"]+)\"")]
    private static partial Regex Bound();

    [GeneratedRegex("\"Imported\".*\"certificateId\":\"(cert-[a-z0-9]+)\"")]
    private static partial Regex Imported();
}
