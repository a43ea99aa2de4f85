namespace TencentCert.Ssl;

/// <summary>Reads the service's operation log of certificates, newest first (DescribeCertificateOperateLogs).</summary>
[Cmdlet(VerbsCommon.Get, "SslCertificateLog")]
[OutputType(typeof(SslLogEntry))]
public sealed class GetSslCertificateLogCommand : ApiCmdlet
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Only entries about these certificates; filtered locally, because the service has no such filter.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[]? CertificateId { get; set; }

    /// <summary>Only entries of these types, such as <c>apply</c>, <c>replace</c>, <c>issued</c>; wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LogTypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>Start time; 15 days ago when omitted.</summary>
    [RefusesSecret]
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    /// <summary>End time.</summary>
    [RefusesSecret]
    [Parameter]
    public DateTimeOffset? Until { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var id in CertificateId ?? [])
        {
            Run(
                _ =>
                {
                    SslCertificateId.Check(id);
                    _ids.Add(id);
                },
                id);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // An empty pipeline selects no certificate; an omitted parameter selects all.
        if (_ids.Count > 0 || (!MyInvocation.ExpectingInput && CertificateId is null))
            Run(ReadAsync);

        base.EndProcessing();
    }

    private async Task ReadAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var types = new NameFilter(Type);
        var idsWithoutEntries = new HashSet<string>(_ids, StringComparer.Ordinal);
        await foreach (var entry in new SslLogReader(Client).ReadAsync(Since, Until, cancellationToken).ConfigureAwait(false))
        {
            idsWithoutEntries.Remove(entry.CertificateId ?? "");
            if ((_ids.Count == 0 || (entry.CertificateId is { } id && _ids.Contains(id))) && types.Matches(entry.Type, entry.Action))
                await output.WriteAsync(entry).ConfigureAwait(false);
        }

        // A certificate without entries is not an error; for a missing certificate, the service reports one.
        foreach (var id in idsWithoutEntries)
            await output.TryAsync(id, () => new SslCertificateReader(Client).GetAsync(id, cancellationToken)).ConfigureAwait(false);
    }
}
