namespace TencentCert.Core.Inventory;

/// <summary>Where and when an inventory was read: the head of a report.</summary>
/// <param name="Account">Number (uin) of the account; null when it is not known.</param>
/// <param name="Site">Site of the account.</param>
/// <param name="Endpoint">Address of the services.</param>
/// <param name="Version">Version of this library, as the manifest has it.</param>
/// <param name="ReadAt">Time of reading.</param>
public sealed record InventorySource(string? Account, TencentSite Site, string Endpoint, string Version, DateTimeOffset ReadAt)
{
    /// <summary>The source that a connection is.</summary>
    /// <param name="connection">Connection.</param>
    public static InventorySource Of(TencentCertConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new InventorySource(
            connection.Account, connection.Endpoints.Site, connection.Endpoints.ToString(),
            typeof(InventorySource).Assembly.GetName().Version?.ToString(3) ?? "", connection.Options.Clock.GetUtcNow());
    }
}
