using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Api;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;
using TencentCert.Strings;

namespace TencentCert.Ssl;

/// <summary>Changes alias, project and notices of expiry of certificates.</summary>
[Cmdlet(VerbsCommon.Set, "SslCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(SslCertificate))]
public sealed class SetSslCertificateCommand : ApiCmdlet
{
    private readonly List<string> _ids = [];

    /// <summary>Certificates.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>Alias; an empty one takes it away.</summary>
    [Parameter]
    [Alias("NewName")]
    [ValidateLength(0, 255)]
    [AllowEmptyString]
    public string? Alias { get; set; }

    /// <summary>Project to move to.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ProjectId { get; set; }

    /// <summary>Whether the service sends notices before the certificate ends.</summary>
    [Parameter]
    public bool? ExpiryNotice { get; set; }

    /// <summary>Writes the changed certificates.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _ids.AddRange(CertificateId.Where(id => !_ids.Contains(id)));

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Alias is null && ProjectId is null && ExpiryNotice is null)
        {
            ThrowTerminatingError(ErrorRecords.From(
                new TencentCertException(ErrorCodes.InvalidParameter, Messages.Text("NothingToSet")), null));
        }

        foreach (var ids in _ids.Chunk(SslEdits.Most))
        {
            Run((output, token) => SetAsync(ids, output, token), ids);
        }

        base.EndProcessing();
    }

    private async Task SetAsync(string[] ids, CmdletOutput output, CancellationToken cancellationToken)
    {
        var edits = new SslEdits(Client);
        var changing = new List<string>();
        foreach (var id in ids)
        {
            try
            {
                SslCertificateId.Check(id);
                if (await output.ShouldProcessAsync(id, What()).ConfigureAwait(false))
                {
                    if (Alias is not null)
                    {
                        await edits.RenameAsync(id, Alias, cancellationToken).ConfigureAwait(false);
                    }

                    changing.Add(id);
                }
            }
            catch (TencentCertException failure) when (!ErrorRecords.EndsCommand(failure))
            {
                output.Error(failure, id);
            }
        }

        if (changing.Count == 0)
        {
            return;
        }

        if (ProjectId is { } project)
        {
            foreach (var id in await edits.MoveAsync(changing, project, cancellationToken).ConfigureAwait(false))
            {
                output.Error(new TencentCertException(ErrorCodes.FailedState, Messages.Text("NotMoved", id, project)), id);
            }
        }

        if (ExpiryNotice is { } notify)
        {
            await edits.NotifyAsync(changing, notify, cancellationToken).ConfigureAwait(false);
        }

        if (PassThru)
        {
            foreach (var id in changing)
            {
                try
                {
                    await output.WriteAsync(await new SslCertificates(Client).GetAsync(id, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
                }
                catch (TencentCertException failure) when (!ErrorRecords.EndsCommand(failure))
                {
                    output.Error(failure, id);
                }
            }
        }
    }

    private string What() => Wording.List(new[]
    {
        Alias is null ? null : Messages.Text("SetAlias", Alias),
        ProjectId is null ? null : Messages.Text("MoveToProject", ProjectId),
        ExpiryNotice is null ? null : Messages.Text(ExpiryNotice.Value ? "NoticesOn" : "NoticesOff"),
    }.Where(part => part is not null));
}
