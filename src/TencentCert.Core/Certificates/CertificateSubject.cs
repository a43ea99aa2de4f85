namespace TencentCert.Core.Certificates;

/// <summary>Subject of a certificate request; required only for organisation-validated certificates.</summary>
public sealed record CertificateSubject
{
    /// <summary>Legal name of the organisation.</summary>
    public string? Organization { get; init; }

    /// <summary>Department.</summary>
    public string? OrganizationalUnit { get; init; }

    /// <summary>City.</summary>
    public string? Locality { get; init; }

    /// <summary>State or province.</summary>
    public string? State { get; init; }

    /// <summary>Two-letter country code, ISO 3166.</summary>
    public string? Country { get; init; }
}
