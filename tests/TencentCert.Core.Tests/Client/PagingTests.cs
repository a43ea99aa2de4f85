using TencentCert.Core.Client;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Tests.Client;

/// <summary>Lists with pages shorter than requested, and with a total on one page, on no page, or with a wrong total.</summary>
public sealed class PagingTests
{
    private int _requests;

    [Theory]
    [InlineData(2345, 100)]
    [InlineData(2345, 7)]
    [InlineData(100, 100)]
    [InlineData(1, 100)]
    [InlineData(0, 100)]
    public async Task A_total_on_the_first_page_only_is_enough_to_read_all_capped_pages(int count, int cap)
    {
        var all =
            await ReadAsync((offset, limit) => new Page<string>(Items(offset, Math.Min(cap, limit), count), offset == 0 ? count : null));
        Assert.Equal(count, all.Count);
    }

    [Fact]
    public async Task Later_totals_of_zero_do_not_end_the_list()
    {
        var all = await ReadAsync((offset, limit) => new Page<string>(Items(offset, 100, 250), offset == 0 ? 250 : 0));
        Assert.Equal(250, all.Count);
    }

    [Fact]
    public async Task Without_any_total_only_an_empty_page_ends_the_list()
    {
        var all = await ReadAsync((offset, limit) => new Page<string>(Items(offset, 100, 250), null));
        Assert.Equal(250, all.Count);
        Assert.Equal(4, _requests);
    }

    [Fact]
    public async Task Fewer_items_than_the_total_are_an_error_after_the_last_item()
    {
        var seen = new List<string>();
        var failure = await Assert.ThrowsAsync<TencentCertException>(async () =>
        {
            await foreach (var one in Read((offset, limit) => new Page<string>(Items(offset, 100, 200), offset == 0 ? 2345 : null)))
                seen.Add(one);
        });
        Assert.Equal(ErrorCodes.IncompleteList, failure.Code);
        Assert.Contains("2345", failure.Message, StringComparison.Ordinal);
        Assert.Contains("200", failure.Message, StringComparison.Ordinal);
        Assert.Equal(200, seen.Count);
    }

    [Fact]
    public async Task A_list_that_shrinks_while_it_is_read_is_complete()
    {
        var all =
            await ReadAsync((offset, limit) => new Page<string>(Items(offset, 100, offset == 0 ? 250 : 249), offset == 0 ? 250 : 249));
        Assert.Equal(249, all.Count);
    }

    [Theory]
    [InlineData(100, 250, 2)]
    [InlineData(100, 250, 60)]
    [InlineData(100, 250, 150)]
    [InlineData(7, 30, 5)]
    public async Task Items_shifted_by_removals_are_not_lost(int cap, int count, int removed)
    {
        var items = Items(0, count, count).ToList();
        var all = await ReadAsync((offset, limit) =>
        {
            if (_requests == 2)
                items.RemoveRange(0, removed);

            return new Page<string>([.. items.Skip((int)offset).Take(Math.Min(cap, (int)limit))], items.Count);
        });
        Assert.Empty(items.Except(all));
    }

    [Fact]
    public async Task A_list_that_grows_while_it_is_read_is_complete()
    {
        var all = await ReadAsync((offset, limit) =>
            new Page<string>(Items(offset, 100, 250 + (50 * _requests)), 250 + (50 * _requests)) { IsEnough = _requests > 20 });
        Assert.True(all.Count >= 300);
        Assert.True(_requests <= 21);
    }

    [Fact]
    public async Task A_total_equal_to_the_page_length_does_not_end_the_list()
    {
        var all = await ReadAsync((offset, limit) =>
            Items(offset, 100, 260) is var page ? new Page<string>(page, offset == 0 ? 260 : page.Length) : null!);
        Assert.Equal(260, all.Count);
    }

    [Fact]
    public async Task A_service_that_ignores_the_offset_does_not_cause_endless_requests()
    {
        var all = await ReadAsync((_, _) => new Page<string>(Items(0, 100, 100), null));
        Assert.Equal(100, all.Count);
        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task A_reader_that_stops_early_requests_no_further_page()
    {
        var all = await ReadAsync((offset, limit) => new Page<string>(Items(offset, 100, 2345), 2345) { IsEnough = offset == 100 });
        Assert.Equal(200, all.Count);
        Assert.Equal(2, _requests);
    }

    private static string[] Items(long offset, long limit, int count) =>
        [.. Enumerable.Range(0, count).Skip((int)offset).Take((int)limit).Select(index => $"id-{index}")];

    private async Task<List<string>> ReadAsync(Func<long, long, Page<string>> page)
    {
        var all = new List<string>();
        await foreach (var one in Read(page))
            all.Add(one);

        return all;
    }

    private IAsyncEnumerable<string> Read(Func<long, long, Page<string>> page) => Paging.ReadAllAsync<string>(
        (offset, limit, _) =>
        {
            _requests++;
            return Task.FromResult(page(offset, limit));
        },
        item => item,
        100,
        1000,
        TestContext.Current.CancellationToken);
}
