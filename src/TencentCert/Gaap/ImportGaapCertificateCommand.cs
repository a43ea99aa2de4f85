using System.Security;
using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>Imports a certificate into the GAAP certificate store, or reuses an identical one (CreateCertificate).</summary>
[Cmdlet(VerbsData.Import, "GaapCertificate", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(GaapCertificate))]
public sealed class ImportGaapCertificateCommand : ApiCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string SslSet = "SslCertificate";

    /// <summary>PEM, DER or PFX files; wildcards allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>PEM, DER or PFX files, without wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullChainFile", "PfxFullChain")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>A certificate of the SSL service; its private key is fetched too.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = SslSet, Mandatory = true, ValueFromPipeline = true)]
    [SslCertificateInput]
    public SslCertificate? SslCertificate { get; set; }

    /// <summary>File with the private key, when it is not in the certificate's file, or the SSL service does not hold it.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = SslSet)]
    [Alias("KeyFile")]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    /// <summary>Password of the PFX or of an encrypted key.</summary>
    [RefusesText]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = SslSet)]
    [Alias("PfxPass")]
    public SecureString? Password { get; set; }

    /// <summary>Alias of a new entry, at most 50 characters.</summary>
    [Parameter]
    [ValidateLength(1, 50)]
    public string? Alias { get; set; }

    /// <summary>Use; a server certificate when omitted.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public GaapCertificateType CertificateType { get; set; } = GaapCertificateType.Server;

    /// <summary>Imports despite an incomplete chain, invalid dates or another purpose.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var keyPath = FilePath(KeyPath);
        if (SslCertificate is { } certificate && ParameterSetName == SslSet)
        {
            Run((output, token) => ImportFromSslAsync(certificate, keyPath, output, token), certificate);
            return;
        }

        foreach (var file in InputFiles(Path, LiteralPath))
            Run((output, token) => ImportAsync(file, keyPath, output, token), file);
    }

    private async Task ImportAsync(string file, string? keyPath, CmdletOutput output, CancellationToken cancellationToken)
    {
        using var password = Passphrase.Of(Password);
        var bundle = CertificateBundle.FromFiles(file, keyPath, password, Client.Clock.GetUtcNow());
        var store = new GaapCertificateStore(Client);
        Warn(bundle, store.Check(bundle, CertificateType).Require(file, Force), output);
        var existing = await FindAsync(store, bundle, output, cancellationToken).ConfigureAwait(false);
        if (existing is not null)
            output.Write(existing);
        else if (await ConfirmAsync(file, bundle, output).ConfigureAwait(false))
            output.Write(await store.ImportAsync(bundle, Alias, CertificateType, force: true, cancellationToken).ConfigureAwait(false));
    }

    private async Task<GaapCertificate?> FindAsync(
        GaapCertificateStore store, CertificateBundle bundle, CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            var found = await store.FindAsync(bundle.Chain, CertificateType, cancellationToken).ConfigureAwait(false);
            if (found is null && store.NotListed is { } reason)
                output.Warning(reason);

            return found;
        }
        catch (TencentCertException exception) when (exception.IsDenied)
        {
            output.Warning($"This key may not read the GAAP certificate store ({exception.Action}), so whether it has a copy of "
                + $"{bundle.Chain.Leaf} is not known.");
            return null;
        }
    }

    private async Task ImportFromSslAsync(
        SslCertificate certificate, string? keyPath, CmdletOutput output, CancellationToken cancellationToken)
    {
        using var password = Passphrase.Of(Password);
        var ownKey = keyPath is null ? null : PrivateKeyPem.FromFile(keyPath, password);
        using var importer = new CertificateImporter(Client) { Force = Force };
        var read = await importer.FromSslAsync(certificate.CertificateId, ownKey, Alias, cancellationToken).ConfigureAwait(false);
        Warn(read.Bundle!, read.Findings, output);
        if (read is { Copy: null, NotListed: { } reason })
            output.Warning(reason);

        if (read.Copy is not null || await ConfirmAsync(certificate.CertificateId, read.Bundle!, output).ConfigureAwait(false))
            output.Write(await importer.ImportAsync(read, cancellationToken).ConfigureAwait(false));
    }

    private static void Warn(CertificateBundle bundle, IEnumerable<CertificateFinding> findings, CmdletOutput output)
    {
        foreach (var finding in findings)
            output.Warning($"{bundle.Chain.Leaf}: {finding}");
    }

    private static Task<bool> ConfirmAsync(string source, CertificateBundle bundle, CmdletOutput output) =>
        output.ShouldProcessAsync(
            Wording.Of($"GAAP's certificate store"),
            Wording.Of(
                $"Import {bundle.Chain.Leaf}, until {DateText.Day(bundle.Chain.Leaf.NotAfter)}, from {source} "
                + $"({"CreateCertificate"})"));
}
