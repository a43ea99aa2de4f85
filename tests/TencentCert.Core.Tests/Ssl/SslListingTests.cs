using System.Globalization;
using System.Text;
using System.Text.Json;
using TencentCert.Core.Ssl;
using TencentCert.Core.Tests.Client;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>Requests and memory use of long lists. Runs alone, because memory belongs to the whole process.</summary>
[CollectionDefinition(nameof(SslListingTests), DisableParallelization = true)]
[Collection(nameof(SslListingTests))]
public sealed class SslListingTests
{
    private static readonly DateTimeOffset Today = new ManualClock().GetUtcNow();

    [Fact]
    public async Task The_first_items_are_returned_after_a_single_request()
    {
        await using var server = ScriptedServer.Start(Pages(10_000, index => index));
        var count = 0;
        await foreach (var _ in new SslCertificateReader(new WiredClient(server).Api)
            .ListAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Single(server.Requests);
            if (++count == 5)
                break;
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_deadline_of_a_validation_is_shown_in_UTC()
    {
        await using var server = ScriptedServer.Start(Replies.Body(
            """{"Response":{"RequestId":"1","TotalCount":1,"Certificates":[{"CertificateId":"a1b2c3d4","Status":0,"DVAuthDeadline":"2026-12-05 08:00:00"}]}}"""));
        await foreach (var one in new SslCertificateReader(new WiredClient(server).Api)
            .ListAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Equal(new DateTimeOffset(2026, 12, 5, 0, 0, 0, TimeSpan.Zero), one.DVAuthDeadline);
            Assert.Equal(TimeSpan.Zero, one.DVAuthDeadline!.Value.Offset);
            return;
        }

        Assert.Fail("Nothing was listed.");
    }

    [Fact]
    public async Task Memory_use_does_not_grow_with_the_length_of_the_list()
    {
        // The first run allocates what a process keeps permanently.
        await PeakAsync(2000);
        var few = await PeakAsync(2000);
        var many = await PeakAsync(10_000);

        // Only the ids that were read are kept, about a hundred bytes each, to detect repeated certificates.
        Assert.InRange(many - few, long.MinValue, 2_000_000);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 4)]
    public async Task A_sorted_list_with_an_expiry_limit_ends_at_the_page_beyond_the_limit(bool isSorted, int requests)
    {
        // One certificate expires each hour. All 480 requested certificates are on the first two pages when sorted.
        await using var server = ScriptedServer.Start(Pages(2500, index => isSorted ? index : 2499 - index));
        var found = 0;
        await foreach (var one in new SslCertificateReader(new WiredClient(server).Api).ListAsync(
            new SslCertificateQuery { ExpiringWithin = 20 }, TestContext.Current.CancellationToken))
        {
            Assert.True(one.NotAfter <= Today.AddDays(20));
            found++;
        }

        Assert.Equal(480, found);
        Assert.Equal(requests, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Contains("\"ExpirationSort\":\"ASC\"", request.Text, StringComparison.Ordinal));
    }

    private static async Task<long> PeakAsync(int count)
    {
        await using var server = ScriptedServer.Start(Pages(count, index => index));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        var read = 0;
        await foreach (var _ in new SslCertificateReader(new WiredClient(server).Api)
            .ListAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            // Measured in the middle of a page, when the complete page is in memory.
            if (++read % 500 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(count, read);
        return peak;
    }

    /// <summary>A list of any length that is generated on request. Each certificate expires after the given number of hours.</summary>
    private static Reply Pages(int count, Func<int, int> hours)
    {
        return (request, connection, cancellationToken) =>
        {
            using var body = JsonDocument.Parse(request.Body);
            var offset = body.RootElement.GetProperty("Offset").GetInt32();
            var limit = body.RootElement.GetProperty("Limit").GetInt32();
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"{{\"Response\":{{\"TotalCount\":{count},\"RequestId\":\"r\",\"Certificates\":[");
            for (var index = offset; index < Math.Min(count, offset + limit); index++)
            {
                var end = SslTime.Format(Today.AddHours(hours(index) + 1));
                text.Append(index > offset ? "," : "");
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{{\"CertificateId\":\"c{index:0000000}\",\"Domain\":\"n{index}.example.com\",\"Status\":1,\"CertEndTime\":\"{end}\"}}");
            }

            return Replies.Body(text.Append("]}}").ToString())(request, connection, cancellationToken);
        };
    }
}
