using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Errors;
using TencentCert.Tests;

namespace TencentCert.Core.Tests.Fuzz;

/// <summary>
/// A damaged journal is read or refused with a journal error. Reading changes no byte. Opening removes at most an incomplete last line.
/// </summary>
public sealed class JournalFuzzTests : IDisposable
{
    private const int LongestSample = 6000;

    private static readonly byte[][] Journals =
    [
        .. Directory.GetFiles(Path.Join(Repository.Root, "tests", "TencentCert.Core.Tests", "Bindings", "Journal", "0.1.0"))
            .Order(StringComparer.Ordinal)
            .Select(path => File.ReadAllBytes(path)).Select(content => content[..Math.Min(LongestSample, content.Length)]),
        .. new[]
        {
            """
            {"event":"Rotation","time":"2026-11-28T18:53:10+00:00","layout":2,"endpoint":"e","account":"AKID****8fbb","certificates":[]}
            {"event":"CertificateStep","time":"2026-11-28T18:53:10+00:00","step":"Due","sslCertificateId":"a91hoLqi","replaces":["a91hoLqi"],"oldCertificateId":["cert-1"]}
            {"event":"CertificateStep","time":"2026-11-28T18:53:10+00:00","step":"Deployed","sslCertificateId":"a91hoLqi","deployRecordId":7,"fromCertificateId":"a91hoLqi"}
            {"event":"CertificateStep","time":"2026-11-28T18:53:10+00:00","step":"Done","sslCertificateId":"a91hoLqi","newCertificateId":"b72kpMrj"}
            {"event":"Ended","time":"2026-11-28T18:53:10+00:00"}

            """,
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_journal_is_read_or_refused_and_not_changed() => FuzzRun.Try(FuzzRun.Mutations(Journals), content =>
    {
        var path = Path.Join(_folder.Path, "run.jsonl");
        File.WriteAllBytes(path, content);
        var isRead = IsTaken(() => GaapCertificateUpdate.Read(path));
        Assert.Equal(content, File.ReadAllBytes(path));

        var isOpened = IsTaken(() => BindingJournal.OpenForUndo(path, TimeProvider.System, out _).Dispose());
        var after = File.ReadAllBytes(path);
        Assert.Equal(isRead, isOpened);
        if (!isOpened)
        {
            Assert.Equal(content, after);
            return;
        }

        // Every complete line is kept. Only text without a line end was removed.
        var whole = Array.LastIndexOf(content, (byte)'\n') + 1;
        Assert.Equal(content[..whole], after[..whole]);
        Assert.True(IsTaken(() => GaapCertificateUpdate.Read(path)));
    });

    private static bool IsTaken(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (TencentCertException refusal)
        {
            Assert.Equal(ErrorCodes.Journal, refusal.Code);
            return false;
        }
    }
}
