using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Inventory;

/// <summary>One certificate with its ids in both stores: a row of a report.</summary>
public sealed record InventoryEntry
{
    /// <summary>A certificate that ends within so many days is due.</summary>
    public const int DueDays = 30;

    /// <summary>Its ids in the SSL service.</summary>
    public IReadOnlyList<string> SslCertificateId { get; init; } = [];

    /// <summary>Its ids in the GAAP certificate store.</summary>
    public IReadOnlyList<string> GaapCertificateId { get; init; } = [];

    /// <summary>Main domain, or common name.</summary>
    public string? Domain { get; init; }

    /// <summary>Alias.</summary>
    public string? Alias { get; init; }

    /// <summary>State in the SSL service; <c>Stored</c> for one that is in the GAAP certificate store only.</summary>
    public string? Status { get; init; }

    /// <summary>Product in the SSL service; for one that is in the GAAP certificate store only, its use.</summary>
    public string? Kind { get; init; }

    /// <summary>Start of validity.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whole days left; negative when past.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>Whether it is one of the SSL service's free certificates.</summary>
    public bool IsFree { get; init; }

    /// <summary>Whether it was uploaded to the SSL service.</summary>
    public bool IsUploaded { get; init; }

    /// <summary>SSL certificate that took its place.</summary>
    public string? Successor { get; init; }

    /// <summary>Places in GAAP where it is bound.</summary>
    public IReadOnlyList<GaapCertificateUse> Use { get; init; } = [];

    /// <summary>What to do about it.</summary>
    public InventoryTask Task { get; private init; }

    /// <summary>Makes a row for each certificate, the first to end first.</summary>
    /// <param name="items">Certificates of both stores. An id that is only named as a copy is in the row too.</param>
    public static IReadOnlyList<InventoryEntry> Of(IEnumerable<TencentCertInventoryItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var groups = new Dictionary<(CertificateStore Store, string Id), List<TencentCertInventoryItem>>();
        foreach (var item in items)
        {
            var other = item.Store == CertificateStore.Ssl ? CertificateStore.Gaap : CertificateStore.Ssl;
            List<(CertificateStore Store, string Id)> keys = [(item.Store, item.CertificateId), .. item.SameAs.Select(id => (other, id))];
            var merging = keys.Select(key => groups.GetValueOrDefault(key)).OfType<List<TencentCertInventoryItem>>().Distinct().ToList();
            var group = merging.FirstOrDefault() ?? [];
            foreach (var duplicate in merging.Skip(1))
            {
                group.AddRange(duplicate);
                foreach (var key in groups.Where(pair => pair.Value == duplicate).Select(pair => pair.Key).ToList())
                    groups[key] = group;
            }

            group.Add(item);
            keys.ForEach(key => groups[key] = group);
        }

        return
        [
            .. groups.GroupBy(pair => pair.Value, pair => pair.Key).Select(group => ToEntry(group.Key, [.. group]))
                .OrderBy(entry => entry.NotAfter ?? DateTimeOffset.MaxValue)
                .ThenBy(entry => entry.SslCertificateId.Concat(entry.GaapCertificateId).First(), StringComparer.Ordinal),
        ];
    }

    private static InventoryEntry ToEntry(List<TencentCertInventoryItem> items, IReadOnlyList<(CertificateStore Store, string Id)> keys)
    {
        // The SSL service has more details than the GAAP certificate store; of several uploads, the last one is used.
        var first = items.OrderBy(item => item.Store).ThenBy(item => item.Successor is not null).First();
        var entry = new InventoryEntry
        {
            SslCertificateId = Ids(CertificateStore.Ssl),
            GaapCertificateId = Ids(CertificateStore.Gaap),
            Domain = WithoutControlCharacters(first.Domain),
            Alias = WithoutControlCharacters(first.Alias),
            Status = first.Status,
            Kind = first.Kind,
            NotBefore = first.NotBefore,
            NotAfter = first.NotAfter,
            DaysLeft = first.DaysLeft,
            IsFree = first.IsFree,
            IsUploaded = first.IsUploaded,
            Successor = first.Successor,
            Use = items.SelectMany(item => item.Use).Distinct().ToArray(),
        };
        return entry with { Task = entry.DetermineTask() };

        string[] Ids(CertificateStore store) =>
            [.. keys.Where(key => key.Store == store).Select(key => key.Id).Order(StringComparer.Ordinal)];
    }

    /// <summary>The text with spaces for control characters, which could manipulate a file of lines or a terminal.</summary>
    internal static string? WithoutControlCharacters(string? text) =>
        text is null ? null : string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private InventoryTask DetermineTask()
    {
        var status = Enum.TryParse<SslCertificateStatus>(Status, out var parsed) ? parsed : (SslCertificateStatus?)null;
        var isExpired = DaysLeft < 0 || status is SslCertificateStatus.Revoked or SslCertificateStatus.Revoking;
        return status switch
        {
            { } pending when pending.RequiresManualAction() => InventoryTask.Submit,
            SslCertificateStatus.Reviewing => InventoryTask.Validate,
            SslCertificateStatus.AddingDnsRecord or SslCertificateStatus.Migrating => InventoryTask.Wait,
            _ when Successor is not null && Use.Count > 0 => InventoryTask.Bind,
            SslCertificateStatus.Reissuing => InventoryTask.Wait,
            _ when isExpired && Use.Count == 0 => InventoryTask.Remove,
            _ when Successor is not null || !(isExpired || DaysLeft <= DueDays) || (status is null && Use.Count == 0) => InventoryTask.None,
            null => InventoryTask.Import,
            _ when IsUploaded => InventoryTask.Import,
            _ when IsFree || isExpired => InventoryTask.Renew,
            _ => InventoryTask.Reissue,
        };
    }
}
