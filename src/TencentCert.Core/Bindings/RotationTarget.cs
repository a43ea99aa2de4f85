using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;


namespace TencentCert.Core.Bindings;

/// <summary>
/// A certificate to rotate to, and what it replaces. A class, not a record: a record's text would show the key's holder.
/// </summary>
public sealed class RotationTarget
{
    /// <summary>Leaf.</summary>
    public required CertificateFacts Leaf { get; init; }

    /// <summary>Where it came from, for people: an SSL id, a GAAP id or a file name.</summary>
    public required string Name { get; init; }

    /// <summary>The identical certificate in GAAP's store, when there is one.</summary>
    public GaapCertificate? Copy { get; init; }

    /// <summary>Chain and key to import when there is no copy.</summary>
    public CertificateBundle? Bundle { get; init; }

    /// <summary>Alias of a new entry in GAAP's store.</summary>
    public string? Alias { get; init; }

    /// <summary>Certificates of GAAP's store whose bindings change; null for every binding whose names it covers.</summary>
    public IReadOnlyList<string>? Replaces { get; init; }

    /// <summary>What the check says of it: worth a warning, or overridden.</summary>
    public IReadOnlyList<CertificateFinding> Findings { get; init; } = [];

    /// <summary>SHA-256 of the leaf.</summary>
    public string Fingerprint => Leaf.ThumbprintSha256;

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({Leaf})";
}
