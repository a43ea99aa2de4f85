using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Errors;


namespace TencentCert.Core.Tests.Bindings.Journal;

[Trait("Culture", "any")]
public sealed class BindingJournalTests : IDisposable
{
    private static readonly BindingChange Change = new() { ListenerId = "listener-1", Domain = "a.example.com", To = "cert-new", From = "cert-old" };
    private static readonly JournalIdentity First = new(null, null, [new JournalCertificate("AB", "a91hoLqi", null)], new BindingSelection(["cert-old"]));

    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;

    private string Path => System.IO.Path.Join(_folder, "run.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_cut_off_anywhere_is_passed_over_and_cut_away()
    {
        using (var journal = Open())
        {
            Plan(journal);
            new BindingLog(journal).Sending(Change);
        }

        var whole = File.ReadAllBytes(Path);
        var last = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var length = last; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            var step = Assert.Single(GaapCertificateUpdate.Read(Path).Bindings).Step;

            // Without its line feed the line may still be whole.
            Assert.True(step == GaapCertificateUpdateStep.Planned || length == whole.Length - 1);
            Open().Dispose();
            Assert.Equal(step, Assert.Single(GaapCertificateUpdate.Read(Path).Bindings).Step);
            using (var journal = Open())
            {
                new BindingLog(journal).Done(Change, "r");
            }

            Assert.Equal(GaapCertificateUpdateStep.Done, Assert.Single(GaapCertificateUpdate.Read(Path).Bindings).Step);
        }
    }

    [Fact]
    public void A_line_for_which_there_was_no_room_spoils_none_after_it()
    {
        Open().Dispose();
        var disk = new FullDisk(Path, line => line.Contains("Sending", StringComparison.Ordinal));
        using var journal = new BindingJournal(Path, disk, File.Create(Path + ".lock"), TimeProvider.System);
        Plan(journal);

        var failure = Assert.Throws<TencentCertException>(() => new BindingLog(journal).Sending(Change));
        disk.IsFull = false;
        new BindingLog(journal).Done(Change, "r");

        Assert.Equal(ErrorCodes.Journal, failure.Code);
        Assert.Contains(Path, failure.Message, StringComparison.Ordinal);
        Assert.Contains("No space left", failure.Message, StringComparison.Ordinal);
        Assert.Equal(GaapCertificateUpdateStep.Done, Assert.Single(GaapCertificateUpdate.Read(Path).Bindings).Step);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(0, "\n\n")]
    [InlineData(0, "\r\n")]
    [InlineData(20, "\n")]
    public void A_last_line_that_an_editor_ended_spoils_none_after_it(int missing, string end)
    {
        using (var journal = Open())
        {
            Plan(journal);
            new BindingLog(journal).Sending(Change);
        }

        var whole = File.ReadAllText(Path).TrimEnd();
        File.WriteAllText(Path, whole[..^missing] + end);
        var seen = missing == 0 ? GaapCertificateUpdateStep.Sent : GaapCertificateUpdateStep.Planned;
        Assert.Equal(seen, Assert.Single(GaapCertificateUpdate.Read(Path).Bindings).Step);
        Open().Dispose();
        Assert.Equal(seen, Assert.Single(GaapCertificateUpdate.Read(Path).Bindings).Step);
        using (var journal = Open())
        {
            new BindingLog(journal).Done(Change, "r");
        }

        Assert.Equal(GaapCertificateUpdateStep.Done, Assert.Single(GaapCertificateUpdate.Read(Path).Bindings).Step);
    }

    [Fact]
    public void A_folder_is_said_to_be_one()
    {
        Assert.Contains("is a folder", Assert.ThrowsAny<IOException>(() => GaapCertificateUpdate.Read(_folder)).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.ThrowsAny<IOException>(() => BindingJournal.ReadFor(_folder, First)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "is a folder", Assert.ThrowsAny<IOException>(() => BindingJournal.Open(_folder, First, TimeProvider.System, out _)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder + ".lock"));
    }

    [Fact]
    public void A_first_line_cut_off_anywhere_begins_the_journal_anew()
    {
        Open().Dispose();
        var whole = File.ReadAllBytes(Path);
        for (var length = 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);

            BindingJournal.Open(Path, First, TimeProvider.System, out var before).Dispose();

            // Without its line feed the line may still be whole.
            Assert.True(before is null || length == whole.Length - 1);
            Assert.Equal(First.Selection.ToString(), GaapCertificateUpdate.Read(Path).Selection);
        }
    }

