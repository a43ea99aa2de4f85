using TencentCert.Core.Certificates;

namespace TencentCert.Core.Gaap;

/// <summary>The format of ids in the GAAP certificate store, and the keyword for "the listener's certificate".</summary>
public static class GaapCertificateId
{
    /// <summary>In place of an id: the domain uses its listener's certificate.</summary>
    public const string Default = "default";

    /// <summary>Whether a text is the keyword for "the listener's certificate"; case-insensitive.</summary>
    public static bool IsDefault(string? certificateId) => string.Equals(certificateId, Default, StringComparison.OrdinalIgnoreCase);

    /// <summary>An id in the API's spelling: <see cref="Default"/> in lower case, others unchanged.</summary>
    public static string Normalize(string certificateId) => IsDefault(certificateId) ? Default : certificateId;

    /// <summary>Whether a text looks like an id of the GAAP certificate store.</summary>
    public static bool IsWellFormed(string? text) => ResourceId.IsWellFormed(text, "cert-");

    /// <summary>Refuses an invalid id of the GAAP certificate store, before anything is sent.</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="parameter">Name for the message.</param>
    /// <param name="allowDefault">Whether <c>default</c> is accepted.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public static void Check(string? certificateId, string parameter, bool allowDefault = false)
    {
        if (string.IsNullOrWhiteSpace(certificateId))
            throw Invalid($"{parameter} is empty.");

        if (IsDefault(certificateId) && !allowDefault)
            throw Invalid($"{parameter} cannot be 'default' here.");

        if (!IsDefault(certificateId) && !IsWellFormed(certificateId))
            throw GivenId.Refusal(parameter, certificateId, $"an id of the GAAP certificate store, which looks like cert-12345678");
    }

    private static TencentCertException Invalid(Wording message) => new(ErrorCodes.InvalidParameter, message);
}
