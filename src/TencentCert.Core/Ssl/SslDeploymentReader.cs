using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Reads the records of both kinds of deployments and determines their state.</summary>
internal static class SslDeploymentReader
{
    public static SslDeploymentItem Read(DeployRecordDetail record) => new()
    {
        ItemId = record.Id,
        Region = record.Region.NullIfEmpty(),
        InstanceId = record.InstanceId.NullIfEmpty() ?? record.Bucket.NullIfEmpty() ?? record.EnvId.NullIfEmpty(),
        InstanceName = record.InstanceName.NullIfEmpty(),
        ListenerId = record.ListenerId.NullIfEmpty() ?? Secret(record.Namespace, record.SecretName),
        Domain = Names(record.Domains),
        CertificateId = record.CertId,
        OldCertificateId = record.OldCertId.NullIfEmpty(),
        Status = (SslDeploymentItemStatus)(record.Status ?? 0),
        Error = record.ErrorMsg.NullIfEmpty(),
        CreateTime = SslTime.Parse(record.CreateTime),
        UpdateTime = SslTime.Parse(record.UpdateTime) ?? SslTime.Parse(record.CreateTime),
    };

    public static SslDeploymentItem Read(UpdateRecordDetail record, string? resourceType) => new()
    {
        ItemId = record.Id,
        ResourceType = (record.ResourceType.NullIfEmpty() ?? resourceType)?.ToLowerInvariant(),
        Region = record.Region.NullIfEmpty(),
        InstanceId = record.InstanceId.NullIfEmpty() ?? record.Bucket.NullIfEmpty() ?? record.EnvId.NullIfEmpty(),
        InstanceName = record.InstanceName.NullIfEmpty(),
        ListenerId = record.ListenerId.NullIfEmpty() ?? Secret(record.Namespace, record.SecretName),
        Domain = Names(record.Domains),
        CertificateId = record.CertId,
        OldCertificateId = record.OldCertId.NullIfEmpty(),
        Status = (SslDeploymentItemStatus)(record.Status ?? 0),
        Error = record.ErrorMsg.NullIfEmpty(),
        CreateTime = SslTime.Parse(record.CreateTime),
        UpdateTime = SslTime.Parse(record.UpdateTime) ?? SslTime.Parse(record.CreateTime),
    };

    /// <summary>State from totals and items. Totals of zero mean "unknown", so the items decide.</summary>
    public static SslDeploymentState StateOf(SslDeploymentTotals totals, IReadOnlyList<SslDeploymentItem> items)
    {
        if (totals.Running + totals.Pending > 0
            || items.Any(item => item.Status is SslDeploymentItemStatus.Pending or SslDeploymentItemStatus.Running))
        {
            return SslDeploymentState.Running;
        }

        if (items.Count == 0 && totals.Succeeded + totals.Failed == 0)
            return SslDeploymentState.Pending;

        // The total is larger than the items seen, and the state of the rest is unknown.
        if (items.Count < totals.Total && totals.Succeeded + totals.Failed < totals.Total)
            return SslDeploymentState.Running;

        // A complete list of items is more accurate than totals, which a rollback does not change.
        var isComplete = items.Count > 0 && items.Count >= totals.Total;
        var failed = isComplete ? items.Count(item => item.HasFailed) : totals.Failed;
        if (failed > 0)
            return failed >= (isComplete ? items.Count : totals.Total) ? SslDeploymentState.Failed : SslDeploymentState.PartlyFailed;

        if (isComplete && items.All(item => item.Status == SslDeploymentItemStatus.NothingToDo))
            return SslDeploymentState.AlreadyDeployed;

        return items.All(item => item.Status != SslDeploymentItemStatus.RolledBack) ? SslDeploymentState.Succeeded
            : items.All(item => item.Status is SslDeploymentItemStatus.RolledBack or SslDeploymentItemStatus.NothingToDo)
                ? SslDeploymentState.RolledBack
                : SslDeploymentState.PartlyFailed;
    }

    /// <summary>State of a record in a list, which has no totals.</summary>
    public static SslDeploymentState StateOf(long? status) => status switch
    {
        0 => SslDeploymentState.Pending,
        1 => SslDeploymentState.Succeeded,
        2 or 5 => SslDeploymentState.Failed,
        4 => SslDeploymentState.RolledBack,
        6 => SslDeploymentState.AlreadyDeployed,
        _ => SslDeploymentState.Running,
    };

    private static string[] Names(List<string>? names) => [.. (names ?? []).Where(name => !string.IsNullOrEmpty(name))];

    private static string? Secret(string? space, string? name) => string.IsNullOrEmpty(name) ? null : $"{space}/{name}";
}

/// <summary>The totals of a deployment; missing values count as 0.</summary>
internal sealed record SslDeploymentTotals(long Total, long Succeeded, long Failed, long Running, long Pending)
{
    public static SslDeploymentTotals Of(long? total, long? succeeded, long? failed, long? running, long? pending) =>
        new(total ?? 0, succeeded ?? 0, failed ?? 0, running ?? 0, pending ?? 0);
}
