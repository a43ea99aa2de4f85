using TencentCert.Core.Certificates;

namespace TencentCert.Core.Ssl;

/// <summary>A file to which a certificate was saved.</summary>
public sealed record SslSavedFile
{
    /// <summary>Certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Format.</summary>
    public required CertificateFileFormat Format { get; init; }

    /// <summary>Full path.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the file.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Whether the file was written or already had this content.</summary>
    public required SslChangeState State { get; init; }

    /// <summary>Whether the file contains a key, so that only its owner may read it.</summary>
    public bool IsSecret { get; init; }
}
