using TencentCert.Core.Rotation;

namespace TencentCert.Rotation;

/// <summary>Output of the rotation cmdlets.</summary>
internal static class RotationOutput
{
    /// <summary>Creates the plans; writes an error for each failed search and for each name without a certificate.</summary>
    /// <param name="client">Client.</param>
    /// <param name="throttleLimit">Maximum number of concurrent requests of a kind.</param>
    /// <param name="query">Certificates to examine.</param>
    /// <param name="filter">Requested names.</param>
    /// <param name="output">Receives errors and progress.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async Task<IReadOnlyList<RotationPlanItem>> PlanAsync(
        ApiClient client, int throttleLimit, RotationQuery query, NameFilter filter, CmdletOutput output,
        CancellationToken cancellationToken)
    {
        output.Progress(Wording.Of($"Reading both services"), Wording.Of($"certificates and bindings"));
        var plan = await new RotationPlanner(client, throttleLimit).PlanAsync(
            query, count => output.Progress(Wording.Of($"Reading GAAP"), Wording.Of($"listeners: {count}")), cancellationToken)
            .ConfigureAwait(false);
        output.EndProgress();
        if (plan.NotCompared is { } reason)
            output.Warning(reason);

        foreach (var gap in plan.Gaps)
            output.Error(gap, null);

        foreach (var name in filter.Unmatched)
            output.Error(SslCertificateReader.NoneNamed(name), name);

        return plan.Items;
    }
}
