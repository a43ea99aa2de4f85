using System.Diagnostics;
using TencentCert.Core.Certificates;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Tests.Certificates;

public sealed class BoundedFileTests
{
    [Fact]
    public void File_up_to_the_limit_is_read()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal([1, 2, 3], BoundedFile.Read(folder.Write("three", [1, 2, 3]), 3)!);
        Assert.Null(BoundedFile.Read(folder["three"], 2));
        Assert.Equal([], BoundedFile.Read(folder.Write("empty", ""), 3)!);
    }

    [Fact]
    public void Endless_file_is_refused_at_the_limit()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux has such a file.");
        Assert.Equal(PemProblem.TooLarge, Assert.Throws<PemException>(() => PrivateKeyPem.FromFile("/dev/zero")).Problem);
        Assert.Equal(PemProblem.TooLarge, Assert.Throws<PemException>(() => CertificateBundle.FromFiles("/dev/zero")).Problem);
    }

    [Fact]
    public async Task Pipe_without_a_writer_is_refused_and_named_in_the_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        using var folder = new TemporaryFolder();
        using (var made = Process.Start("mkfifo", folder["pipe"]))
        {
            made.WaitForExit();
        }

        var key = Task.Run(
            async () => await new SharedFileCredential(paths: [folder["pipe"]]).FindAsync(CancellationToken.None),
            TestContext.Current.CancellationToken);
        var problem = Assert.Throws<IOException>(() => PrivateKeyPem.FromFile(folder["pipe"]));
        var refusal = await Assert.ThrowsAsync<TencentCertException>(() => Eventually.EndsAsync(key));
        Assert.Equal(ErrorCodes.InvalidCredential, refusal.Code);
        Assert.Contains("pipe or a device", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'{folder["pipe"]}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("pipe or a device", problem.Message, StringComparison.Ordinal);
    }
}