    [Theory]
    [InlineData("{\n")]
    [InlineData("\n")]
    public void A_last_line_that_is_passed_over_does_not_stay_before_the_next(string last)
    {
        using (var journal = Open())
        {
            Plan(journal);
        }

        File.AppendAllText(Path, last);
        using (var journal = Open())
        {
            new BindingLog(journal).Done(Change, "r");
        }

        Assert.Equal(GaapCertificateUpdateStep.Done, Assert.Single(GaapCertificateUpdate.Read(Path).Bindings).Step);
    }

    [Fact]
    public void The_journal_of_another_rotation_is_refused_and_left_as_it_is()
    {
        Open().Dispose();
        var content = File.ReadAllText(Path);

        foreach (var other in new[]
        {
            First with { Certificates = [new JournalCertificate("CD", "other", null)] },
            First with { Selection = new BindingSelection(["another"]) },
            First with { Endpoint = "https://elsewhere.example" },
        })
        {
            Assert.Equal(ErrorCodes.Journal, Assert.Throws<TencentCertException>(() => BindingJournal.Open(Path, other, TimeProvider.System, out _)).Code);
        }

        Assert.Equal(content, File.ReadAllText(Path));
    }

    [Fact]
    public void A_journal_takes_certificates_that_join_later_and_goes_on_without_those_that_are_missing()
    {
        var (one, two) = (First.Certificates[0], new JournalCertificate("CD", "b72kpMrj", null));
        Open().Dispose();

        BindingJournal.Open(Path, First with { Certificates = [one, two] }, TimeProvider.System, out _).Dispose();
        BindingJournal.Open(Path, First with { Certificates = [two] }, TimeProvider.System, out var before).Dispose();

        Assert.Equal([one, two], before!.Certificates);
        Assert.Equal([one, two], GaapCertificateUpdate.Read(Path).Certificates);
    }

    [Fact]
    public void A_binding_is_for_the_certificate_it_was_planned_for_last()
    {
        using var journal = Open();
        Plan(journal);
        new BindingLog(journal).Sending(Change);
        new BindingLog(journal).Done(Change, "r");
        journal.Write(new JournalLine { Event = JournalEvent.Planned, Fingerprint = "CD", ListenerId = Change.ListenerId, Domain = Change.Domain, PreviousCertificateId = Change.To });

        var binding = Assert.Single(GaapCertificateUpdate.Read(Path).Bindings);

        Assert.Equal(("CD", Change.From), (binding.Fingerprint, binding.PreviousCertificateId));
    }

    [Theory]
    [InlineData("hello\nworld\n")]
    [InlineData("{\"event\":\"Done\"}\n{}\n")]
    [InlineData("{\"event\":\"Rotation\",\"layout\":99,\"time\":\"2026-01-01T00:00:00+00:00\"}\n")]
    public void A_file_that_is_no_journal_is_refused_and_left_as_it_is(string content)
    {
        File.WriteAllText(Path, content);

        Assert.Equal(ErrorCodes.Journal, Assert.Throws<TencentCertException>(Open).Code);
        Assert.Equal(content, File.ReadAllText(Path));
    }

    [Fact]
    public void Two_runs_cannot_share_a_journal()
    {
        using var journal = Open();

        Assert.Equal(ErrorCodes.Journal, Assert.Throws<TencentCertException>(Open).Code);
        Assert.Equal(GaapCertificateUpdateState.Unfinished, GaapCertificateUpdate.Read(Path).State);
    }

    [Fact]
    public void A_path_that_cannot_be_says_why_and_not_that_another_run_uses_it()
    {
        var failure = Assert.ThrowsAny<IOException>(() => BindingJournal.Open(System.IO.Path.Join(_folder, new string('x', 300)), First, TimeProvider.System, out _));

        Assert.DoesNotContain("Another run", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        Open().Dispose();
#pragma warning disable CA1416 // Skipped there.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task A_journal_holds_no_secret()
    {
        await using var world = await BindingWorld.StartAsync(listeners: 1, domains: 2);
        await world.RotateAsync(TestContext.Current.CancellationToken);

        var text = await File.ReadAllTextAsync(world.Journal, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("BEGIN", text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Emulator.SecretKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Emulator.SecretId, text, StringComparison.Ordinal);
    }

    private BindingJournal Open() => BindingJournal.Open(Path, First, TimeProvider.System, out _);

    private static void Plan(BindingJournal journal) =>
        journal.Write(new JournalLine { Event = JournalEvent.Planned, ListenerId = Change.ListenerId, Domain = Change.Domain, PreviousCertificateId = Change.From });
}
