using TencentCert.Core.Errors;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Gaap;

/// <summary>The form of ids in GAAP's store, and the word that stands for "the listener's certificate".</summary>
public static class GaapCertificateId
{
    /// <summary>In place of an id: the domain uses its listener's certificate.</summary>
    public const string Default = "default";

    /// <summary>Refuses what cannot be an id of GAAP's store, before anything is sent.</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="parameter">Name for the message.</param>
    /// <param name="allowDefault">Whether <c>default</c> is taken.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public static void Check(string? certificateId, string parameter, bool allowDefault = false)
    {
        if (string.IsNullOrWhiteSpace(certificateId))
        {
            throw Invalid($"{parameter} is empty.");
        }

        if (certificateId == Default)
        {
            if (!allowDefault)
            {
                throw Invalid($"{parameter} cannot be 'default' here.");
            }

            return;
        }

        if (!ResourceId.HasForm(certificateId, "cert-"))
        {
            throw Invalid(
                $"{parameter} is not an id of GAAP's store, which look like cert-12345678. To use a certificate of the SSL service, pipe it in from Get-SslCertificate: it is carried over.");
        }
    }

    private static TencentCertException Invalid(Wording message) => new(ErrorCodes.InvalidParameter, message);
}
