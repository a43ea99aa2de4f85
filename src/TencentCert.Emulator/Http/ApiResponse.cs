using System.Text;
using System.Text.Json.Nodes;
using TencentCert.Emulator.Faults;

namespace TencentCert.Emulator.Http;

/// <summary>A response to send: an envelope, a web page, part of an envelope, or none.</summary>
internal sealed record ApiResponse(byte[] Body)
{
    private static readonly byte[] GatewayErrorPage =
        "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"u8.ToArray();

    public string Service { get; init; } = "";

    public string Action { get; init; } = "";

    public string? ErrorCode { get; init; }

    public FaultKind? Fault { get; init; }

    /// <summary>HTTP status; 0 drops the connection.</summary>
    public int HttpStatus { get; init; } = 200;

    public string ContentType { get; init; } = "application/json";

    /// <summary>Sends half of the body, then drops the connection.</summary>
    public bool Truncated { get; init; }

    /// <summary>The response changed by a fault of the connection or the gateway.</summary>
    public ApiResponse WithFault(FaultKind fault) => fault switch
    {
        FaultKind.LoseAnswer or FaultKind.Refuse => this with { HttpStatus = 0, Body = [], ErrorCode = null },
        FaultKind.ServerError or FaultKind.ServerErrorAfterWork =>
            this with { HttpStatus = 502, Body = GatewayErrorPage, ContentType = "text/html", ErrorCode = null },
        FaultKind.Html or FaultKind.HtmlAfterWork => this with { Body = GatewayErrorPage, ContentType = "text/html", ErrorCode = null },
        FaultKind.TruncatedBody => this with { Truncated = true },
        FaultKind.OddIds => this with { Body = ReplaceIds(Body) },
        _ => this,
    };

    private static byte[] ReplaceIds(byte[] body)
    {
        var envelope = JsonNode.Parse(body)!;
        var response = envelope["Response"]!.AsObject();
        foreach (var name in response.Select(member => member.Key).Where(name => name is not ("RequestId" or "Error")).ToList())
            response[name] = new JsonObject { ["Id"] = "none" };

        return Encoding.UTF8.GetBytes(envelope.ToJsonString());
    }
}
