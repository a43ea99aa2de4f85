using System.Security;
using TencentCert.Core.Certificates;

namespace TencentCert.Ssl;

/// <summary>Imports certificates into the SSL service, or reuses identical ones (UploadCertificate).</summary>
[Cmdlet(VerbsData.Import, "SslCertificate", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(SslCertificateImport))]
public sealed class ImportSslCertificateCommand : ApiCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string ContentSet = "Content";

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

    /// <summary>The certificate as PEM text or its lines; may include the key.</summary>
    [Parameter(ParameterSetName = ContentSet, Mandatory = true, ValueFromPipeline = true)]
    [Alias("CertificatePublicKey")]
    [PemLines]
    [ValidateNotNull]
    public PemText? CertificateContent { get; set; }

    /// <summary>The private key as PEM, with <c>-CertificateContent</c>.</summary>
    [RefusesText]
    [Parameter(ParameterSetName = ContentSet)]
    [Alias("CertificatePrivateKey")]
    public SecureString? PrivateKey { get; set; }

    /// <summary>File with the private key, when it is not with the certificate.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ContentSet)]
    [Alias("KeyFile")]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    /// <summary>Password of the PFX or of an encrypted key. It is not sent.</summary>
    [RefusesText]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ContentSet)]
    [Alias("PfxPass")]
    public SecureString? Password { get; set; }

    /// <summary>Alias of a new certificate.</summary>
    [Parameter]
    [Alias("Name")]
    [ValidateLength(1, 255)]
    public string? Alias { get; set; }

    /// <summary>Project of a new certificate.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ProjectId { get; set; }

    /// <summary>Uploads even if the service has an identical certificate.</summary>
    [Parameter]
    public SwitchParameter AllowDuplicate { get; set; }

    /// <summary>Use; a server certificate when omitted. A CA, such as one of client certificates, needs no key.</summary>
    [RefusesSecret]
    [Parameter]
    public SslCertificateType CertificateType { get; set; } = SslCertificateType.SVR;

    /// <summary>Imports despite an incomplete chain, invalid dates or another purpose.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var keyPath = FilePath(KeyPath);
        if (ParameterSetName == ContentSet)
        {
            var content = CertificateContent!.Text;
            Run((output, token) => ImportAsync(password => FromContent(content, keyPath, password), Wording.Of(
                $"the pipeline"), output, token), "CertificateContent");
            return;
        }

        foreach (var file in InputFiles(Path, LiteralPath))
        {
            Run((output, token) =>
                ImportAsync(
                    password => CertificateBundle.FromFiles(file, keyPath, password, Client.Clock.GetUtcNow()), file, output, token), file);
        }
    }

    private CertificateBundle FromContent(string content, string? keyPath, Passphrase? password)
    {
        var now = Client.Clock.GetUtcNow();
        return keyPath is null
            ? CertificateBundle.FromPem(
                content, PrivateKey is null ? null : SecretText.Reveal(PrivateKey), password, "-CertificateContent", "-PrivateKey", now)
            : CertificateBundle.FromPem(content, PrivateKeyPem.FromFile(keyPath, password), password, "-CertificateContent", now);
    }

    private async Task ImportAsync(
        Func<Passphrase?, CertificateBundle> read, string source, CmdletOutput output, CancellationToken cancellationToken)
    {
        using var password = Passphrase.Of(Password);
        var bundle = read(password);
        var leaf = bundle.Chain.Leaf;
        var uploads = new SslUploader(Client);
        foreach (var finding in uploads.Check(bundle, CertificateType).Require(source, Force))
            output.Warning($"{leaf}: {finding}");

        var before = await uploads.FindAsync(bundle.Chain, CertificateType, cancellationToken).ConfigureAwait(false);
        if (before.Count > 0 && !AllowDuplicate)
        {
            output.Verbose(Wording.Of(
                $"{leaf} is in the SSL service as {before[0].CertificateId}; nothing is sent. -AllowDuplicate uploads a copy."));
        }
        else if (!await output.ShouldProcessAsync(
            Wording.Of($"the SSL service"), Wording.Of(
                $"Import {leaf}, until {DateText.Day(leaf.NotAfter)}, from {source} ({"UploadCertificate"})")).ConfigureAwait(false))
        {
            return;
        }

        var request = new SslUploadRequest { Alias = Alias, ProjectId = ProjectId, CertificateType = CertificateType,
            AllowDuplicate = AllowDuplicate };
        output.Write(await uploads.ImportAsync(bundle, request, before, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary>
/// A PEM text as a parameter. A separate type, because a string parameter would bind any piped object. Its text form hides it,
/// because it may contain a key.
/// </summary>
/// <param name="text">The text; PowerShell converts a string implicitly.</param>
public sealed class PemText(string text)
{
    internal string Text => text;

    /// <summary>Never the text.</summary>
    public override string ToString() => "(PEM)";
}
