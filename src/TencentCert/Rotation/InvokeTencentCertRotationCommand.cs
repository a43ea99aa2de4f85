using System.Collections.Concurrent;
using System.Net;
using TencentCert.Core.Rotation;
using TencentCert.Ssl;

namespace TencentCert.Rotation;

/// <summary>Replaces every due certificate: reissue or renewal, issue, GAAP, all other resources, verification.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TencentCertRotation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = DueSet)]
[OutputType(typeof(RotationResult))]
public sealed class InvokeTencentCertRotationCommand : ParallelApiCmdlet
{
    private const string DueSet = "Due";
    private const string ItemSet = "Item";
    private const string SuccessorSet = "Successor";

    private readonly List<RotationPlanItem> _items = [];
    private readonly List<string> _successors = [];
    private readonly ConcurrentDictionary<string, SslCertificate> _reported = new(StringComparer.Ordinal);
    private RotationRunner? _runner;
    private bool _isPiped;

    /// <summary>Output of Get-TencentCertRotation.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = ItemSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ObjectFrom("Get-TencentCertRotation")]
    public RotationPlanItem[] Rotation { get; set; } = [];

    /// <summary>New certificates from Import-SslCertificate: each replaces the certificates that it succeeds by name.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = SuccessorSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ObjectFrom("Import-SslCertificate")]
    public SslCertificateImport[] Successor { get; set; } = [];

    /// <summary>A certificate is due if it expires within this many days or has expired.</summary>
    [RefusesSecret]
    [Parameter(ParameterSetName = DueSet, Position = 0)]
    [Expects(Expected.Days, typeof(InvokeTencentCertRotationCommand))]
    [ValidateRange(0, 3650)]
    public int ExpiringWithin { get; set; } = 30;

