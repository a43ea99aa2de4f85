using TencentCert.Core.Rotation;

namespace TencentCert.Rotation;

/// <summary>Lists the due certificates, their bindings, and the planned steps of a rotation. Changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "TencentCertRotation")]
[OutputType(typeof(RotationPlanItem))]
public sealed class GetTencentCertRotationCommand : ThrottledApiCmdlet
{
    /// <summary>A certificate is due if it expires within this many days or has expired.</summary>
    [RefusesSecret]
    [Parameter(Position = 0)]
    [Expects(Expected.Days, typeof(GetTencentCertRotationCommand))]
    [ValidateRange(0, 3650)]
    public int ExpiringWithin { get; set; } = 30;

    /// <summary>Only certificates with this name; wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslDomainCompleter))]
    public string[]? Domain { get; set; }

    /// <summary>Only these certificates, and the reissues and renewals that belong to them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[]? CertificateId { get; set; }

    /// <summary>Seconds for the search of a certificate's resources.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var filter = new NameFilter(Domain);
        var query = new RotationQuery
        {
            ExpiringWithin = ExpiringWithin,
            CertificateIds = CertificateId,
            MatchesNames = Domain is null ? null : names => filter.Matches(names),
            MayLackRights = true,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
        };
        Run(async (output, token) =>
        {
            foreach (var item in await RotationOutput.PlanAsync(Client, ThrottleLimit, query, filter, output, token).ConfigureAwait(false))
                output.Write(item);
        });
    }
}
