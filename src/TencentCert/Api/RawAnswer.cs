using System.Text.Json;
using System.Text.Json.Nodes;
using TencentCert.Core.Json;

namespace TencentCert.Api;

/// <summary>An answer that is nobody's record.</summary>
/// <param name="Body">What came, without the envelope.</param>
internal sealed record RawAnswer(JsonObject Body) : IWireAnswer<RawAnswer>
{
    /// <inheritdoc />
    public static RawAnswer Read(JsonElement json) => new(JsonObject.Create(json.Clone())!);
}