    /// <summary>Only certificates with this name; wildcards allowed.</summary>
    [Parameter(ParameterSetName = DueSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslDomainCompleter))]
    public string[]? Domain { get; set; }

    /// <summary>Only these certificates, and the reissues and renewals that belong to them.</summary>
    [Parameter(ParameterSetName = DueSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[]? CertificateId { get; set; }

    /// <summary>Deployment targets of new certificates.</summary>
    [RefusesSecret]
    [Parameter]
    public RotationScope Deploy { get; set; }

    /// <summary>How the domains of new certificates are validated; DNS with -OnValidation, else DNS_AUTO.</summary>
    [RefusesSecret]
    [Parameter]
    public SslValidType? ValidType { get; set; }

    /// <summary>Script that publishes validation records; it receives them as its only argument.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? OnValidation { get; set; }

    /// <summary>Verifies each domain by a TLS handshake.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>Address for the handshakes, <c>host:port</c>; each domain itself when omitted.</summary>
    [RefusesSecret]
    [Parameter]
    [HostAndPort]
    [ValidateNotNull]
    public DnsEndPoint? ConnectTo { get; set; }

    /// <summary>Journal of the run; the same command with the same file resumes the run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Removes the old certificates once everything is verified and nothing uses them; implies <c>-Verify</c>.</summary>
    [Parameter]
    public SwitchParameter RemoveOld { get; set; }

    /// <summary>Seconds for the issue of a certificate, for a deployment onto resources, and for their verification.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 604800)]
    public int TimeoutSec { get; set; } = 1800;

    private bool Verifies => Verify || RemoveOld;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (ConnectTo is not null && !Verifies)
            Terminate($"-ConnectTo goes with -Verify; add it, or omit -ConnectTo.");

        base.BeginProcessing();
    }

    /// <summary>Collects the input: all certificates share one journal.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ItemSet)
            _items.AddRange(Rotation);
        else if (ParameterSetName == SuccessorSet)
            _successors.AddRange(Successor.Select(certificate => certificate.CertificateId));
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var options = Options();
        _isPiped = MyInvocation.ExpectingInput;
        RunOrEnd((output, token) => PlanAsync(options, output, token), JournalPath);
        if (IsPreview || (_items.Count == 0 && options.JournalPath is null))
        {
            base.EndProcessing();
            return;
        }

        // A journal without pending steps is still completed.
        if (_items.Count > 0 || File.Exists(options.JournalPath))
        {
            RunOrEnd((output, token) => BeginAsync(options, output, token), JournalPath);
            foreach (var item in _items)
            {
                RejectSecrets();
                Dispatcher.Start((output, _) => RotateAsync(item, output), problem => Fail(problem, item.CertificateId), int.MaxValue);
            }
        }

        base.EndProcessing();
        if (_runner is not null)
            RunOrEnd((_, token) => Task.Run(_runner.End, token), JournalPath);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _runner?.Dispose();
    }

    private RotationOptions Options() => new()
    {
        Scope = Deploy,
        ValidType = ValidType ?? (OnValidation is null ? SslValidType.DNS_AUTO : SslValidType.DNS),
        Verify = Verifies,
        ConnectTo = ConnectTo,
        JournalPath = FilePath(JournalPath),
        RemoveOld = RemoveOld,
        CertificatesAtOnce = ThrottleLimit,
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
    };

    private async Task PlanAsync(RotationOptions options, CmdletOutput output, CancellationToken cancellationToken)
    {
        // An empty pipeline means that nothing is due; it must not rotate everything.
        if (_successors.Count > 0 || (ParameterSetName == DueSet && !_isPiped))
        {
            var filter = new NameFilter(Domain);
            var query = new RotationQuery
            {
                ExpiringWithin = ExpiringWithin,
                CertificateIds = CertificateId,
                Successors = _successors.Count > 0 ? _successors : null,
                MatchesNames = Domain is null ? null : names => filter.Matches(names),
                Scope = options.Scope,
                MayLackRights = IsPreview,
                Timeout = options.Timeout,
            };
            _items.AddRange(await RotationOutput.PlanAsync(Client, options.ThrottleLimit, query, filter, output, cancellationToken)
                .ConfigureAwait(false));
        }

        if (options.JournalPath is { } path && (ParameterSetName != DueSet || (Domain ?? CertificateId) is null))
            _items.AddRange(RotationRunner.Unfinished(Client, path, _items));

        var confirmed = new List<RotationPlanItem>();
        foreach (var item in _items.DistinctBy(item => item.CertificateId, StringComparer.Ordinal))
        {
            if (IsPreview)
            {
                await PreviewAsync(item, options, output, cancellationToken).ConfigureAwait(false);
            }
            else if (item.Action == RotationAction.Manual
                || await ConfirmAsync(RotationPreview.Summary(item, options), output).ConfigureAwait(false))
            {
                confirmed.Add(item);
            }
        }

        _items.Clear();
        _items.AddRange(confirmed);
    }

    private async Task PreviewAsync(
        RotationPlanItem item, RotationOptions options, CmdletOutput output, CancellationToken cancellationToken)
    {
        if (item.Action == RotationAction.Manual)
            output.Warning($"{item.CertificateId} ({item.Domain}): {item.Reason}");

        var isPossible = await output.TryAsync(
            item.CertificateId, () => RotationRunner.CheckAsync(Client, options, item, cancellationToken)).ConfigureAwait(false);
        foreach (var change in isPossible ? RotationPreview.Of(item, options) : [])
            await ConfirmAsync(change, output).ConfigureAwait(false);
    }

    private static Task<bool> ConfirmAsync(RotationChange change, CmdletOutput output) =>
        output.ShouldProcessAsync(change.Target, change.Action);

    private Task BeginAsync(RotationOptions options, CmdletOutput output, CancellationToken cancellationToken)
    {
        _runner = new RotationRunner(
            Client,
            options,
            new RotationNotices
            {
                Inform = output.WriteHost,
                Warn = output.Warning,
                Progress = (subject, text) => output.Progress(Wording.Of($"Replacing certificates"), $"{subject}: {text}"),
                Publish = (certificate, records) => Publish(certificate, records, output),
            },
            cancellationToken);
        _runner.Begin(_items);
        return Task.CompletedTask;
    }

    private async Task RotateAsync(RotationPlanItem item, CmdletOutput output)
    {
        var (result, failure) = await _runner!.RunAsync(item).ConfigureAwait(false);
        output.Write(result);
        if (failure is not null)
            output.Error(failure, result);
        else if (result.Error is { } warning)
            output.Warning($"{result.CertificateId} ({result.Domain}): {warning}");
    }

    private void Publish(SslCertificate certificate, IReadOnlyList<SslValidationRecord> records, CmdletOutput output)
    {
        if (OnValidation is { } script)
        {
            output.Invoke(script, records.ToArray());
        }
        else
        {
            ValidationNotice.Announce(_reported.GetValueOrDefault(certificate.CertificateId), certificate, output);
            _reported[certificate.CertificateId] = certificate;
        }
    }
}
