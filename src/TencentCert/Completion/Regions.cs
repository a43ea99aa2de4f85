namespace TencentCert.Completion;

/// <summary>The regions known to this module. Others may exist and are accepted.</summary>
internal static class Regions
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "ap-bangkok", "ap-beijing", "ap-chengdu", "ap-chongqing", "ap-guangzhou", "ap-hongkong", "ap-jakarta", "ap-nanjing", "ap-seoul",
        "ap-shanghai", "ap-singapore", "ap-tokyo", "eu-frankfurt", "na-ashburn", "na-siliconvalley", "sa-saopaulo",
    ];

    /// <summary>The known name that differs least from an unknown one; null for a known one, in any case.</summary>
    /// <param name="region">A region's name.</param>
    public static string? NearestTo(string region) =>
        Known.Contains(region, StringComparer.OrdinalIgnoreCase) ? null : Known.MinBy(known => Distance(known, region));

    // Insertions, deletions and substitutions from one to the other.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < to.Length; j++)
            {
                var substituted = diagonal + (char.ToUpperInvariant(from[i]) == char.ToUpperInvariant(to[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(substituted, 1 + Math.Min(row[j], row[j + 1]));
            }
        }

        return row[^1];
    }
}
