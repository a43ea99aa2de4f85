using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TencentCert.Emulator.Http;

/// <summary>Wraps a response or an error as <c>{"Response":{…,"RequestId":"…"}}</c>.</summary>
internal static class Envelope
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Success(JsonDocument response, string requestId) => Write(requestId, writer =>
    {
        foreach (var member in response.RootElement.EnumerateObject())
            member.WriteTo(writer);
    });

    public static byte[] Error(string code, string message, string requestId) => Write(requestId, writer =>
    {
        writer.WriteStartObject("Error");
        writer.WriteString("Code", code);
        writer.WriteString("Message", message);
        writer.WriteEndObject();
    });

    private static byte[] Write(string requestId, Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Response");
            content(writer);
            writer.WriteString("RequestId", requestId);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
