using TencentCert.Core.Certificates;

namespace TencentCert.Ssl;

/// <summary>Creates a key and a certificate request on this machine. The key is written only to a file readable by its owner.</summary>
[Cmdlet(VerbsCommon.New, "SslCertificateRequest", SupportsShouldProcess = true)]
[OutputType(typeof(SslCertificateRequest))]
public sealed class NewSslCertificateRequestCommand : AsyncCmdlet
{
    /// <summary>Domains; the first becomes the common name, all become alternative names.</summary>
    [Expects(Expected.Domain, typeof(NewSslCertificateRequestCommand))]
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Domain { get; set; } = [];

    /// <summary>File for the private key.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string KeyPath { get; set; } = "";

    /// <summary>File for the request, which is also written to the pipeline.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CsrPath { get; set; }

    /// <summary>Algorithm and size of the key; free certificates accept only RSA 2048.</summary>
    [RefusesSecret]
    [Parameter]
    public KeyKind KeyKind { get; set; } = KeyKind.Rsa2048;

    /// <summary>Legal name of the organisation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Organization { get; set; }

    /// <summary>Department.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OrganizationalUnit { get; set; }

    /// <summary>City.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Locality { get; set; }

    /// <summary>State or province.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? State { get; set; }

    /// <summary>Two-letter country code.</summary>
    [Parameter]
    [ValidateLength(2, 2)]
    public string? Country { get; set; }

    /// <summary>Replaces existing files. A replaced key cannot be recovered.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var keyPath = FilePath(KeyPath);
        var csrPath = FilePath(CsrPath);
        Run((output, _) => CreateAsync(keyPath, csrPath, output), keyPath);
    }

    private async Task CreateAsync(string keyPath, string? csrPath, CmdletOutput output)
    {
        // Some file systems are case-insensitive; with -Force, the request would replace its own key.
        if (string.Equals(keyPath, csrPath, StringComparison.OrdinalIgnoreCase))
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"-KeyPath and -CsrPath both name '{keyPath}': the request would overwrite the key. Give two different files.");
        }

        foreach (var path in new[] { keyPath, csrPath }.OfType<string>())
        {
            SecureFile.EnsureFolder(path);
            SecureFile.EnsureWritable(path, Force);
        }

        foreach (var name in Domain)
            DomainName.Normalize(name, forOrder: true);

        if (!await output.ShouldProcessAsync(keyPath, Wording.Of(
            $"Make a {KeyKind} key and a certificate request for {Wording.List(Domain)}")).ConfigureAwait(false))
        {
            return;
        }

        var subject = new CertificateSubject
        {
            Organization = Organization,
            OrganizationalUnit = OrganizationalUnit,
            Locality = Locality,
            State = State,
            Country = Country,
        };
        var (request, key) = CertificateRequestFactory.Create(Domain, KeyKind, subject);
        key.WriteTo(keyPath, Force);
        var pem = request.ToPem();
        if (csrPath is not null)
            SecureFile.WriteText(csrPath, pem, secret: false, Force);

        output.Write(new SslCertificateRequest
        {
            CsrContent = pem,
            DnsNames = request.DnsNames,
            KeyAlgorithm = key.Algorithm,
            KeyPath = keyPath,
            CsrPath = csrPath,
        });
    }
}
