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
    public void A_truncated_last_line_is_skipped_and_removed()
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

            // A line without its line feed may still be complete.
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
    public void A_line_truncated_by_a_full_disk_does_not_corrupt_later_lines()
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
    public void An_unusual_end_of_the_last_line_does_not_corrupt_later_lines(string end)
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
    public void A_folder_in_place_of_a_journal_is_reported()
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
    public void A_truncated_first_line_restarts_the_journal()
    {
        Open().Dispose();
        var whole = File.ReadAllBytes(Path);
        for (var length = 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);

            BindingJournal.Open(Path, First, TimeProvider.System, out var before).Dispose();

            // A line without its line feed may still be complete.
            Assert.True(before is null || length == whole.Length - 1);
            Assert.Equal(First.Selection.ToString(), GaapCertificateUpdate.Read(Path).Selection);
        }
    }

    // Only the beginning of a line without a line end can be the remainder of a killed process.
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
    public void An_unreadable_line_is_refused_with_its_number_and_the_file_is_unchanged(string last, int number)
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
    public void The_lock_file_is_accessible_to_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        using var journal = Open();
#pragma warning disable CA1416 // Skipped there.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path + ".lock"));
#pragma warning restore CA1416
    }

    [Fact]
    public void An_existing_file_with_the_name_of_the_lock_is_not_changed()
    {
        File.WriteAllText(Path + ".lock", "packages");

        Assert.Contains("lock", Assert.Throws<TencentCertException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal("packages", File.ReadAllText(Path + ".lock"));
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void A_lock_file_left_by_a_killed_run_does_not_block_a_new_run()
    {
        File.WriteAllText(Path + ".lock", "");

        Open().Dispose();
    }

    [Fact]
    public void A_device_or_a_link_to_a_device_is_refused_as_a_journal()
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
    public void A_pipe_is_refused_as_a_journal_without_blocking()
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
    public void A_file_too_large_for_a_journal_is_refused_and_not_changed()
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
    public void The_journal_of_another_rotation_is_refused_and_not_changed()
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
    public void A_journal_keeps_all_certificates_when_later_runs_add_or_omit_some()
    {
        var (one, two) = (First.Certificates[0], new JournalCertificate("CD", "b72kpMrj", null));
        Open().Dispose();

        BindingJournal.Open(Path, First with { Certificates = [one, two] }, TimeProvider.System, out _).Dispose();
        BindingJournal.Open(Path, First with { Certificates = [two] }, TimeProvider.System, out var before).Dispose();

        Assert.Equal([one, two], before!.Certificates);
        Assert.Equal([one, two], GaapCertificateUpdate.Read(Path).Certificates);
    }

    [Fact]
    public void A_binding_belongs_to_the_certificate_of_its_latest_plan()
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
    public void A_file_that_is_not_a_journal_is_refused_and_not_changed(string content)
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
    public void An_invalid_path_is_not_reported_as_in_use_by_another_run()
    {
        var failure = Assert.ThrowsAny<IOException>(
            () => BindingJournal.Open(System.IO.Path.Join(_folder, new string('x', 300)), First, TimeProvider.System, out _));

        Assert.DoesNotContain("Another run", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_and_its_lock_file_are_private()
    {
        using (Open())
        {
            Assert.False(SecureFile.IsOpenToOthers(Path, includeGranted: true));
            Assert.False(SecureFile.IsOpenToOthers(Path + ".lock", includeGranted: true));
        }
    }

    [Fact]
    public async Task A_journal_contains_no_secret()
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
