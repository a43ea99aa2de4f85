using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TencentCert.Emulator.Http;

/// <summary>One HTTP/1.1 connection. HttpListener cannot drop a connection without a response, which is the most important fault.</summary>
internal sealed class HttpConnection(Socket socket) : IDisposable
{
    /// <summary>Error code of a request whose end is ambiguous.</summary>
    public const string MalformedRequest = "InvalidRequest";

    private const int MaxHeaderBytes = 64 * 1024;
    private const int MaxBodyBytes = 10 * 1024 * 1024;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next request; null when the client has closed the connection.</summary>
    /// <exception cref="IOException">The input is not HTTP, or the client disconnected during the request.</exception>
    /// <exception cref="ApiErrorException">The body is too large, or the request's end is ambiguous.</exception>
    public async Task<ApiRequest?> ReadRequestAsync(CancellationToken cancellationToken)
    {
        if (await ReadLineAsync(cancellationToken).ConfigureAwait(false) is not { Length: > 0 } requestLine)
            return null;

        if (requestLine.Split(' ') is not [var method, var target, "HTTP/1.1"])
            throw new IOException("Not an HTTP/1.1 request.");

        var headers = await ReadHeadersAsync(cancellationToken).ConfigureAwait(false);
        ApiErrorException.ThrowIf(
            headers.ContainsKey("Content-Length") && headers.ContainsKey("Transfer-Encoding"),
            MalformedRequest, "The request has both Content-Length and Transfer-Encoding.");
        ApiErrorException.ThrowIf(
            headers.TryGetValue("Host", out var host) && (host.Contains(',', StringComparison.Ordinal) || !IsSameHost(target, host)),
            MalformedRequest, "The request names two hosts.");

        var length = ParseLength(headers.GetValueOrDefault("Content-Length", "0"), NumberStyles.None);
        if (headers.TryGetValue("Expect", out var expect) && expect.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            await _stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);

        var queryStart = target.IndexOf('?', StringComparison.Ordinal);
        var body = await ReadBodyAsync(headers, length, cancellationToken).ConfigureAwait(false);
        return new ApiRequest(method, queryStart < 0 ? "" : target[(queryStart + 1)..], headers, body);
    }

    public async Task WriteResponseAsync(ApiResponse response, DateTimeOffset date, CancellationToken cancellationToken)
    {
        var header = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {response.HttpStatus} {ReasonPhrase(response.HttpStatus)}\r\nDate: {date:R}\r\n"
            + $"Content-Type: {response.ContentType}\r\nContent-Length: {response.Body.Length}\r\n\r\n");
        var bodyBytes = response.Truncated ? response.Body.Length / 2 : response.Body.Length;
        await _stream.WriteAsync(
            (byte[])[.. Encoding.ASCII.GetBytes(header), .. response.Body.AsSpan(0, bodyBytes)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Resets the connection without an orderly close.</summary>
    public void Abort() => socket.Close(timeout: 0);

    public void Dispose() => _stream.Dispose();

    private static string ReasonPhrase(int status) =>
        status switch { 200 => "OK", 400 => "Bad Request", 404 => "Not Found", 413 => "Content Too Large", 502 => "Bad Gateway",
            _ => "Status" };

    // An absolute target takes precedence over the header.
    private static bool IsSameHost(string target, string host) =>
        !target.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(target, UriKind.Absolute, out var address) && address.Authority.Equals(host, StringComparison.OrdinalIgnoreCase));

    private async Task<Dictionary<string, string>> ReadHeadersAsync(CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var size = 0;
        while (await ReadLineAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } line)
        {
            size += line.Length;
            RequireHeaderSize(size);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
                throw new IOException("Not an HTTP header.");

            // Servers interpret such a name differently, so that one request could be read as two.
            ApiErrorException.ThrowIf(
                line.AsSpan(0, colon).ContainsAny(' ', '\t'), MalformedRequest, "A header's name has white space in or after it.");

            var (name, value) = (line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
            headers[name] = headers.TryGetValue(name, out var earlier) ? $"{earlier}, {value}" : value;
        }

        return headers;
    }

    private async Task<byte[]> ReadBodyAsync(Dictionary<string, string> headers, int declared, CancellationToken cancellationToken)
    {
        if (!headers.TryGetValue("Transfer-Encoding", out var transferCoding))
            return await ReadBytesAsync(declared, cancellationToken).ConfigureAwait(false);

        if (!transferCoding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            throw new IOException($"Transfer coding {transferCoding} is not understood.");

        var body = new List<byte>();
        while (true)
        {
            var line = await ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? throw new EndOfStreamException();
            var length = ParseLength(line.Split(';')[0], NumberStyles.AllowHexSpecifier);
            RequireBodySize(body.Count + length);
            body.AddRange(await ReadBytesAsync(length, cancellationToken).ConfigureAwait(false));
            if (length == 0)
            {
                await ReadHeadersAsync(cancellationToken).ConfigureAwait(false);
                return [.. body];
            }

            ApiErrorException.ThrowIf(
                await ReadLineAsync(cancellationToken).ConfigureAwait(false) is not "",
                MalformedRequest, "A chunk is longer than its size says.");
        }
    }

    private static int ParseLength(string text, NumberStyles style)
    {
        if (!long.TryParse(text, style, CultureInfo.InvariantCulture, out var length) || length < 0)
            throw new IOException("Not a length.");

        RequireBodySize(length);
        return (int)length;
    }

    private static void RequireBodySize(long length) =>
        ApiErrorException.ThrowIf(length > MaxBodyBytes, "RequestSizeLimitExceeded", "The request is larger than 10 MB.");

    private static void RequireHeaderSize(int size)
    {
        if (size > MaxHeaderBytes)
            throw new IOException("The request's head is too large.");
    }

    private async Task<byte[]> ReadBytesAsync(int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        var buffered = Math.Min(length, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(bytes);
        _start += buffered;
        await _stream.ReadExactlyAsync(bytes.AsMemory(buffered), cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    /// <summary>A line without its end; null at the end of the stream.</summary>
    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        for (var searched = 0; ;)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, searched + found);
                _start += searched + found + 1;
                return line is [.. var content, '\r'] && !content.Any(static character => character is (< ' ' and not '\t') or '\u007f')
                    ? content
                    : throw new ApiErrorException(
                        MalformedRequest, "A line of the request has a control character, or ends in a line feed alone.");
            }

            searched = _end - _start;
            if (!await FillBufferAsync(cancellationToken).ConfigureAwait(false))
                return searched == 0 ? null : throw new EndOfStreamException();
        }
    }

    private async Task<bool> FillBufferAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            RequireHeaderSize(_end + 1);
            Array.Resize(ref _buffer, _end * 2);
        }

        var readBytes = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += readBytes;
        return readBytes > 0;
    }
}
