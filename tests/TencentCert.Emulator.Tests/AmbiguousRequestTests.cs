using System.Net.Sockets;
using System.Text;

namespace TencentCert.Emulator.Tests;

/// <summary>Requests that two servers could read in two ways are refused, and the connection ends.</summary>
public sealed class AmbiguousRequestTests
{
    [Theory]
    [InlineData("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n")]
    [InlineData("Content-Length : 2\r\n")]
    [InlineData("Content-Length\t: 2\r\n")]
    [InlineData("Content Length: 2\r\n")]
    public async Task Are_refused(string headers)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(cloud.Emulator.Endpoint.Host, cloud.Emulator.Endpoint.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();

        // The second request must not be answered: the first one has no certain end.
        var request = $"POST / HTTP/1.1\r\nHost: {cloud.Emulator.Endpoint.Authority}\r\n{headers}\r\n{{}}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request + request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await ToTheEndAsync(reader);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Equal(0, answer.LastIndexOf("HTTP/1.1", StringComparison.Ordinal));
        Assert.Equal(0, cloud.Emulator.Requests.Total);
    }

    // What was sent behind a refused request may reset the connection behind the answer.
    private static async Task<string> ToTheEndAsync(StreamReader reader)
    {
        var answer = new StringBuilder();
        var buffer = new char[1024];
        try
        {
            while (await reader.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
            {
                answer.Append(buffer, 0, count);
            }
        }
        catch (IOException) when (answer.Length > 0)
        {
            return answer.ToString();
        }

        return answer.ToString();
    }
}
