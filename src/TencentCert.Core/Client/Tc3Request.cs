namespace TencentCert.Core.Client;

/// <summary>The signed parts of a request, exactly as sent.</summary>
/// <param name="Service">Signed service name, such as <c>gaap</c>.</param>
/// <param name="Host">Host header, with the port if it is not the scheme's default.</param>
/// <param name="ContentType">Content-Type header.</param>
/// <param name="Timestamp">Unix seconds, also sent as <c>X-TC-Timestamp</c>.</param>
/// <param name="Body">The bytes of the body.</param>
/// <param name="Action">Value of <c>X-TC-Action</c> if that header is signed too; otherwise null.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Query">Query string as sent, without the question mark.</param>
public readonly record struct Tc3Request(
    string Service, string Host, string ContentType, long Timestamp, ReadOnlyMemory<byte> Body,
    string? Action = null, string Method = "POST", string Query = "");
