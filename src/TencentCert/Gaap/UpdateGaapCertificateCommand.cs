using System.Management.Automation;
using System.Net;
using System.Security;
using TencentCert.Completion;
using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>Replaces a certificate on every listener and domain of GAAP that uses it: plan, import, rebind, wait, prove, and go on where a run stopped.</summary>
[Cmdlet(VerbsData.Update, "GaapCertificate", SupportsShouldProcess = true, DefaultParameterSetName = SslSet)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class UpdateGaapCertificateCommand : ApiCmdlet
{
    private const string SslSet = "SslCertificate";
    private const string GaapSet = "GaapCertificate";
    private const string PathSet = "Path";

    private readonly List<SslCertificate> _ssl = [];
    private readonly List<GaapCertificate> _gaap = [];
    private bool _isPreview;
    private string? _journal;
    private string? _file;
    private string? _keyFile;

    /// <summary>New certificate, of the SSL service; it is carried into GAAP's store first.</summary>
    [Parameter(ParameterSetName = SslSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SslCertificateInput]
    public SslCertificate? SslCertificate { get; set; }

    /// <summary>New certificate, of GAAP's store.</summary>
    [Parameter(ParameterSetName = GaapSet, Mandatory = true, ValueFromPipeline = true)]
    public GaapCertificate? GaapCertificate { get; set; }

    /// <summary>New certificate, as a PEM, DER or PFX file.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>File with the private key, when it is not in the certificate's file.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    /// <summary>Password of the PFX or of an encrypted key.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SecureString? Password { get; set; }

    /// <summary>Alias of a new entry in GAAP's store, at most 50 characters.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateLength(1, 50)]
    public string? Alias { get; set; }

    /// <summary>Certificates of GAAP's store to replace. A reissued or renewed SSL certificate knows its predecessor by itself.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[]? OldCertificateId { get; set; }

    /// <summary>Replaces every binding whose names the new certificate covers, whatever is bound there.</summary>
    [Parameter]
    public SwitchParameter MatchDomain { get; set; }

    /// <summary>Journal of the run; the same command with the same file goes on where it stopped.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Proves each binding by a TLS handshake.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>Removes the replaced certificates when every binding was proven and nothing uses them; includes <c>-Verify</c>.</summary>
    [Parameter]
    public SwitchParameter RemoveOld { get; set; }

    /// <summary>Address for the handshakes, <c>host:port</c>; each domain itself and its listener's port when left out.</summary>
    [Parameter]
    [HostAndPort]
    [ValidateNotNull]
    public DnsEndPoint? ConnectTo { get; set; }

    /// <summary>Seconds for each binding from its first write on, and again for its proof.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>How many requests are under way at the same time. The account's rate limit is kept whatever is said here.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = GaapBindingEngine.DefaultThrottleLimit;

    /// <summary>Results leave in the order of the plan instead of as they finish.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    /// <summary>Imports in spite of an incomplete chain, wrong dates or another purpose.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (MatchDomain && OldCertificateId is not null)
        {
            ThrowTerminatingError(ErrorRecords.From(new TencentCertException(ErrorCodes.InvalidParameter,
                $"Give -OldCertificateId or -MatchDomain, not both."), null));
        }

        if (ConnectTo is not null && !Verify && !RemoveOld)
        {
            ThrowTerminatingError(ErrorRecords.From(new TencentCertException(ErrorCodes.InvalidParameter,
                $"-ConnectTo goes with -Verify; add it, or leave -ConnectTo out."), null));
        }

        base.BeginProcessing();
    }

    /// <summary>Collects: one scan, one plan and one journal serve all new certificates.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == SslSet)
        {
            _ssl.Add(SslCertificate!);
        }
        else if (ParameterSetName == GaapSet)
        {
            _gaap.Add(GaapCertificate!);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // An empty pipeline asks for nothing.
        if (ParameterSetName == PathSet || _ssl.Count + _gaap.Count > 0)
        {
            _isPreview = IsPreview;
            _journal = Resolve(JournalPath);
            _file = Resolve(Path);
            _keyFile = Resolve(KeyPath);
            Run(UpdateAsync, JournalPath);
        }

        base.EndProcessing();
    }

    private string? Resolve(string? path) => string.IsNullOrEmpty(path) ? null : FilePath(path);

    private async Task UpdateAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var selection = new RotationSelection(OldCertificateId, MatchDomain);
        foreach (var id in OldCertificateId ?? [])
        {
            GaapCertificateId.Check(id, nameof(OldCertificateId));
        }

        var scan = new GaapScanner(Client, ThrottleLimit).ScanAsync(
            count => output.Progress(Wording.Of($"Reading GAAP"), Wording.Of($"{count} listeners")), cancellationToken);
        var targets = await TargetsAsync(selection, output, cancellationToken).ConfigureAwait(false);
        if (targets.Count == 0)
        {
            return;
        }

        foreach (var finding in targets.SelectMany(target => target.Findings.Select(one => $"{target.Name}: {one}")))
        {
            output.Warning(finding);
        }

        var earlier = _journal is null ? null : RotationJournal.ReadFor(_journal, First(targets, selection));
        var plan = RotationPlan.Create(await scan.ConfigureAwait(false), targets, earlier);
        output.EndProgress();
        if (plan.Bindings.Count == 0)
        {
            // An earlier run may have had something to do, and its journal must not say for ever that it has.
            output.Warning(Wording.Of($"Nothing in GAAP is bound to what {Wording.List(targets)} replaces ({selection})."));
            if (earlier is null)
            {
                return;
            }
        }

        if (_isPreview)
        {
            await PreviewAsync(plan, output).ConfigureAwait(false);
            return;
        }

        var agreed = await AskAsync(plan, output).ConfigureAwait(false);
        var options = new RotationOptions
        {
            ThrottleLimit = ThrottleLimit,
            Verify = Verify || RemoveOld,
            ConnectTo = ConnectTo,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
        };
        var rotation = new CertificateRotation(Client, options);
        var results = new BindingResults(output, new RotationProgress(output, Client.Clock, Wording.Of(
            $"Replacing certificates"), agreed.Bindings.Count), Ordered);

        // Where everything was declined no run takes place, and a journal of an earlier one stays as it is.
        var isDeclined = plan.Writes > 0 && agreed.Writes == 0;
        using var journal = _journal is null || isDeclined ? null : RotationJournal.Open(_journal, First(targets, selection), Client.Clock, out earlier);
        await rotation.RunAsync(agreed, journal, earlier, results.Add, cancellationToken).ConfigureAwait(false);
        if (RemoveOld)
        {
            await RemoveAsync(rotation, plan, results, journal, output, cancellationToken).ConfigureAwait(false);
        }
    }

    private JournalLine First(IReadOnlyList<RotationTarget> targets, RotationSelection selection) => new()
    {
        Endpoint = Client.Connection.Endpoints.ToString(),
        Account = Client.Connection.Credentials.Current?.Credential.MaskedSecretId,
        Certificates = [.. targets.Select(target => new JournalCertificate(target.Fingerprint, target.Name, target.Leaf.NotAfter))],
        Selection = selection.ToString(),
    };

    private async Task<IReadOnlyList<RotationTarget>> TargetsAsync(RotationSelection selection, CmdletOutput output, CancellationToken cancellationToken)
    {
        var source = new RotationTargets(Client, selection, Force);
        if (ParameterSetName == PathSet)
        {
            using var password = Password is null ? null : new Passphrase(Password);
            var bundle = CertificateBundle.FromFiles(_file!, _keyFile, password, Client.Clock.GetUtcNow());
            return [await source.FromBundleAsync(bundle, System.IO.Path.GetFileName(_file!), Alias, cancellationToken).ConfigureAwait(false)];
        }

        // An item that cannot be used is an error of its own; the others go on.
        var targets = new List<RotationTarget>();
        foreach (var (item, make) in _ssl.Select(item => ((object)item, new Func<Task<RotationTarget>>(() => source.FromSslAsync(item.CertificateId, cancellationToken))))
            .Concat(_gaap.Select(item => ((object)item, new Func<Task<RotationTarget>>(() => source.FromGaapAsync(item.CertificateId, cancellationToken))))))
        {
            try
            {
                var target = await make().ConfigureAwait(false);
                if (!targets.Exists(other => other.Fingerprint == target.Fingerprint))
                {
                    targets.Add(target);
                }
            }
            catch (Exception failure) when (failure is TencentCertException or PemException && !ErrorRecords.EndsCommand(failure))
            {
                output.Error(failure, item);
            }
        }

        return targets;
    }

    // One line a change; what cannot succeed is said as well.
    private async Task PreviewAsync(RotationPlan plan, CmdletOutput output)
    {
        foreach (var target in plan.Imports)
        {
            await AgreesToImportAsync(target, output).ConfigureAwait(false);
        }

        foreach (var binding in plan.Bindings)
        {
            switch (binding.Step)
            {
                case PlannedStep.Write:
                    await AgreesToWriteAsync(binding, output).ConfigureAwait(false);
                    break;
                case PlannedStep.Refuse:
                    output.Error(new TencentCertException(ErrorCodes.InvalidParameter, Wording.Verbatim(binding.Reason)), binding.Change.Outcome(GaapBindingState.Failed, binding.Reason));
                    break;
            }
        }

        foreach (var id in RemoveOld ? plan.Replaced : [])
        {
            await output.ShouldProcessAsync(id, Wording.Of(
                $"Remove from GAAP's certificate store when nothing uses it (DeleteCertificate)")).ConfigureAwait(false);
        }
    }

    // One question a change. What is declined stays in the plan as skipped: every binding ends as an object.
    private static async Task<RotationPlan> AskAsync(RotationPlan plan, CmdletOutput output)
    {
        var notImported = new HashSet<RotationTarget>();
        foreach (var target in plan.Imports)
        {
            if (!await AgreesToImportAsync(target, output).ConfigureAwait(false))
            {
                notImported.Add(target);
            }
        }

        var declinedListeners = new HashSet<string>(StringComparer.Ordinal);
        var agreed = new List<PlannedBinding>();
        foreach (var binding in plan.Bindings)
        {
            var reason = binding.Step switch
            {
                PlannedStep.Write when notImported.Contains(binding.Target) => Wording.Of(
                    $"Declined: {binding.Target.Name} was not imported."),
                PlannedStep.Write => await AgreesToWriteAsync(binding, output).ConfigureAwait(false) ? null : Wording.Of($"Declined."),
                PlannedStep.Follow when declinedListeners.Contains(binding.Change.ListenerId) => Wording.Of(
                    $"Its listener was left as it is: declined."),
                _ => null,
            };
            if (reason is not null && binding.Change.Domain is null)
            {
                declinedListeners.Add(binding.Change.ListenerId);
            }

            agreed.Add(reason is null ? binding : binding with { Step = PlannedStep.Decline, Reason = reason });
        }

        return new RotationPlan(agreed);
    }

    private static Task<bool> AgreesToImportAsync(RotationTarget target, CmdletOutput output) => output.ShouldProcessAsync(
        Wording.Of($"GAAP's certificate store"),
        Wording.Of(
            $"Import {target.Leaf}, until {DateText.Day(target.Leaf.NotAfter)}, from {target.Name} ({"CreateCertificate"})"));

    private static Task<bool> AgreesToWriteAsync(PlannedBinding binding, CmdletOutput output) => output.ShouldProcessAsync(
        binding.Change.Target,
        Wording.Of(
            $"Bind certificate "
            +
                $"{$"{binding.Change.PreviousCertificateId} -> {binding.Target.Copy?.CertificateId ?? Wording.Of($"{binding.Target.Name}, imported first")}"} ({(binding.Change.Domain is null ? "ModifyHTTPSListenerAttribute" : "ModifyCertificate")})"));

    private static async Task RemoveAsync(
        CertificateRotation rotation,
        RotationPlan plan,
        BindingResults results,
        RotationJournal? journal,
        CmdletOutput output,
        CancellationToken cancellationToken)
    {
        if (plan.Replaced.Count == 0)
        {
            return;
        }

        if (results.Failures > 0)
        {
            output.Warning(Wording.Of($"{Wording.List(plan.Replaced)} was kept: not every binding was changed and proven."));
            return;
        }

        var agreed = new List<string>();
        foreach (var id in plan.Replaced)
        {
            if (await output.ShouldProcessAsync(id, Wording.Of(
                $"Remove from GAAP's certificate store, now that nothing uses it (DeleteCertificate)")).ConfigureAwait(false))
            {
                agreed.Add(id);
            }
            else
            {
                output.Warning(Wording.Of($"{id} was kept: {Wording.Of($"declined")}."));
            }
        }

        await foreach (var removal in rotation.RemoveReplacedAsync(agreed, journal, cancellationToken).ConfigureAwait(false))
        {
            if (removal.Failure is { } failure)
            {
                output.Error(failure, removal.CertificateId);
            }
            else if (removal.Kept is { } why)
            {
                output.Warning(Wording.Of($"{removal.CertificateId} was kept: {why}."));
            }
            else
            {
                output.Say(Wording.Of($"{removal.CertificateId} was removed from GAAP's certificate store."));
            }
        }
    }
}
