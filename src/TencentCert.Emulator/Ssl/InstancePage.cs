namespace TencentCert.Emulator.Ssl;

/// <summary>A page of the instances that the resources of one type belong to, and their number in total.</summary>
internal sealed record InstancePage(
    int Total,
    IEnumerable<List<CloudResource>> Instances,
    Func<CloudResource, string?> CertificateOf,
    Func<string, bool> Matches,
    string? Region = null)
{
    /// <summary>Groups resources by instance. For some types, each resource is an instance.</summary>
    public static List<List<CloudResource>> InstancesOf(IEnumerable<CloudResource> resources) =>
    [
        .. resources.GroupBy(resource => resource.Type is "clb" or "tke" or "tse" or "gaap" or "tcb" ? resource.InstanceId! : resource.Name)
            .Select(instance => instance.ToList()),
    ];

    /// <summary>Records of instances that are one resource each.</summary>
    public List<T> Select<T>(Func<CloudResource, string?, T> view) =>
        [.. Instances.Select(instance => view(instance[0], CertificateOf(instance[0])))];

    /// <summary>Records of instances that may have several resources.</summary>
    public List<T> Select<T>(Func<List<CloudResource>, InstancePage, T> view) =>
        [.. Instances.Select(instance => view(instance, this))];
}
