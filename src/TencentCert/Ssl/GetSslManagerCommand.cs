namespace TencentCert.Ssl;

/// <summary>
/// Lists the companies on file and their managers, for <c>Submit-SslCertificateOrder</c> (DescribeCompanies, DescribeManagers).
/// </summary>
[Cmdlet(VerbsCommon.Get, "SslManager")]
[OutputType(typeof(SslManager))]
public sealed class GetSslManagerCommand : ApiCmdlet
{
    /// <summary>Companies; all when omitted.</summary>
    [RefusesSecret]
    [Expects(Expected.CompanyId, typeof(GetSslManagerCommand))]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public long[]? CompanyId { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var managers = new SslManagerReader(Client);
        if (CompanyId is null)
            Run((output, token) => output.WriteAllAsync(managers.ListAsync(cancellationToken: token)));

        foreach (var id in CompanyId ?? [])
            Run((output, token) => output.WriteAllAsync(managers.ListAsync(id, token)), id);
    }
}
