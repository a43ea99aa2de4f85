using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TencentCert.Emulator.Tests;

/// <summary>Requests that two servers could read differently are refused, and the connection is closed.</summary>
public sealed class AmbiguousRequestTests
{
    [Theory]
    [InlineData("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n")]
    [InlineData("Content-Length : 2\r\n")]
    [InlineData("Content-Length\t: 2\r\n")]
    [InlineData("Content Length: 2\r\n")]
    [InlineData("Content-Length: 2\n")]
    [InlineData("X: a\rContent-Length: 0\r\nContent-Length: 2\r\n")]
    [InlineData("X: a\0b\r\nContent-Length: 2\r\n")]
    [InlineData("X\0: a\r\nContent-Length: 2\r\n")]
    [InlineData("Transfer-Encoding:\u000bchunked\r\n")]
    [InlineData("Host: 127.0.0.1\r\nContent-Length: 2\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\n{}X\r\n0\r\n")]
    public async Task Ambiguous_requests_are_refused(string headers)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(cloud.Emulator.Endpoint.Host, cloud.Emulator.Endpoint.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();

        // The second request must get no response: the first one has no certain end.
        var request = $"POST / HTTP/1.1\r\nHost: {cloud.Emulator.Endpoint.Authority}\r\n{headers}\r\n{{}}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request + request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await ToTheEndAsync(reader);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Equal(0, answer.LastIndexOf("HTTP/1.1", StringComparison.Ordinal));
        Assert.Equal(0, cloud.Emulator.Requests.Total);
    }

    [Theory]
    [InlineData("POST http://other.example/ HTTP/1.1\r\nHost: {0}\r\n\r\n", "HTTP/1.1 400 ")]
    [InlineData("POST http://{0}/ HTTP/1.1\r\nHost: {0}\r\n\r\n", "HTTP/1.1 200 ")]
    public async Task An_absolute_request_target_must_match_the_Host_header(string request, string status)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(cloud.Emulator.Endpoint.Host, cloud.Emulator.Endpoint.Port, TestContext.Current.CancellationToken);
        var text = string.Format(CultureInfo.InvariantCulture, request, cloud.Emulator.Endpoint.Authority);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith(status, await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    // The cost of joining the values of one name is quadratic in their number.
    [Fact]
    public async Task An_endless_request_header_is_refused()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(cloud.Emulator.Endpoint.Host, cloud.Emulator.Endpoint.Port, TestContext.Current.CancellationToken);
        var line = Encoding.ASCII.GetBytes("X: y\r\n");
        var first = Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: {cloud.Emulator.Endpoint.Authority}\r\n");
        await client.GetStream().WriteAsync(first, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true)
                await client.GetStream().WriteAsync(line, TestContext.Current.CancellationToken);
        });
    }

    // Data sent after a refused request may reset the connection after the response.
    private static async Task<string> ToTheEndAsync(StreamReader reader)
    {
        var answer = new StringBuilder();
        var buffer = new char[1024];
        try
        {
            while (await reader.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
                answer.Append(buffer, 0, count);
        }
        catch (IOException) when (answer.Length > 0)
        {
            return answer.ToString();
        }

        return answer.ToString();
    }
}
