namespace TencentCert.Ssl;

/// <summary>Moves every cloud resource from an old certificate to a new one (UpdateCertificateInstance).</summary>
[Cmdlet(VerbsData.Update, "SslCertificateBinding", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SslDeployment))]
public sealed class UpdateSslCertificateBindingCommand : DeployingCmdlet
{
    /// <summary>New certificate.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Old certificate; when omitted, the one that the new one reissues or renews.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string? OldCertificateId { get; set; }

    /// <summary>Replaces every older certificate of the account that a resource uses and whose names the new one covers.</summary>
    [Parameter]
    public SwitchParameter MatchDomain { get; set; }

    /// <summary>Only resources of these types; every type when omitted. <c>gaap</c> is GA2: for GAAP use Update-GaapCertificate.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ResourceTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? ResourceType { get; set; }

    /// <summary>Only resources in these regions, and those without one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Region { get; set; }

    /// <summary>Switches off the old certificate's expiry notices.</summary>
    [Parameter]
    public SwitchParameter MuteOldCertificate { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var (id, oldId) = (CertificateId, string.IsNullOrEmpty(OldCertificateId) ? null : OldCertificateId);
        Run((output, token) => MatchDomain ? MatchAsync(id, oldId, output, token) : UpdateAsync(id, oldId, isFound: false, output, token),
            id);
    }

    // Unused certificates are skipped; one that cannot be replaced does not stop the others.
    private async Task MatchAsync(string id, string? oldId, CmdletOutput output, CancellationToken cancellationToken)
    {
        var older = (await new SslOlderCertificates(Client).FindAsync(id, cancellationToken).ConfigureAwait(false))
            .Select(certificate => certificate.CertificateId);
        string[] ids = [.. older.Concat(oldId is null ? [] : [oldId]).Distinct(StringComparer.Ordinal)];
        var bound = ids.Length == 0 ? new SslBoundResources([], [])
            : await new SslBindings(Client)
            .FindAllAsync(ids, null, Timeout, status => ReportSearch(output, status), cancellationToken).ConfigureAwait(false);
        string[] used = [.. ids.Where(
            usedId => usedId == oldId || bound.Bindings.Any(binding => binding.CertificateId == usedId)
                || bound.Gaps.Any(gap => gap.CertificateId == usedId))];
        if (used.Length == 0)
            output.Write(SslDeployment.NothingToReplace(id, Wording.Of($"No resource uses an older certificate for the names of {id}.")));

        foreach (var usedId in used)
        {
            await output.TryAsync(usedId, () => UpdateAsync(id, usedId, isFound: usedId != oldId, output, cancellationToken))
                .ConfigureAwait(false);
        }
    }

    private async Task UpdateAsync(string id, string? oldId, bool isFound, CmdletOutput output, CancellationToken cancellationToken)
    {
        var updates = new SslUpdates(Client);
        SslResourceType[]? types = ResourceType is null ? null : [.. ResourceType.Select(SslResourceType.Of)];

        // The preflight checks the types too, but only after the call that finds the old certificate.
        Array.ForEach(types ?? [], type => type.RequireUpdate(Client.Connection.Endpoints.Site));
        var request = new SslUpdateRequest
        {
            CertificateId = id,
            OldCertificateId = oldId ?? await updates.PredecessorAsync(id, cancellationToken).ConfigureAwait(false),
            ResourceTypes = types,
            Regions = Region,
            MuteOldCertificate = MuteOldCertificate,
            Force = Force,
        };
        SslUpdatePreflight preflight;
        try
        {
            preflight = await updates.PreflightAsync(
                request, Timeout, _ => ReportSearch(output, request.OldCertificateId), cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException exception) when (isFound
            && (exception.Code == SslDeploymentGuard.DomainMismatch || exception.IsNotFound))
        {
            // The match also serves other names, or has no resource within -ResourceType and -Region.
            output.Warning(Wording.Of($"{request.OldCertificateId} is left as it is: {exception.Message}"));
            return;
        }

        foreach (var gap in preflight.Gaps)
            output.Error(gap.ToException(), gap);

        foreach (var warning in preflight.Warnings)
            output.Warning(warning);

        if (preflight.Total > 0
            && !await output.ShouldProcessAsync(
                preflight.Summary, Wording.Of($"Deploy {id} instead (UpdateCertificateInstance)")).ConfigureAwait(false))
        {
            return;
        }

        var created = await updates.RunAsync(
            preflight, Timeout, status => output.Progress(Wording.Of($"Making the deployment"), status), cancellationToken)
            .ConfigureAwait(false);
        await WriteAsync(created, preflight.Bindings, output, cancellationToken).ConfigureAwait(false);
    }

    private static void ReportSearch(CmdletOutput output, string certificateId) =>
        output.Progress(Wording.Of($"Searching resources"), certificateId);
}
