using System.Collections;
using System.Security;
using TencentCert.Core.Certificates;

namespace TencentCert.Ssl;

/// <summary>Uploads the information of a paid order, and submits it to the CA (CertificateInfoSubmit, CertificateOrderSubmit).</summary>
[Cmdlet(VerbsLifecycle.Submit, "SslCertificateOrder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SslOrderChange))]
public sealed class SubmitSslCertificateOrderCommand : ApiCmdlet
{
    /// <summary>Order.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Main domain. Without any information, only the order is submitted, with its existing information.</summary>
    [Parameter]
    [Alias("CertCommonName")]
    [ValidateNotNullOrEmpty]
    public string? Domain { get; set; }

    /// <summary>Further domains.</summary>
    [Parameter]
    [Alias("DnsNames")]
    [ValidateNotNullOrEmpty]
    public string[]? DnsName { get; set; }

    /// <summary>How the domains are validated.</summary>
    [RefusesSecret]
    [Parameter]
    public SslValidType? ValidType { get; set; }

    /// <summary>Certificate request as PEM; the service creates a key when omitted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [PemLines]
    public string? CsrContent { get; set; }

    /// <summary>Algorithm of a key made online.</summary>
    [Parameter]
    [Alias("CsrEncryptAlgo")]
    [ArgumentCompleter(typeof(KeyAlgorithmCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyAlgorithm { get; set; }

    /// <summary>Size or curve of a key made online.</summary>
    [Parameter]
    [Alias("CsrKeyParameter")]
    [ArgumentCompleter(typeof(KeyParameterCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyParameter { get; set; }

    /// <summary>Password of the PFX and JKS files that the service creates.</summary>
    [RefusesText]
    [Parameter]
    public SecureString? CsrKeyPassword { get; set; }

    /// <summary>Company on file; none when omitted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CompanyId { get; set; }

    /// <summary>Manager on file; implies its company.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ManagerId { get; set; }

    /// <summary>Email address of the contact; required for an order of an individual.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContactEmail { get; set; }

    /// <summary>Other values, by their API names: <c>@{ OrgOrganization = '…'; AdminEmail = '…' }</c>. These take precedence.</summary>
    [RefusesSecret(TakesTable = true)]
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Information { get; set; }

    /// <summary>Lets the service remove its DNS record after issue; with DNS_AUTO.</summary>
    [Parameter]
    public SwitchParameter DeleteDnsAutoRecord { get; set; }

    /// <summary>Uploads the information without submitting the order.</summary>
    [Parameter]
    public SwitchParameter InformationOnly { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var id = CertificateId;
        Run((output, token) => SubmitAsync(id, output, token), id);
    }

    private async Task SubmitAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var domain in new[] { Domain }.Concat(DnsName ?? []).OfType<string>())
            DomainName.Normalize(domain, forOrder: true);

        if (DeleteDnsAutoRecord && ValidType is { } method && method != SslValidType.DNS_AUTO)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"-DeleteDnsAutoRecord goes with -ValidType DNS_AUTO only: otherwise the record is yours.");
        }

        // Any of these counts as information, so that a forgotten domain is reported as missing.
        var hasInformation = Information is { Count: > 0 }
            || (Domain ?? CsrContent ?? KeyAlgorithm ?? KeyParameter ?? CompanyId ?? ManagerId ?? ContactEmail ?? (object?)DnsName
                ?? CsrKeyPassword) is not null;
        var information = hasInformation ? SslOrderSubmitter.Information(id, Values()) : null;
        if (information is null && InformationOnly)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"-InformationOnly submits information: give -Domain, or -Information.");
        }

        var submissions = new SslOrderSubmitter(Client);
        var before = await new SslCertificateReader(Client).GetAsync(id, cancellationToken).ConfigureAwait(false);
        if (!SslOrderSubmitter.IsPending(before.Status))
        {
            output.Verbose(Wording.Of($"{id} is {before.Status} and does not wait for information; nothing is sent."));
            output.Write(await submissions.SubmitAsync(before, cancellationToken: cancellationToken).ConfigureAwait(false));
            return;
        }

        var what = information is null ? Wording.Of($"Submit the order (CertificateOrderSubmit)")
            : InformationOnly ? Wording.Of($"Submit the information for {information.CertCommonName} (CertificateInfoSubmit)")
            : Wording.Of(
                $"Submit the information for {information.CertCommonName} and the order (CertificateInfoSubmit, "
                + $"CertificateOrderSubmit)");
        if (!await output.ShouldProcessAsync(Wording.Of($"{id} ({before.Status})"), what).ConfigureAwait(false))
            return;

        SslOrderChange? change = null;
        if (information is not null)
        {
            change = await submissions.InformAsync(before, information, cancellationToken).ConfigureAwait(false);
            output.Verbose(Wording.Of($"The information of {id} was submitted."));
        }

        output.Write(InformationOnly && change is not null
            ? change
            : await submissions.SubmitAsync(before, ValidType, DeleteDnsAutoRecord, cancellationToken).ConfigureAwait(false));
    }

    private Dictionary<string, object?> Values()
    {
        var algorithm = SslKeyChoice.Check(KeyAlgorithm, KeyParameter) ?? (CsrContent is null ? "RSA" : null);
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["GenCsrType"] = CsrContent is null ? "online" : "parse",
            ["CompanyType"] = CompanyId is null && ManagerId is null && !HasOrganization() ? 1 : 2,
            ["CompanyId"] = CompanyId ?? "0",
        };
        Add("CertCommonName", Domain);
        Add("DnsNames", DnsName);
        Add("Csr", CsrContent);
        Add("CsrEncryptAlgo", algorithm);
        Add("CsrKeyParameter", KeyParameter ?? (CsrContent is null ? SslKeyChoice.ParametersOf(algorithm).FirstOrDefault() : null));
        Add("KeyPass", SecretText.Reveal(CsrKeyPassword));
        Add("ManagerId", ManagerId);
        Add("ContactEmail", ContactEmail);
        Add("VerifyType", ValidType?.ToString());
        foreach (DictionaryEntry entry in Information ?? new Hashtable())
            values[entry.Key.ToString() ?? ""] = Unwrapped.Value(entry.Value);

        return values;

        void Add(string name, object? value)
        {
            if (value is not null)
                values[name] = value;
        }
    }

    private bool HasOrganization() =>
        Information?.Keys.Cast<object>().Any(key => key.ToString()?.StartsWith("Org", StringComparison.OrdinalIgnoreCase) == true) == true;
}
