using System.Text;

namespace TencentCert.Emulator.Http;

/// <summary>A request as received. The signature is verified over this content.</summary>
internal sealed record ApiRequest(string Method, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string RequiredHeader(string name) =>
        Header(name) is { Length: > 0 } value
            ? value
            : throw new ApiErrorException("MissingParameter", $"The request is missing the header `{name}`.");
}
