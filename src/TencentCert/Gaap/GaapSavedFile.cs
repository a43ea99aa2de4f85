using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;

namespace TencentCert.Gaap;

/// <summary>A file to which a certificate of the GAAP certificate store was saved.</summary>
public sealed record GaapSavedFile
{
    /// <summary>Certificate, an id of the GAAP certificate store.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Common name of the subject.</summary>
    public string? SubjectCN { get; init; }

    /// <summary>Content of the file: full chain or key.</summary>
    public required CertificateFileFormat Format { get; init; }

    /// <summary>Full path.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the file.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Whether the file was written or already had this content.</summary>
    public required GaapBindingState State { get; init; }

    /// <summary>Whether the file contains a key or passwords, so that only its owner may read it.</summary>
    public bool IsSecret { get; init; }
}
