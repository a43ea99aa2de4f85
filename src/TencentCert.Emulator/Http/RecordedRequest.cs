using TencentCert.Emulator.Faults;

namespace TencentCert.Emulator.Http;

/// <summary>A received request and its response. Private keys, passwords and tokens are hidden.</summary>
/// <param name="Time">Emulated time of the response.</param>
/// <param name="Service">Service of the credential scope; empty when there was none.</param>
/// <param name="Action">Value of <c>X-TC-Action</c>; empty when missing.</param>
/// <param name="RequestId">Id of the response.</param>
/// <param name="HttpStatus">Status sent; 0 when the connection was dropped instead.</param>
/// <param name="ErrorCode">Error code sent, if any.</param>
/// <param name="Fault">Planned fault that struck, if any.</param>
/// <param name="Body">Body as received, without secrets.</param>
/// <param name="Headers">Headers as received, without a token.</param>
public sealed record RecordedRequest(
    DateTimeOffset Time,
    string Service,
    string Action,
    string RequestId,
    int HttpStatus,
    string? ErrorCode,
    FaultKind? Fault,
    string Body,
    IReadOnlyDictionary<string, string> Headers);
