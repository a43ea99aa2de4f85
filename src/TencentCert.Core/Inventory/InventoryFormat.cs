namespace TencentCert.Core.Inventory;

/// <summary>A file that an inventory can be written to, known by the path's ending.</summary>
public enum InventoryFormat : long
{
    /// <summary>One page for display, <c>.html</c> or <c>.htm</c>.</summary>
    Html,

    /// <summary>Comma-separated values, <c>.csv</c>.</summary>
    Csv,

    /// <summary>An array of objects, <c>.json</c>.</summary>
    Json,

    /// <summary>A textfile for Prometheus's node_exporter, <c>.prom</c>.</summary>
    Prometheus,
}
