using TencentCert.Core.Certificates;

namespace TencentCert.Core.Ssl;

/// <summary>The format of an id of the SSL service.</summary>
public static class SslCertificateId
{
    /// <summary>Whether a text has the usual format of an id: eight letters and digits.</summary>
    public static bool IsWellFormed(string? text) => text is { Length: 8 } && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>The id in a response; null when the value is not an id, so that the caller searches for the created object.</summary>
    /// <param name="value">Value of the response; a number, a boolean or an object arrives as its text.</param>
    public static string? FromResponse(string? value) =>
        CanBeId(value) && !bool.TryParse(value, out _)
            && !value!.All(static character => char.IsAsciiDigit(character) || character == '-')
                ? value
                : null;

    /// <summary>Refuses an impossible id, before anything is sent.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public static void Check(string? certificateId)
    {
        if (!CanBeId(certificateId))
            throw GivenId.Refusal("CertificateId", certificateId, $"a certificate id of the SSL service, which looks like a91hoLqi");
    }

    // The documentation defines neither the length nor the letters of an id.
    private static bool CanBeId(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= 64
        && GivenId.KindOf(text) is (GivenIdKind.Unknown or GivenIdKind.SslCertificate)
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
