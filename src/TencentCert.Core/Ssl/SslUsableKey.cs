using TencentCert.Core.Certificates;

namespace TencentCert.Core.Ssl;

/// <summary>Whether certificate authorities accept a key. A rejected key also uses up an order or a reissue.</summary>
internal static class SslUsableKey
{
    private const int MinRsaBits = 2048;

    /// <summary>Rejects a key that no certificate authority accepts.</summary>
    /// <param name="key">Kind and size, if known.</param>
    /// <param name="request">Request with the key; null for a key that the service creates.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public static void Check(SslKeyStrength? key, CertificateRequestPem? request)
    {
        if (request is { HasCommonKey: false })
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"No certificate authority takes a key of {key?.ToString() ?? request.KeyAlgorithm}: make a request with RSA, ECC P-256 or P-384. Nothing was sent.");
        }

        if (key is { Kind: "RSA", Bits: < MinRsaBits })
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"A key of {key} is too weak for any certificate authority: make a request with at least RSA 2048. Nothing was sent.");
        }
    }
}
