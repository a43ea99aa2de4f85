using TencentCert.Core.Client;
using TencentCert.Core.Rotation;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Rotation;

/// <summary>What the cmdlets of a rotation say.</summary>
internal static class RotationOutput
{
    /// <summary>Plans, with an error for what could not be searched and for a name that no certificate has.</summary>
    /// <param name="client">Client.</param>
    /// <param name="throttleLimit">Requests of a kind in progress at the same time.</param>
    /// <param name="query">What to look at.</param>
    /// <param name="filter">Names that were given.</param>
    /// <param name="output">Takes errors and progress.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async Task<IReadOnlyList<RotationPlanItem>> PlanAsync(
        ApiClient client, int throttleLimit, RotationQuery query, NameFilter filter, CmdletOutput output,
        CancellationToken cancellationToken)
    {
        output.Progress(Wording.Of($"Reading both services"), Wording.Of($"certificates and bindings"));
        var plan = await new RotationPlanner(client, throttleLimit).PlanAsync(
            query, count => output.Progress(Wording.Of($"Reading GAAP"), Wording.Of($"{count} listeners")), cancellationToken)
            .ConfigureAwait(false);
        output.EndProgress();
        if (plan.NotCompared is { } reason)
        {
            output.Warning(reason);
        }

        foreach (var gap in plan.Gaps)
        {
            output.Error(gap, null);
        }

        foreach (var name in filter.Unmatched)
        {
            output.Error(SslCertificateReader.NoneNamed(name), name);
        }

        return plan.Items;
    }
}
