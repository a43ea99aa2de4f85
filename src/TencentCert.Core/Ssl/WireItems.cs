namespace TencentCert.Core.Ssl;

/// <summary>Reads the lists of responses, where the list and each of its items may be null.</summary>
internal static class WireItems
{
    public static IEnumerable<T> NonNull<T>(this List<T>? items) where T : class => (items ?? []).Where(item => item is not null);
}
