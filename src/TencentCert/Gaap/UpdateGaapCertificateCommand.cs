using System.Security;
using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>
/// Replaces a certificate on every listener and domain of GAAP that uses it, for clients or origin servers: plan, import, rebind, wait,
/// verify, and resume an interrupted run.
/// </summary>
[Cmdlet(VerbsData.Update, "GaapCertificate", SupportsShouldProcess = true, DefaultParameterSetName = SslSet)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class UpdateGaapCertificateCommand : VerifyingBindingCmdlet
{
    private const string SslSet = "SslCertificate";
    private const string GaapSet = "GaapCertificate";
    private const string PathSet = "Path";

    private readonly List<object> _items = [];
    private string? _journal;
    private bool _isStreamed;
    private string? _file;
    private string? _keyFile;

    /// <summary>New certificate, of the SSL service; it is imported into the GAAP certificate store first.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = SslSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SslCertificateInput]
    public SslCertificate? SslCertificate { get; set; }

    /// <summary>New certificate, of the GAAP certificate store.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = GaapSet, Mandatory = true, ValueFromPipeline = true)]
    [CertificateInput]
    public GaapCertificate? GaapCertificate { get; set; }

    /// <summary>New certificate, as a PEM, DER or PFX file.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>File with the private key, when it is not in the certificate's file.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    /// <summary>Password of the PFX or of an encrypted key.</summary>
    [RefusesText]
    [Parameter(ParameterSetName = PathSet)]
    public SecureString? Password { get; set; }

    /// <summary>Alias of a new entry in the GAAP certificate store, at most 50 characters.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateLength(1, 50)]
    public string? Alias { get; set; }

    /// <summary>Certificates of the GAAP certificate store to replace. Not needed for a reissued or renewed SSL certificate.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[]? OldCertificateId { get; set; }

    /// <summary>Replaces every binding whose names the new certificate covers, regardless of its current certificate.</summary>
    [Parameter]
    public SwitchParameter MatchDomain { get; set; }

    /// <summary>Journal of the run; the same command with the same file resumes the run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Removes the replaced certificates once every binding is verified and nothing uses them; implies <c>-Verify</c>.</summary>
    [Parameter]
    public SwitchParameter RemoveOld { get; set; }

    /// <summary>Imports despite an incomplete chain, invalid dates or another purpose.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override BindingOptions Options => base.Options with { Verify = Verify || RemoveOld, Force = Force };

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (MatchDomain && OldCertificateId is not null)
            Terminate($"Give -OldCertificateId or -MatchDomain, not both.");

        base.BeginProcessing();
    }

    /// <summary>Collects the input: all new certificates share one snapshot, one plan and one journal.</summary>
    protected override void ProcessRecord()
    {
        if ((SslCertificate ?? (object?)GaapCertificate) is { } item)
            _items.Add(item);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // An empty pipeline requests nothing.
        if (ParameterSetName == PathSet || _items.Count > 0)
        {
            _journal = FilePath(JournalPath);
            _file = FilePath(Path);
            _keyFile = FilePath(KeyPath);

            // Confirmation and ordered output need the complete plan.
            _isStreamed = !RequiresConfirmation && !Ordered;
            Run(UpdateAsync, JournalPath);
        }

        base.EndProcessing();
    }

    private async Task UpdateAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var selection = new BindingSelection(OldCertificateId, MatchDomain);
        selection.Check();
        if (_isStreamed)
        {
            await UpdateAsReadAsync(selection, output, cancellationToken).ConfigureAwait(false);
            return;
        }

        var snapshotTask = Bindings.Planner.ReadAsync(
            count => output.Progress(Wording.Of($"Reading GAAP"), Wording.Of($"listeners: {count}")), cancellationToken);
        var certificates = await CertificatesAsync(selection, output, cancellationToken).ConfigureAwait(false);
        if (certificates.Count == 0)
            return;

        var plan = Bindings.Planner.ForRotation(await snapshotTask.ConfigureAwait(false), certificates, selection, _journal);
        output.EndProgress();
        if (plan.Changes.Count == 0)
        {
            // The journal of an earlier run may have pending changes and must still be completed.
            output.Warning(Wording.Of($"Nothing in GAAP is bound to what {Wording.List(certificates)} replaces ({selection})."));
            if (!plan.IsContinued)
                return;
        }

        var confirmed = await ConfirmAsync(plan, output).ConfigureAwait(false);
        if (IsPreview)
        {
            WriteRefused(confirmed, output);
            await ConfirmRemovalsAsync(
                plan, Wording.Of($"Remove from GAAP's certificate store when nothing uses it (DeleteCertificate)"), output)
                .ConfigureAwait(false);
            return;
        }

        var failures = await ExecuteAsync(confirmed, Wording.Of($"Replacing certificates"), output).ConfigureAwait(false);
        await RemoveAsync(plan, failures, output, cancellationToken).ConfigureAwait(false);
    }

    // Changes each listener while others are still being read.
    private async Task UpdateAsReadAsync(BindingSelection selection, CmdletOutput output, CancellationToken cancellationToken)
    {
        var snapshotTask = Bindings.Planner.BeginReading(cancellationToken: cancellationToken);
        var certificates = await CertificatesAsync(selection, output, cancellationToken).ConfigureAwait(false);
        if (certificates.Count == 0)
            return;

        var plan = ConfirmAsRead(
            Bindings.Planner.ForRotation(snapshotTask, certificates, selection, _journal, cancellationToken), output, cancellationToken);
        await using var coming = plan.StreamedChanges!.ConfigureAwait(false);
        if (!await plan.StreamedChanges!.AnyAsync().ConfigureAwait(false))
        {
            output.Warning(Wording.Of($"Nothing in GAAP is bound to what {Wording.List(certificates)} replaces ({selection})."));
            if (!plan.IsContinued)
                return;
        }

        var failures = await ExecuteAsync(plan, Wording.Of($"Replacing certificates"), output).ConfigureAwait(false);
        await RemoveAsync(plan with { Changes = plan.StreamedChanges.Received }, failures, output, cancellationToken).ConfigureAwait(false);
    }

    // An unusable item is a non-terminating error.
    private async Task<IReadOnlyList<BindingCertificate>> CertificatesAsync(
        BindingSelection selection, CmdletOutput output, CancellationToken cancellationToken)
    {
        var source = Bindings.Replacements(selection);
        if (ParameterSetName == PathSet)
            return [await source.FromFileAsync(_file!, _keyFile, Password, Alias, cancellationToken).ConfigureAwait(false)];

        var certificates = new List<BindingCertificate>();
        foreach (var item in _items)
        {
            try
            {
                var certificate = item is SslCertificate ssl
                    ? await source.FromSslAsync(ssl.CertificateId, cancellationToken).ConfigureAwait(false)
                    : await source.FromGaapAsync(((GaapCertificate)item).CertificateId, cancellationToken).ConfigureAwait(false);
                certificates.Add(certificate);
                if (await source.ForOriginServersAsync(certificate, cancellationToken).ConfigureAwait(false) is { } originCertificate)
                    certificates.Add(originCertificate);
            }
            catch (Exception exception) when (!ErrorRecords.IsTerminating(exception))
            {
                output.Error(exception, item);
            }
        }

        return [.. certificates.DistinctBy(certificate => certificate.Fingerprint)];
    }

    private async Task RemoveAsync(BindingPlan plan, int failures, CmdletOutput output, CancellationToken cancellationToken)
    {
        if (RemoveOld && failures > 0 && plan.Replaced.Count > 0)
        {
            output.Warning(Wording.Of($"{Wording.List(plan.Replaced)} was kept: not every binding was changed and verified."));
            return;
        }

        var confirmed = await ConfirmRemovalsAsync(
            plan, Wording.Of($"Remove from GAAP's certificate store, now that nothing uses it (DeleteCertificate)"), output)
            .ConfigureAwait(false);
        await foreach (var removal in Bindings.Executor.RemoveReplacedAsync(confirmed, cancellationToken).ConfigureAwait(false))
        {
            if (removal.Failure is { } failure)
                output.Error(failure, removal.CertificateId);
            else if (removal.Kept is { } reason)
                output.Warning(Wording.Of($"{removal.CertificateId} was kept: {reason}."));
            else
                output.WriteHost(Wording.Of($"{removal.CertificateId} was removed from GAAP's certificate store."));
        }
    }

    private async Task<IReadOnlyList<string>> ConfirmRemovalsAsync(BindingPlan plan, string question, CmdletOutput output)
    {
        var confirmed = new List<string>();
        foreach (var id in RemoveOld ? plan.Replaced : [])
        {
            if (await output.ShouldProcessAsync(id, question).ConfigureAwait(false))
                confirmed.Add(id);
            else if (!IsPreview)
                output.Warning(Wording.Of($"{id} was kept: {Wording.Of($"declined")}."));
        }

        return confirmed;
    }
}
