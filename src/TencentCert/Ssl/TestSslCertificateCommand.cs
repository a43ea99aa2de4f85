using System.Security;
using TencentCert.Core.Certificates;

namespace TencentCert.Ssl;

/// <summary>
/// Checks chain, key, dates and names of certificates; with <c>-Online</c>, the service also checks the chain (CheckCertificateChain).
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "SslCertificate", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SslCertificateTest))]
public sealed class TestSslCertificateCommand : ParallelApiCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string IdSet = "Id";

    /// <summary>PEM, DER or PFX files; wildcards allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>PEM, DER or PFX files, without wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Certificates of the SSL service; they are fetched without their keys.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>File with the private key, when it is not with the certificate.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    /// <summary>Password of the PFX or of an encrypted key.</summary>
    [RefusesText]
    [Parameter]
    public SecureString? Password { get; set; }

    /// <summary>Names that the certificate must cover.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] DnsName { get; set; } = [];

    /// <summary>Days for which the certificate must still be valid.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 3650)]
    public int MinimumDays { get; set; }

    /// <summary>The service also checks the chain.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    // Files are checked without a connection.
    private protected override bool ConnectsAtStart => false;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Online || ParameterSetName == IdSet)
            Connect();

        var keyPath = FilePath(KeyPath);
        if (ParameterSetName == IdSet)
        {
            foreach (var id in CertificateId)
                Start((output, token) => TestIdAsync(id, keyPath, output, token), id);

            return;
        }

        foreach (var file in InputFiles(Path, LiteralPath))
            Start((output, token) => TestFileAsync(file, keyPath, output, token), file);
    }

    private async Task TestFileAsync(string file, string? keyPath, CmdletOutput output, CancellationToken cancellationToken)
    {
        using var password = Passphrase.Of(Password);
        var test = await TestAsync(CertificateBundle.FromFiles(file, keyPath, password), cancellationToken).ConfigureAwait(false);
        output.Write(test with { Path = file });
    }

    private async Task TestIdAsync(string id, string? keyPath, CmdletOutput output, CancellationToken cancellationToken)
    {
        using var password = Passphrase.Of(Password);
        var key = keyPath is null ? null : PrivateKeyPem.FromFile(keyPath, password);
        var download = await new SslDownloader(Client).FetchAsync(id, includeKey: false, key, cancellationToken).ConfigureAwait(false);
        var test = await TestAsync(download.Bundle, cancellationToken).ConfigureAwait(false);
        output.Write(test with { CertificateId = id });
    }

    private async Task<SslCertificateTest> TestAsync(CertificateBundle bundle, CancellationToken cancellationToken)
    {
        var local = SslCertificateChecks.Check(bundle, TimeProvider.System.GetUtcNow(), DnsName, MinimumDays);
        return Online
            ? await SslCertificateChecks.CheckOnlineAsync(Client, bundle.Chain, local, cancellationToken).ConfigureAwait(false)
            : local;
    }
}
