using TencentCert.Core.Certificates;

namespace TencentCert.Core.Ssl;

/// <summary>A file a certificate was saved to.</summary>
public sealed record SslSavedFile
{
    /// <summary>Certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Main domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Form.</summary>
    public required CertificateFileFormat Format { get; init; }

    /// <summary>Full path.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the file.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Whether it was written or said the same already.</summary>
    public required SslChangeState State { get; init; }

    /// <summary>Whether it holds a key, so that only its owner may read it.</summary>
    public bool IsSecret { get; init; }
}
