namespace TencentCert.Ssl;

/// <summary>Changes alias, project and expiry notices of certificates.</summary>
[Cmdlet(VerbsCommon.Set, "SslCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(SslCertificate))]
public sealed class SetSslCertificateCommand : SslCollectingCmdlet
{
    /// <summary>Alias; an empty one removes it.</summary>
    [Parameter]
    [Alias("NewName")]
    [ValidateLength(0, 255)]
    [AllowEmptyString]
    public string? Alias { get; set; }

    /// <summary>Project to move to.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ProjectId { get; set; }

    /// <summary>Whether the service sends notices before the certificate expires.</summary>
    [RefusesSecret]
    [Parameter]
    public bool? ExpiryNotice { get; set; }

    /// <summary>Writes the changed certificates.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Alias is null && ProjectId is null && ExpiryNotice is null)
            Terminate($"Nothing to set: give -Alias, -ProjectId or -ExpiryNotice.");

        foreach (var ids in Collected.Chunk(SslEditor.MaximumCertificatesPerCall))
            Run((output, token) => SetAsync(ids, output, token), ids);

        base.EndProcessing();
    }

    private async Task SetAsync(string[] ids, CmdletOutput output, CancellationToken cancellationToken)
    {
        var edits = new SslEditor(Client);
        var certificates = new SslCertificateReader(Client);
        var known = await ListAsync(certificates, ids, cancellationToken).ConfigureAwait(false);
        var changing = new List<string>();
        foreach (var id in ids)
        {
            await output.TryAsync(id, async () =>
            {
                var certificate = known.GetValueOrDefault(id) ?? await certificates.GetAsync(id, cancellationToken).ConfigureAwait(false);
                if (!await output.ShouldProcessAsync(Wording.Of(
                    $"{id} ({certificate.Domain}, {certificate.Status})"), Action(certificate)).ConfigureAwait(false))
                {
                    return;
                }

                changing.Add(id);
                if (Alias is not null)
                    await edits.RenameAsync(id, Alias, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }

        if (changing.Count == 0)
            return;

        if (ProjectId is { } project)
        {
            await output.TryAsync(changing.ToArray(), async () =>
            {
                foreach (var id in await edits.MoveAsync(changing, project, cancellationToken).ConfigureAwait(false))
                {
                    output.Error(new TencentCertException(ErrorCodes.FailedState,
                        $"The service did not move {id} to project {project}: check that both exist."), id);
                }
            }).ConfigureAwait(false);
        }

        if (ExpiryNotice is { } notify)
            await output.TryAsync(changing.ToArray(), () => edits.NotifyAsync(changing, notify, cancellationToken)).ConfigureAwait(false);

        foreach (var id in PassThru ? changing : [])
        {
            await output.TryAsync(id, async () =>
                await output.WriteAsync(await certificates.GetAsync(id, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false))
                .ConfigureAwait(false);
        }
    }

    // One request for all ids; a missing one is then read separately, and the service returns the error.
    private static async Task<Dictionary<string, SslCertificate>> ListAsync(
        SslCertificateReader certificates, string[] ids, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, SslCertificate>(StringComparer.Ordinal);
        if (ids.Length == 1)
            return known;

        try
        {
            await foreach (var certificate in certificates.ListAsync(
                new SslCertificateQuery { CertificateIds = ids }, cancellationToken).ConfigureAwait(false))
            {
                known[certificate.CertificateId] = certificate;
            }
        }
        catch (TencentCertException exception) when (!ErrorRecords.IsTerminating(exception))
        {
            // Each id is then read separately and reports its own error.
        }

        return known;
    }

    private string Action(SslCertificate certificate) => Wording.List(new[]
    {
        Alias is null ? null : Wording.Of($"Set the alias '{certificate.Alias}' to '{Alias}' (ModifyCertificateAlias)"),
        ProjectId is null ? null : Wording.Of($"Move to project {ProjectId} (ModifyCertificateProject)"),
        ExpiryNotice is null ? null : ExpiryNotice.Value
            ? Wording.Of($"Switch notices of expiry on (ModifyCertificatesExpiringNotificationSwitch)")
            : Wording.Of($"Switch notices of expiry off (ModifyCertificatesExpiringNotificationSwitch)"),
    }.Where(part => part is not null));
}
