namespace TencentCert.Core.Inventory;

/// <summary>A file with an inventory in it.</summary>
public sealed record InventoryFile
{
    /// <summary>File.</summary>
    public required string Path { get; init; }

    /// <summary>Its format.</summary>
    public InventoryFormat Format { get; init; }

    /// <summary>Account that was read; null when it is not known.</summary>
    public string? Account { get; init; }

    /// <summary>Time of reading.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Certificates in it; one that is in both stores counts once.</summary>
    public int Certificates { get; init; }

    /// <summary>How many of them have ended.</summary>
    public int Expired { get; init; }

    /// <summary>How many end within 30 days.</summary>
    public int Expiring { get; init; }

    /// <summary>How many need something done.</summary>
    public int ToDo { get; init; }

    /// <summary>The format that a path's ending asks for.</summary>
    /// <param name="path">Path.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>: the ending names no format.</exception>
    public static InventoryFormat FormatOf(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".html" or ".htm" => InventoryFormat.Html,
        ".csv" => InventoryFormat.Csv,
        ".json" => InventoryFormat.Json,
        ".prom" => InventoryFormat.Prometheus,
        _ => throw TencentCertException.Invalid(
            $"'{path}' does not end in {Wording.List([".html", ".csv", ".json", ".prom"])}: the file name extension selects the format."),
    };

    /// <summary>The content of a file.</summary>
    /// <param name="format">Format.</param>
    /// <param name="items">Certificates of both stores.</param>
    /// <param name="source">Where they were read.</param>
    public static string Text(InventoryFormat format, IReadOnlyList<TencentCertInventoryItem> items, InventorySource source) =>
        format switch
    {
        InventoryFormat.Html => InventoryReport.Html(InventoryEntry.Of(items), source),
        InventoryFormat.Csv => InventoryCsv.Text(InventoryEntry.Of(items)),
        InventoryFormat.Json => InventoryJson.Text(InventoryEntry.Of(items)),
        InventoryFormat.Prometheus => InventoryMetrics.Text(items, source),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>What was written.</summary>
    /// <param name="path">File.</param>
    /// <param name="format">Format.</param>
    /// <param name="items">Certificates of both stores.</param>
    /// <param name="source">Where they were read.</param>
    public static InventoryFile Of(
        string path, InventoryFormat format, IReadOnlyList<TencentCertInventoryItem> items, InventorySource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var entries = InventoryEntry.Of(items);
        return new InventoryFile
        {
            Path = path,
            Format = format,
            Account = source.Account,
            ReadAt = source.ReadAt,
            Certificates = entries.Count,
            Expired = entries.Count(entry => entry.DaysLeft < 0),
            Expiring = entries.Count(entry => entry.DaysLeft is >= 0 and <= InventoryEntry.DueDays),
            ToDo = entries.Count(entry => entry.Task != InventoryTask.None),
        };
    }

    /// <inheritdoc />
    public override string ToString() => Path;
}
