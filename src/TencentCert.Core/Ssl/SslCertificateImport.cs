namespace TencentCert.Core.Ssl;

/// <summary>A certificate in the SSL service after an import (UploadCertificate).</summary>
public sealed record SslCertificateImport
{
    /// <summary>Its id.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Alias; of an existing certificate, its own.</summary>
    public string? Alias { get; init; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset NotAfter { get; init; }

    /// <summary>SHA-1 of the certificate.</summary>
    public string? Thumbprint { get; init; }

    /// <summary><see cref="SslChangeState.AlreadyCurrent"/> when the certificate was there and nothing was uploaded.</summary>
    public required SslChangeState State { get; init; }

    /// <summary>RequestId of the upload; null when none was made or its response was lost.</summary>
    public string? RequestId { get; init; }

    /// <summary>True when the upload was found after its response was lost.</summary>
    public bool Recovered { get; init; }
}
