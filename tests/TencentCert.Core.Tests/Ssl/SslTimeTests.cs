using TencentCert.Core.Ssl;


namespace TencentCert.Core.Tests.Ssl;

/// <summary>Times of the service: GMT+8 without an offset, and sometimes another format.</summary>
[Trait("Culture", "any")]
public sealed class SslTimeTests
{
    [Theory]
    [InlineData("2026-03-01 08:00:00", "2026-03-01T00:00:00Z")]
    [InlineData("2026-01-01 00:00:00", "2025-12-31T16:00:00Z")]
    [InlineData("2024-02-29 23:59:59", "2024-02-29T15:59:59Z")]
    [InlineData("2024-11-27 08:00:0", "2024-11-27T00:00:00Z")]
    [InlineData("2025-02-11T02:35:55.000000Z", "2025-02-11T02:35:55Z")]
    [InlineData("2025-02-11T10:35:55+08:00", "2025-02-11T02:35:55Z")]
    public void A_time_is_read_as_GMT_8_unless_it_has_an_offset(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), SslTime.Parse(text));

    // An unset time as the services print it: the year 1, or only zeros.
    [Theory]
    [InlineData("0001-01-01 00:00:00")]
    [InlineData("0001-01-01 08:05:43")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("-")]
    [InlineData("")]
    [InlineData(null)]
    public void An_unset_time_is_null(string? text) => Assert.Null(SslTime.Parse(text));
}
