using TencentCert.Core.Rotation;

namespace TencentCert.Rotation;

internal static class RotationOutput
{
    /// <summary>Creates the plans; writes an error for each failed search and for each name without a certificate.</summary>
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
