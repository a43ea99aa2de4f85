using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;

namespace TencentCert.Gaap;

/// <summary>A file a certificate of GAAP's store was saved to.</summary>
public sealed record GaapSavedFile
{
    /// <summary>Certificate, an id of GAAP's store.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Its subject's common name.</summary>
    public string? SubjectCN { get; init; }

    /// <summary>What the file is: full chain or key.</summary>
    public required CertificateFileFormat Format { get; init; }

    /// <summary>Full path.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the file.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Whether it was written or said the same already.</summary>
    public required GaapBindingState State { get; init; }

    /// <summary>Whether it holds a key or passwords, so that only its owner may read it.</summary>
    public bool IsSecret { get; init; }
}
