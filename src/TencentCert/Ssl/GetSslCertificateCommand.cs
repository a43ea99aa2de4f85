namespace TencentCert.Ssl;

/// <summary>Lists the SSL service's certificates, or describes some of them.</summary>
[Cmdlet(VerbsCommon.Get, "SslCertificate", DefaultParameterSetName = ListSet)]
[OutputType(typeof(SslCertificate))]
public sealed class GetSslCertificateCommand : ParallelApiCmdlet
{
    private const string ListSet = "List";
    private const string IdSet = "Id";

    /// <summary>Ids to describe in full.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>Includes the private key, as a SecureString, when the service has it.</summary>
    [Parameter(ParameterSetName = IdSet)]
    public SwitchParameter IncludePrivateKey { get; set; }

    /// <summary>Only certificates with this name; wildcards allowed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslDomainCompleter))]
    public string[]? Domain { get; set; }

    /// <summary>Only certificates in this state.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = ListSet)]
    public SslCertificateStatus[]? Status { get; set; }

    /// <summary>Only certificates that expire within this many days, expired ones included.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(0, 3650)]
    public int? ExpiringWithin { get; set; }

    /// <summary>Part of an id, alias or domain; searched by the service.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    public string? SearchKey { get; set; }

    /// <summary>Only certificates of this project.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(0, long.MaxValue)]
    public long? ProjectId { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ListSet)
        {
            Run(ListAsync);
            return;
        }

        foreach (var id in CertificateId)
            Start((output, token) => DescribeAsync(id, output, token), id);
    }

    // The full description can return the private key; without that permission, the short one is used.
    private async Task DescribeAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        var certificates = new SslCertificateReader(Client);
        try
        {
            output.Write(
                await certificates.GetDetailAsync(id, IncludePrivateKey, cancellationToken: cancellationToken).ConfigureAwait(false));
        }
        catch (TencentCertException exception) when (exception.IsDenied && !IncludePrivateKey)
        {
            output.Write(await certificates.GetAsync(id, cancellationToken).ConfigureAwait(false));
        }
    }

    private static IEnumerable<string?> Names(SslCertificate certificate) => [certificate.Domain, .. certificate.SubjectAltName];

    private async Task ListAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var filter = new NameFilter(Domain);
        var query = new SslCertificateQuery
        {
            SearchKey = SearchKey,
            Status = Status,
            ExpiringWithin = ExpiringWithin,
            ProjectId = ProjectId,
        };
        await foreach (var certificate in new SslCertificateReader(Client).ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (filter.Matches(Names(certificate)))
                await output.WriteAsync(certificate).ConfigureAwait(false);
        }

        foreach (var name in await MissingAsync(filter.Unmatched, query, cancellationToken).ConfigureAwait(false))
            output.Error(SslCertificateReader.NoneNamed(name), name);
    }

    // An existing certificate that another filter excludes is not an error.
    private async Task<IReadOnlyList<string>> MissingAsync(
        IReadOnlyList<string> names, SslCertificateQuery query, CancellationToken cancellationToken)
    {
        if (names.Count == 0 || query == new SslCertificateQuery())
            return names;

        var unfiltered = new NameFilter(names);
        await foreach (var certificate in new SslCertificateReader(Client)
            .ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            unfiltered.Matches(Names(certificate));
            if (unfiltered.Unmatched.Count == 0)
                break;
        }

        return unfiltered.Unmatched;
    }
}
