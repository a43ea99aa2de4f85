using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;


namespace TencentCert.Core.Tests.Bindings.Journal;

[Trait("Culture", "any")]
public sealed class BindingJournalTests : IDisposable
{
    private static readonly BindingChange Change =
        new() { ListenerId = "listener-1", Domain = "a.example.com", To = "cert-new", From = "cert-old" };
    private static readonly JournalIdentity First =
        new(null, null, [new JournalCertificate("AB", "a91hoLqi", null)], new BindingSelection(["cert-old"]));

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
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\r\n")]
    [InlineData("\n \r\n")]
    [InlineData("\0\0\0")]
    public void A_last_line_that_an_editor_or_a_power_cut_ended_spoils_none_after_it(string end)
    {
        using (var journal = Open())
        {
            Plan(journal);
            new BindingLog(journal).Sending(Change);
        }

        var whole = File.ReadAllText(Path).TrimEnd();
        File.WriteAllText(Path, whole + end);
        const GaapCertificateUpdateStep seen = GaapCertificateUpdateStep.Sent;
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
        Assert.Contains(
            "is a folder", Assert.ThrowsAny<IOException>(() => GaapCertificateUpdate.Read(_folder)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "is a folder", Assert.ThrowsAny<IOException>(() => BindingJournal.ReadFor(_folder, First)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "is a folder", Assert.ThrowsAny<IOException>(() => BindingJournal.Open(_folder, First, TimeProvider.System, out _)).Message,
            StringComparison.Ordinal);
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

    // Only what has no line end, and is the beginning of a line, may be what a killed process left behind.
    [Theory]
    [InlineData("{\n", 3)]
    [InlineData("{\"event\":\"Done\",\"listenerId\":\"listener-1\"\n", 3)]
    [InlineData("{\"event\":\"Joined\",\"time\":\"2026-01-01T00:00:00+00:00\",\"certificates\":[null]}\n", 3)]
    [InlineData("{\"event\":\"Joined\",\"time\":\"2026-01-01T00:00:00+00:00\",\"certificates\":[null]}", 3)]
    [InlineData("{\"event\":\"Joined\",\"time\":\"2026-01-01T00:00:00+00:00\",\"certificates\":[{\"name\":\"x\"}]}\n", 3)]
    [InlineData(
        "{\"event\":\"Planned\",\"time\":\"2026-01-01T00:00:00+00:00\",\"listenerId\":\"listener-1\",\"previousClientCertificateId\":[null]}\n", 3)]
    [InlineData("{\"event\":\"Planned\",\"time\":\"2026-01-01T00:00:00+00:00\",\"listenerId\":5}\n", 3)]
    [InlineData("{\"event\":\"Planned\",\"time\":\"2026-01-01T00:00:00+00:00\"}\n", 3)]
    [InlineData("{\"event\":\"Imported\",\"time\":\"2026-01-01T00:00:00+00:00\",\"fingerprint\":\"AB\"}\n", 3)]
    [InlineData("{\"event\":99,\"time\":\"2026-01-01T00:00:00+00:00\"}\n", 3)]
    [InlineData("{\"event\":\"Rotation\",\"time\":\"2026-01-01T00:00:00+00:00\",\"layout\":1}\n", 3)]
    [InlineData("{\"event\":\"Ended\",\"time\":\"2026-01-01T00:00:00+00:00\",\"\\ud800\":1,\"role\":\"\\ud800\"}\n", 3)]
    [InlineData("{\"event\":\"Ended\"}\n", 3)]
    [InlineData("{}\n", 3)]
    [InlineData("null\n", 3)]
    [InlineData("{\"event\":\"Ended\" x", 3)]
    [InlineData("{\"note\":\"mine", 3)]
    [InlineData("\n\nnotes of mine\n", 5)]
    [InlineData("notes of mine", 3)]
    [InlineData("\0\0\0\n", 3)]
    public void A_line_that_cannot_be_read_is_refused_by_its_number_and_no_byte_changes(string last, int number)
    {
        using (var journal = Open())
        {
            Plan(journal);
        }

        File.AppendAllText(Path, last);
        var content = File.ReadAllBytes(Path);

        foreach (var reading in new Action[]
        {
            () => Open(), () => GaapCertificateUpdate.Read(Path), () => BindingJournal.ReadFor(Path, First),
                () => BindingJournal.OpenForUndo(Path, TimeProvider.System, out _),
        })
        {
            var failure = Assert.Throws<TencentCertException>(reading);
            Assert.Equal(ErrorCodes.Journal, failure.Code);
            Assert.Contains($"line {number}:", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(content, File.ReadAllBytes(Path));
        Assert.False(File.Exists(Path + ".lock"));
    }

    [Fact]
    public void The_lock_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        using var journal = Open();
#pragma warning disable CA1416 // Skipped there.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path + ".lock"));
#pragma warning restore CA1416
    }

    [Fact]
    public void A_file_that_has_the_locks_name_is_left_alone()
    {
        File.WriteAllText(Path + ".lock", "packages");

        Assert.Contains("lock", Assert.Throws<TencentCertException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal("packages", File.ReadAllText(Path + ".lock"));
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void What_a_killed_run_leaves_of_its_lock_keeps_no_run_out()
    {
        File.WriteAllText(Path + ".lock", "");

        Open().Dispose();
    }

    [Fact]
    public void A_device_is_no_journal_and_neither_is_a_link_to_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has it everywhere.");
        File.CreateSymbolicLink(Path, "/dev/full");
        foreach (var path in new[] { "/dev/full", "/dev/zero", Path })
        {
            Assert.Contains(
                "is a device", Assert.ThrowsAny<IOException>(() => GaapCertificateUpdate.Read(path)).Message, StringComparison.Ordinal);
            Assert.Contains(
                "is a device", Assert.ThrowsAny<IOException>(() => BindingJournal.ReadFor(path, First)).Message, StringComparison.Ordinal);
            Assert.Contains(
                "is a device", Assert.ThrowsAny<IOException>(() => BindingJournal.Open(path, First, TimeProvider.System, out _)).Message,
                StringComparison.Ordinal);
            Assert.False(File.Exists(path + ".lock"));
        }
    }

    [Fact]
    public void A_pipe_is_no_journal_and_does_not_block()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes among files.");
        using (var making = System.Diagnostics.Process.Start("mkfifo", [Path]))
        {
            making.WaitForExit();
        }

        Assert.Equal(ErrorCodes.Journal, Assert.Throws<TencentCertException>(() => GaapCertificateUpdate.Read(Path)).Code);
        Assert.Null(BindingJournal.ReadFor(Path, First));
        Assert.Contains("is a pipe", Assert.Throws<TencentCertException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_too_large_for_a_journal_is_refused_unread()
    {
        Open().Dispose();
        using (var file = new FileStream(Path, FileMode.Open))
        {
            file.SetLength(300L * 1024 * 1024);
        }

        Assert.Contains("MiB", Assert.Throws<TencentCertException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal(300L * 1024 * 1024, new FileInfo(Path).Length);
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
            Assert.Equal(
                ErrorCodes.Journal,
                Assert.Throws<TencentCertException>(() => BindingJournal.Open(Path, other, TimeProvider.System, out _)).Code);
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
        journal.Write(
            new JournalLine { Event = JournalEvent.Planned, Fingerprint = "CD", ListenerId = Change.ListenerId, Domain = Change.Domain,
                PreviousCertificateId = Change.To });

        var binding = Assert.Single(GaapCertificateUpdate.Read(Path).Bindings);

        Assert.Equal(("CD", Change.From), (binding.Fingerprint, binding.PreviousCertificateId));
    }

    [Theory]
    [InlineData("hello\nworld\n")]
    [InlineData("{\"event\":\"Done\"}\n{}\n")]
    [InlineData("hello")]
    [InlineData("a foreign file with one line\n")]
    [InlineData("{\"event\":\"deployed\",\"id\":1")]
    [InlineData("{\"event\":\"Rotation\",\"time\":5")]
    [InlineData("{\"event\":\"Rotation\",\"time\":\"x\"} and more")]
    [InlineData("[{\"event\":\"Rotation\"")]
    [InlineData("{\"event\":\"Rotation\",\"time\":\"2026-01-01T00:00:00+00:00\"}\n")]
    [InlineData("{\"event\":\"Rotation\",\"time\":\"2026-01-01T00:00:00+00:00\",\"layout\":1,\"certificates\":[null]}\n")]
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
        var failure = Assert.ThrowsAny<IOException>(
            () => BindingJournal.Open(System.IO.Path.Join(_folder, new string('x', 300)), First, TimeProvider.System, out _));

        Assert.DoesNotContain("Another run", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_and_its_lock_are_private()
    {
        using (Open())
        {
            Assert.False(SecureFile.IsOpenToOthers(Path, countGranted: true));
            Assert.False(SecureFile.IsOpenToOthers(Path + ".lock", countGranted: true));
        }
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
        journal.Write(
            new JournalLine { Event = JournalEvent.Planned, ListenerId = Change.ListenerId, Domain = Change.Domain,
                PreviousCertificateId = Change.From });
}
