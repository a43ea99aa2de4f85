using TencentCert.Core.Inventory;

namespace TencentCert.Core.Tests.Inventory;

/// <summary>One row per certificate, with the task for it.</summary>
public sealed class InventoryEntryTests
{
    [Fact]
    public void Transitively_linked_copies_are_one_row()
    {
        var entry = Assert.Single(InventoryEntry.Of(
        [
            InventorySamples.Ssl("a", 9) with { SameAs = ["cert-1"] },
            InventorySamples.Ssl("b", 9) with { SameAs = ["cert-2"] },
            InventorySamples.Gaap("cert-1", 9, 1) with { SameAs = ["a", "b"] },
        ]));
        Assert.Equal(["a", "b"], entry.SslCertificateId);
        Assert.Equal(["cert-1", "cert-2"], entry.GaapCertificateId);
        Assert.Single(entry.Use);
        Assert.Equal("Issued", entry.Status);
    }

    [Fact]
    public void Equal_ids_in_both_stores_are_two_certificates() =>
        Assert.Equal(2, InventoryEntry.Of([InventorySamples.Ssl("same", 9), InventorySamples.Gaap("same", 9)]).Count);

    [Theory]
    [InlineData("Issued", 31, 1, InventoryTask.None)]
    [InlineData("Issued", 30, 1, InventoryTask.Reissue)]
    [InlineData("Issued", 30, 0, InventoryTask.Reissue)]
    [InlineData("Issued", -1, 1, InventoryTask.Renew)]
    [InlineData("Expired", -1, 0, InventoryTask.Remove)]
    [InlineData("Reviewing", null, 0, InventoryTask.Validate)]
    [InlineData("AddingDnsRecord", null, 0, InventoryTask.Wait)]
    [InlineData("Reissuing", 9, 1, InventoryTask.Wait)]
    [InlineData("InformationPending", null, 0, InventoryTask.Submit)]
    [InlineData("Revoked", 90, 1, InventoryTask.Renew)]
    [InlineData("Cancelled", null, 0, InventoryTask.None)]
    [InlineData("77", 9, 1, InventoryTask.Reissue)]
    public void The_task_depends_on_status_days_left_and_uses(string status, int? days, int uses, InventoryTask expected) =>
        Assert.Equal(expected, Task(InventorySamples.Ssl("a", days, status) with { Use = InventorySamples.Gaap("c", 1, uses).Use }));

    [Fact]
    public void A_free_certificate_is_renewed_and_an_uploaded_certificate_is_imported()
    {
        Assert.Equal(InventoryTask.Renew, Task(InventorySamples.Ssl("a", 9) with { IsFree = true }));
        Assert.Equal(InventoryTask.Import, Task(InventorySamples.Ssl("a", 9) with { IsUploaded = true }));
    }

    [Fact]
    public void A_certificate_that_exists_only_in_GAAP_is_imported_if_it_is_used()
    {
        Assert.Equal(InventoryTask.Import, Task(InventorySamples.Gaap("c", 9, 1)));
        Assert.Equal(InventoryTask.None, Task(InventorySamples.Gaap("c", 9)));
        Assert.Equal(InventoryTask.Remove, Task(InventorySamples.Gaap("c", -9)));
    }

    [Fact]
    public void A_successor_is_bound_where_the_old_certificate_is_still_bound()
    {
        var old = InventorySamples.Ssl("a", 9) with { Successor = "b" };
        Assert.Equal(InventoryTask.None, Task(old));
        Assert.Equal(InventoryTask.Bind, Task(old with { Use = InventorySamples.Gaap("c", 9, 1).Use }));
    }

    private static InventoryTask Task(TencentCertInventoryItem item) => Assert.Single(InventoryEntry.Of([item])).Task;
}
