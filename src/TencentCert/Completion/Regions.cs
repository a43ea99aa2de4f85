namespace TencentCert.Completion;

/// <summary>The regions known to this module. Others may exist and are accepted.</summary>
internal static class Regions
{
    public static IReadOnlyList<string> Known { get; } =
    [
        "ap-bangkok", "ap-beijing", "ap-chengdu", "ap-chongqing", "ap-guangzhou", "ap-hongkong", "ap-jakarta", "ap-nanjing", "ap-seoul",
        "ap-shanghai", "ap-singapore", "ap-tokyo", "eu-frankfurt", "na-ashburn", "na-siliconvalley", "sa-saopaulo",
    ];

    /// <summary>The known name closest to an unknown one; null for a known name, case-insensitive.</summary>
    public static string? NearestTo(string region) =>
        Known.Contains(region, StringComparer.OrdinalIgnoreCase) ? null : Known.MinBy(known => Distance(known, region));

    // Edit distance: insertions, deletions and substitutions.
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
