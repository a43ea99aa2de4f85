using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>Lists the certificates of the GAAP certificate store, or describes some of them.</summary>
[Cmdlet(VerbsCommon.Get, "GaapCertificate", DefaultParameterSetName = ListSet)]
[OutputType(typeof(GaapCertificate))]
public sealed class GetGaapCertificateCommand : ParallelApiCmdlet
{
    private const string ListSet = "List";
    private const string IdSet = "Id";
    private const string DomainSet = "Domain";

    /// <summary>Ids of the GAAP certificate store to describe in full.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>
    /// Domain whose served certificate is described, also that of its listener. The domain's CertificateId may be empty or
    /// <c>default</c>.
    /// </summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = DomainSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ObjectFrom("Get-GaapDomain")]
    public GaapDomain? GaapDomain { get; set; }

    /// <summary>Includes the private key, as a SecureString.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = DomainSet)]
    public SwitchParameter IncludePrivateKey { get; set; }

    /// <summary>Only certificates of this use.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = ListSet)]
    public GaapCertificateType? CertificateType { get; set; }

    /// <summary>Only certificates with this subject or alias; wildcards allowed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Only certificates that expire within this many days, expired ones included.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(0, 3650)]
    public int? ExpiringWithin { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var store = new GaapCertificateStore(Client);
        if (ParameterSetName == ListSet)
        {
            Run((output, token) => ListAsync(store, output, token));
            return;
        }

        if (ParameterSetName == DomainSet && GaapDomain is { } domain)
        {
            Start(
                async (output, token) => output.Write(await store.GetAsync(
                    domain.EffectiveCertificateId ?? throw new TencentCertException(
                        ErrorCodes.NotFound, $"{domain.Domain} on {domain.ListenerId} has no certificate."),
                    IncludePrivateKey, token).ConfigureAwait(false)),
                domain);
            return;
        }

        foreach (var id in CertificateId)
            Start(async (output, token) => output.Write(await store.GetAsync(id, IncludePrivateKey, token).ConfigureAwait(false)), id);
    }

    private async Task ListAsync(GaapCertificateStore store, CmdletOutput output, CancellationToken cancellationToken)
    {
        var filter = new NameFilter(Name);
        var now = Client.Clock.GetUtcNow();
        await foreach (var certificate in store.ListAsync(CertificateType, cancellationToken).ConfigureAwait(false))
        {
            if (filter.Matches(Names(certificate)) && (ExpiringWithin is not { } days || certificate.NotAfter <= now.AddDays(days)))
                await output.WriteAsync(certificate).ConfigureAwait(false);
        }

        if (filter.Unmatched.Count > 0 && CertificateType is not null)
        {
            // The name may belong to a certificate of another type.
            await foreach (var certificate in store.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
                filter.Matches(Names(certificate));
        }

        foreach (var name in filter.Unmatched)
        {
            output.Error(new TencentCertException(ErrorCodes.NotFound,
                $"There is no certificate {name} in the GAAP certificate store."), name);
        }
    }

    private static IEnumerable<string?> Names(GaapCertificate certificate) => [certificate.SubjectCN, certificate.Alias];
}
