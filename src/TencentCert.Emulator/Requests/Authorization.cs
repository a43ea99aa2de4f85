namespace TencentCert.Emulator.Requests;

/// <summary>The parts of an <c>Authorization</c> header.</summary>
internal sealed record Authorization(string SecretId, string Date, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "TC3-HMAC-SHA256";

    public string Scope => $"{Date}/{Service}/tc3_request";

    public static Authorization Parse(string? header)
    {
        if (header is null || !header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            throw Invalid($"The Authorization header must start with {Algorithm}.");

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in header[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
                throw Invalid($"`{part}` is not a NAME=VALUE part of the Authorization header.");
        }

        if (parts.Count != 3
            || !parts.TryGetValue("Credential", out var credential)
            || !parts.TryGetValue("SignedHeaders", out var signedHeaders)
            || !parts.TryGetValue("Signature", out var signature))
        {
            throw Invalid("The Authorization header needs Credential, SignedHeaders and Signature.");
        }

        return credential.Split('/') is [{ Length: > 0 } secretId, { Length: > 0 } date, { Length: > 0 } service, "tc3_request"]
            ? new Authorization(secretId, date, service, signedHeaders.Split(';'), signature)
            : throw Invalid("Credential must be SecretId/Date/Service/tc3_request.");
    }

    private static ApiErrorException Invalid(string message) => new("AuthFailure.InvalidAuthorization", message);
}
