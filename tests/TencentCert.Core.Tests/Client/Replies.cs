using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TencentCert.Core.Tests.Client;

/// <summary>The replies of a <see cref="ScriptedServer"/> to a request.</summary>
internal static class Replies
{
    public static Reply Success { get; } = Body("""{"Response":{"RequestId":"id-1"}}""");

    /// <summary>Closes after the whole request was read.</summary>
    public static Reply Close { get; } = (_, _, _) => Task.FromResult(false);

    /// <summary>Resets after the whole request was read.</summary>
    public static Reply Reset { get; } = (_, connection, _) =>
    {
        ((NetworkStream)connection).Socket.LingerState = new LingerOption(true, 0);
        return Task.FromResult(false);
    };

    /// <summary>Never responds.</summary>
    public static Reply Stall { get; } = async (_, _, cancellationToken) =>
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return false;
    };

    /// <summary>Sends the head and half of the body, then closes.</summary>
    public static Reply Half { get; } = Raw("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{\"Response\":{\"Requ", stays: false);

    /// <summary>Sends the head and half of the body, then nothing more.</summary>
    public static Reply HalfThenStall { get; } = async (request, connection, cancellationToken) =>
    {
        await Half(request, connection, cancellationToken);
        return await Stall(request, connection, cancellationToken);
    };

    /// <summary>Declares gzip and sends other content.</summary>
    public static Reply BrokenGzip { get; } = Body("this is not gzip", 200, "Content-Encoding: gzip");

    public static Reply Gzip { get; } = async (_, connection, cancellationToken) =>
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync("""{"Response":{"RequestId":"packed"}}"""u8.ToArray(), cancellationToken);
        }

        var head = string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
        await connection.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. packed.ToArray()], cancellationToken);
        return true;
    };

    /// <summary>Some kilobytes that decompress to twice the read limit.</summary>
    public static Reply Bomb { get; } = async (_, connection, cancellationToken) =>
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var spaces = new byte[1024 * 1024];
            Array.Fill(spaces, (byte)' ');
            for (var megabyte = 0; megabyte < 64; megabyte++)
                await gzip.WriteAsync(spaces, cancellationToken);
        }

        return await Body(packed.ToArray(), 200, "Content-Encoding: gzip")(null!, connection, cancellationToken);
    };

    /// <summary>Sends data until the caller disconnects.</summary>
    public static Reply Endless { get; } = async (_, connection, cancellationToken) =>
    {
        await connection.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), cancellationToken);
        while (true)
            await connection.WriteAsync(new byte[64 * 1024], cancellationToken);
    };

    public static Reply Chunked { get; } = Raw(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"Response\":{\"Re\r\n18\r\nquestId\":\"in-pieces\"}}  \r\n0\r\n\r\n");

    /// <summary>A refusal of the service, with HTTP 200 by default.</summary>
    public static Reply Error(string code, int status = 200, params string[] headers) =>
        Body($$$"""{"Response":{"Error":{"Code":"{{{code}}}","Message":"the reason"},"RequestId":"id-2"}}""", status, headers);

    /// <summary>The refusal of the time of a signature, with the time of the server.</summary>
    public static Reply WrongTime(DateTimeOffset now) =>
        Error("AuthFailure.SignatureExpire", 200, "Date: " + now.ToString("r", CultureInfo.InvariantCulture));

    /// <summary>Any body.</summary>
    public static Reply Body(string body, int status = 200, params string[] headers) => Body(Encoding.UTF8.GetBytes(body), status, headers);

    /// <summary>Any bytes.</summary>
    public static Reply Body(byte[] body, int status = 200, params string[] headers) => async (_, connection, cancellationToken) =>
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nContent-Length: {body.Length}\r\n");
        foreach (var header in headers)
            head.Append(header).Append("\r\n");

        await connection.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body], cancellationToken);
        return true;
    };

    /// <summary>The same, and then closes the connection without notice.</summary>
    public static Reply ThenClose(Reply reply) => async (request, connection, cancellationToken) =>
    {
        await reply(request, connection, cancellationToken);
        return false;
    };

    private static Reply Raw(string text, bool stays = true) => async (_, connection, cancellationToken) =>
    {
        await connection.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        return stays;
    };
}
