using System.Management.Automation;
using System.Net;
using System.Security;
using TencentCert.Completion;
using TencentCert.Core.Api;
using TencentCert.Core.Gaap;
using TencentCert.Core.Pem;
using TencentCert.Core.Rotation;
using TencentCert.Core.Ssl;
using TencentCert.Pipeline;
using TencentCert.Strings;

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

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (MatchDomain && OldCertificateId is not null)
        {
            ThrowTerminatingError(ErrorRecords.From(new TencentCertException(ErrorCodes.InvalidParameter, Messages.Text("OldOrMatch")), null));
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
            _journal = Resolve(JournalPath);
            _file = Resolve(Path);
            _keyFile = Resolve(KeyPath);
            Run(UpdateAsync, JournalPath);
        }

        base.EndProcessing();
    }

    private string? Resolve(string? path) => string.IsNullOrEmpty(path) ? null : GetUnresolvedProviderPathFromPSPath(path);

    private async Task UpdateAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var selection = new RotationSelection(OldCertificateId, MatchDomain);
        foreach (var id in OldCertificateId ?? [])
        {
            GaapCertificateId.Check(id, nameof(OldCertificateId));
        }

        var scan = new GaapScanner(Client, ThrottleLimit).ScanAsync(
            count => output.Progress(Messages.Text("ReadingGaap"), Messages.Text("Listeners", count)), cancellationToken);
        var targets = await TargetsAsync(selection, output, cancellationToken).ConfigureAwait(false);
        if (targets.Count == 0)
        {
            return;
        }

        var earlier = _journal is null ? null : RotationJournal.ReadFor(_journal, First(targets, selection));
        var plan = RotationPlan.Create(await scan.ConfigureAwait(false), targets, earlier);
        if (plan.Bindings.Count == 0)
        {
            output.Warning(Messages.Text("NothingBound", string.Join(", ", targets), selection));
            return;
        }

        var approved = await AskAsync(plan, output).ConfigureAwait(false);
        if (approved is null)
        {
            return;
        }

        using var journal = _journal is null ? null : RotationJournal.Open(_journal, First(targets, selection), Client.Clock, out earlier);
        var options = new RotationOptions
        {
            ThrottleLimit = ThrottleLimit,
            Verify = Verify || RemoveOld,
            ConnectTo = ConnectTo,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
        };
        var rotation = new CertificateRotation(Client, options);
        var results = new BindingResults(output, new RotationProgress(output, Client.Clock, Messages.Text("ReplacingCertificates"), approved.Bindings.Count), Ordered);
        await rotation.RunAsync(approved, journal, earlier, results.Add, cancellationToken).ConfigureAwait(false);
        if (RemoveOld)
        {
            await RemoveAsync(rotation, plan, approved, results, journal, output, cancellationToken).ConfigureAwait(false);
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
        var source = new RotationTargets(Client, selection);
        if (ParameterSetName == PathSet)
        {
            using var password = Password is null ? null : new Passphrase(Password);
            var bundle = CertificateBundle.FromFiles(_file!, _keyFile, password);
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

    // One question, and with -WhatIf one line, a change. What was not agreed to is left out of the plan.
    private async Task<RotationPlan?> AskAsync(RotationPlan plan, CmdletOutput output)
    {
        var refused = new HashSet<string>(StringComparer.Ordinal);
        var importing = new HashSet<RotationTarget>();
        foreach (var target in plan.Bindings.Where(binding => binding.Step == PlannedStep.Write).Select(binding => binding.Target).Distinct().Where(target => target.Copy is null))
        {
            if (!await output.ShouldProcessAsync(
                Messages.Text("GaapStore"),
                Messages.Text("ImportCertificate", target.Leaf.CommonName, DateText.Day(target.Leaf.NotAfter), target.Name, "CreateCertificate")).ConfigureAwait(false))
            {
                importing.Add(target);
            }
        }

        var approved = new List<PlannedBinding>();
        foreach (var binding in plan.Bindings)
        {
            var isAgreed = binding.Step switch
            {
                PlannedStep.Write => await output.ShouldProcessAsync(
                    binding.Change.Target,
                    Messages.Text(
                        "BindCertificate",
                        $"{binding.Change.PreviousCertificateId} -> {Label(binding)}",
                        binding.Change.Domain is null ? "ModifyHTTPSListenerAttribute" : "ModifyCertificate"))
                    .ConfigureAwait(false) && !importing.Contains(binding.Target),
                PlannedStep.Follow => !refused.Contains(binding.Change.ListenerId),
                _ => true,
            };
            if (isAgreed)
            {
                approved.Add(binding);
            }
            else if (binding.Step == PlannedStep.Write && binding.Change.Domain is null)
            {
                refused.Add(binding.Change.ListenerId);
            }
        }

        var writes = plan.Bindings.Count(binding => binding.Step == PlannedStep.Write);
        return writes > 0 && !approved.Exists(binding => binding.Step == PlannedStep.Write) ? await NothingAsync(plan, output).ConfigureAwait(false) : new RotationPlan(approved);
    }

    private async Task<RotationPlan?> NothingAsync(RotationPlan plan, CmdletOutput output)
    {
        // What cannot succeed is said before the change too.
        foreach (var binding in plan.Bindings.Where(binding => binding.Step == PlannedStep.Refuse))
        {
            output.Error(new TencentCertException(ErrorCodes.InvalidParameter, binding.Reason!), binding.Change.Outcome(GaapBindingState.Failed, binding.Reason));
        }

        if (RemoveOld)
        {
            foreach (var id in plan.Replaced)
            {
                await output.ShouldProcessAsync(id, Messages.Text("RemoveWhenUnused")).ConfigureAwait(false);
            }
        }

        return null;
    }

    private static string Label(PlannedBinding binding) =>
        binding.Target.Copy?.CertificateId ?? Messages.Text("ImportedFirst", binding.Target.Name);

    private static async Task RemoveAsync(
        CertificateRotation rotation,
        RotationPlan plan,
        RotationPlan approved,
        BindingResults results,
        RotationJournal? journal,
        CmdletOutput output,
        CancellationToken cancellationToken)
    {
        if (results.Failures > 0 || approved.Bindings.Count < plan.Bindings.Count)
        {
            output.Warning(Messages.Text("KeptUnproven", string.Join(", ", plan.Replaced)));
            return;
        }

        foreach (var id in plan.Replaced)
        {
            if (!await output.ShouldProcessAsync(id, Messages.Text("RemoveNowUnused")).ConfigureAwait(false))
            {
                return;
            }
        }

        await rotation.RemoveReplacedAsync(plan, journal, (id, why) => output.Warning(Messages.Text("Kept", id, why)), cancellationToken).ConfigureAwait(false);
    }
}
