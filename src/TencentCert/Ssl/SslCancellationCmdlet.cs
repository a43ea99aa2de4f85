namespace TencentCert.Ssl;

/// <summary>
/// Cancels or revokes: each certificate is read, confirmed and changed once, unless its state shows that no change is needed.
/// </summary>
public abstract class SslCancellationCmdlet : ApiCmdlet
{
    private protected SslCancellationCmdlet() { }

    /// <summary>Orders or certificates.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>Whether a state needs no change.</summary>
    private protected abstract bool IsDone(SslCertificateStatus status);

    private protected abstract (string Target, string Action) Question(SslCertificate before);

    private protected abstract Task<SslOrderChange> ChangeAsync(
        SslCertificate before, CmdletOutput output, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var id in CertificateId)
            Run((output, token) => ChangeAsync(id, output, token), id);
    }

    private async Task ChangeAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        var before = await new SslCertificateReader(Client).GetAsync(id, cancellationToken).ConfigureAwait(false);
        var (target, action) = Question(before);
        if (IsDone(before.Status))
            output.Verbose(Wording.Of($"{id} is {before.Status}; nothing is sent."));
        else if (!await output.ShouldProcessAsync(target, action).ConfigureAwait(false))
            return;

        output.Write(await ChangeAsync(before, output, cancellationToken).ConfigureAwait(false));
    }
}
