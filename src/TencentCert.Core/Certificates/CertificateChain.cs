using TencentCert.Core.Strings;

namespace TencentCert.Core.Certificates;

/// <summary>A certificate with the intermediates that lead to its root, in the order a server sends them.</summary>
public sealed class CertificateChain
{
    private CertificateChain(
        CertificateFacts leaf,
        IReadOnlyList<CertificateFacts> intermediates,
        CertificateFacts? root,
        IReadOnlyList<CertificateFacts> unused)
    {
        Leaf = leaf;
        Intermediates = intermediates;
        Root = root;
        Unused = unused;
    }

    /// <summary>The certificate itself.</summary>
    public CertificateFacts Leaf { get; }

    /// <summary>Its issuer, that one's issuer, and so on, without a root.</summary>
    public IReadOnlyList<CertificateFacts> Intermediates { get; }

    /// <summary>The self-signed end of the chain, if the input had it. Servers do not send it.</summary>
    public CertificateFacts? Root { get; }

    /// <summary>Certificates of the input that no link leads to.</summary>
    public IReadOnlyList<CertificateFacts> Unused { get; }

    /// <summary>
    /// Every certificate is signed by the next one up to a root, or up to an intermediate whose root every client has.
    /// False for a leaf without its issuer, and for input that holds certificates beyond a gap.
    /// </summary>
    public bool IsComplete => Root is not null || Leaf.IsSelfIssued || (Intermediates.Count > 0 && Unused.Count == 0);

    /// <summary>Distinguished name of the certificate to add; null if complete.</summary>
    public string? MissingIssuer => IsComplete ? null : (Intermediates.Count > 0 ? Intermediates[^1] : Leaf).Issuer;

    /// <summary>The leaf as PEM.</summary>
    public string LeafPem => Leaf.ToPem();

    /// <summary>The intermediates as PEM, in order; empty if there are none.</summary>
    public string IntermediatesPem => string.Concat(Intermediates.Select(certificate => certificate.ToPem()));

    /// <summary>Leaf and intermediates as PEM, as servers and both services want it.</summary>
    /// <param name="includeRoot">Append the root, if the input had it.</param>
    public string ToPem(bool includeRoot = false) => LeafPem + IntermediatesPem + (includeRoot ? Root?.ToPem() : null);

    /// <inheritdoc />
    public override string ToString() => Leaf.ToString();

    /// <summary>Reads the certificates of a text in any order; other blocks and text between them are skipped.</summary>
    /// <param name="text">PEM text.</param>
    /// <param name="source">Subject of the error messages, such as a quoted file name.</param>
    /// <exception cref="PemException">No certificate, a damaged one, or several that do not belong together.</exception>
    public static CertificateChain FromPem(string text, string? source = null)
    {
        source ??= Wording.Of($"The text");
        return FromBlocks(PemBlock.Scan(text, source), source);
    }

    /// <summary>Reads one certificate in binary form.</summary>
    /// <param name="der">DER bytes.</param>
    /// <param name="source">Subject of the error messages.</param>
    /// <exception cref="PemException">Not a certificate.</exception>
    public static CertificateChain FromDer(ReadOnlySpan<byte> der, string? source = null) =>
        FromDer([der.ToArray()], source ?? Wording.Of($"The input"));

    internal static CertificateChain FromBlocks(IReadOnlyList<PemBlock> blocks, string source)
    {
        List<byte[]> certificates = [.. blocks.Where(block => block.IsCertificate).Select(block => block.Decode())];
        if (certificates.Count > 0)
        {
            return FromDer(certificates, source);
        }

        var found = blocks[0];
        var advice = found.Label is "PKCS7" or "CMS" ? Wording.Of($" Convert it first: openssl pkcs7 -print_certs.") : "";
        throw new PemException(PemProblem.WrongContent, $"{source} is {found.Description}, not a certificate.{advice}");
    }

    internal static CertificateChain FromDer(IEnumerable<byte[]> certificates, string source)
    {
        List<CertificateFacts> all = [.. certificates
            .Select(der => CertificateFacts.FromDer(der, source))
            .DistinctBy(certificate => certificate.ThumbprintSha256)];
        var leaf = FindLeaf(all, source);

        var path = new List<CertificateFacts> { leaf };
        while (!path[^1].IsSelfIssued && NextOf(path, all) is { } issuer)
        {
            path.Add(issuer);
        }

        var root = path.Count > 1 && path[^1].IsSelfIssued ? path[^1] : null;
        // The other form of a cross-signed authority is no sign of a gap.
        var unused = all.Where(other => path.All(
            used => used != other && (used.Subject != other.Subject || used.PublicKey.Matches(other.PublicKey) != KeyMatch.Matches)));
        return new CertificateChain(leaf, path[1..(root is null ? path.Count : path.Count - 1)], root, [.. unused]);
    }

    /// <summary>A cross-signed issuer wins over a root of the same name: it was put there to be sent.</summary>
    private static CertificateFacts? NextOf(List<CertificateFacts> path, List<CertificateFacts> all) =>
        all.Where(candidate => !path.Contains(candidate) && CertificateLink.Exists(path[^1], candidate))
            .OrderBy(candidate => candidate.IsSelfIssued)
            .FirstOrDefault();

    private static CertificateFacts FindLeaf(List<CertificateFacts> all, string source)
    {
        List<CertificateFacts> ends = [.. all.Where(candidate =>
            !all.Any(other => other != candidate && other.Subject != candidate.Subject && CertificateLink.Exists(other, candidate)))];
        List<CertificateFacts> servers = [.. ends.Where(candidate => !candidate.IsAuthority)];
        if (servers.Count == 0)
        {
            servers = ends;
        }

        return servers.Count == 1
            ? servers[0]
            : throw new PemException(
                PemProblem.TooMany,
                $"{source} holds {servers.Count} certificates that do not belong to one chain: give one with its issuers.");
    }
}
