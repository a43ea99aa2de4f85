using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Rotation;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Rotation;

/// <summary>Tells which certificates are due, where they are bound, and what a rotation would do. Changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "TencentCertRotation")]
[OutputType(typeof(RotationPlanItem))]
public sealed class GetTencentCertRotationCommand : ApiCmdlet
{
    /// <summary>A certificate that expires within so many days is due, one that has expired included.</summary>
    [RefusesSecret]
    [Parameter(Position = 0)]
    [Expects(Expected.Days, typeof(GetTencentCertRotationCommand))]
    [ValidateRange(0, 3650)]
    public int ExpiringWithin { get; set; } = 30;

    /// <summary>Only certificates with such a name; wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslDomainCompleter))]
    public string[]? Domain { get; set; }

    /// <summary>Only these certificates, and the lines of reissues and renewals they stand in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[]? CertificateId { get; set; }

    /// <summary>How many requests are in progress at the same time.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = Core.Client.Concurrency.DefaultThrottleLimit;

    /// <summary>Seconds for the search for the resources of a certificate.</summary>
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
            {
                output.Write(item);
            }
        });
    }
}
