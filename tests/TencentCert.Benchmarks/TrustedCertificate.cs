using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Benchmarks;

/// <summary>
/// A certificate of 127.0.0.1 that this process alone trusts, for calls over TLS with nothing switched off. .NET reads
/// <c>SSL_CERT_FILE</c> on Linux, and when a process starts: the measurement runs in a second one.
/// </summary>
internal static class TrustedCertificate
{
    /// <summary>Variable that says how many processors the machine has.</summary>
    public const string ProcessorsMark = "TENCENTCERT_BENCHMARK_PROCESSORS";

    private const string Variable = "SSL_CERT_FILE";
    private const string Mark = "TENCENTCERT_BENCHMARK_CERTIFICATE";

    /// <summary>Certificate and key in one file; null in a process that was not started with them.</summary>
    public static string? Path => Environment.GetEnvironmentVariable(Mark);

    /// <summary>Whether <see cref="RunAgain"/> gains anything here.</summary>
    public static bool CanBe => OperatingSystem.IsLinux() && Path is null;

    public static X509Certificate2 Load() => X509Certificate2.CreateFromPemFile(Path!);

    /// <summary>Runs this program once more, with such a certificate.</summary>
    /// <returns>Its exit code.</returns>
    public static int RunAgain(IEnumerable<string> arguments)
    {
        var folder = Directory.CreateTempSubdirectory("tencentcert-benchmark-");
        try
        {
            var file = System.IO.Path.Combine(folder.FullName, "certificate.pem");
            Save(file);
            var start = new ProcessStartInfo("dotnet", [typeof(TrustedCertificate).Assembly.Location, .. arguments]);
            start.Environment[Variable] = file;
            start.Environment[Mark] = file;

            // Everything compiled once and in full, on both sides: else it is chance which of them has got how far.
            start.Environment["DOTNET_TieredCompilation"] = "0";
            start.Environment["DOTNET_ReadyToRun"] = "0";

            // Each side has one processor, and does not spin as if it had more.
            start.Environment[ProcessorsMark] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
            start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Save(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportECPrivateKeyPem() + "\n");
    }
}
