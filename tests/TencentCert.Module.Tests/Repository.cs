namespace TencentCert.Tests;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    /// <summary>The folder of the manifest, upwards from the test's own.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "TencentCert.psd1")))
                return folder;
        }

        throw new InvalidOperationException("The tests must run inside the repository: TencentCert.psd1 was not found above them.");
    }
}
