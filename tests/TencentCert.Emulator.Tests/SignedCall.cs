using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace TencentCert.Emulator.Tests;

/// <summary>A request with an independent signer. Every part can be changed.</summary>
internal sealed record SignedCall(string SecretId, string SecretKey, string Service, string Version, string Action)
{
    public string Body { get; init; } = "{}";

    public string ContentType { get; init; } = "application/json";

    public long Timestamp { get; init; } = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>Date in the credential scope, by default that of the timestamp.</summary>
    public string? Date { get; init; }

    public string[] SignedHeaders { get; init; } = ["content-type", "host", "x-tc-action"];

    public string? Token { get; init; }

    public string[] Omit { get; init; } = [];

    public HttpRequestMessage For(Uri endpoint)
    {
        var values = new Dictionary<string, string>
        {
            ["content-type"] = ContentType,
            ["host"] = endpoint.Authority,
            ["x-tc-action"] = Action.ToLowerInvariant(),
        };
        var date = Date ?? DateTimeOffset.FromUnixTimeSeconds(Timestamp).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var canonical = "POST\n/\n\n" + string.Concat(SignedHeaders.Select(name => $"{name}:{values[name]}\n"))
            + "\n" + string.Join(';', SignedHeaders) + "\n" + Hex(SHA256.HashData(Encoding.UTF8.GetBytes(Body)));
        var scope = $"{date}/{Service}/tc3_request";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"TC3-HMAC-SHA256\n{Timestamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}");
        var signature = Hex(Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("TC3" + SecretKey), date), Service), "tc3_request"), text));

        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        Add(request, "X-TC-Action", Action);
        Add(request, "X-TC-Version", Version);
        Add(request, "X-TC-Timestamp", Timestamp.ToString(CultureInfo.InvariantCulture));
        Add(request, "X-TC-Token", Token);
        Add(request, "Authorization",
            $"TC3-HMAC-SHA256 Credential={SecretId}/{scope}, SignedHeaders={string.Join(';', SignedHeaders)}, Signature={signature}");
        return request;
    }

    private void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null && !Omit.Contains(name))
            request.Headers.TryAddWithoutValidation(name, value);
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
