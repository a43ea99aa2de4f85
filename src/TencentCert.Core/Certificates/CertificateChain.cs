namespace TencentCert.Core.Certificates;

/// <summary>A certificate with its intermediates, in the order in which servers send them.</summary>
public sealed class CertificateChain
{
    // Far above any real chain; limits the pairwise verification of issuers.
    private const int MaxCertificates = 100;

    private CertificateChain(
        CertificateFacts leaf, List<CertificateFacts> intermediates, CertificateFacts? root, IReadOnlyList<CertificateFacts> unused) =>
        (Leaf, Intermediates, Root, Unused) = (leaf, intermediates, root, unused);

    /// <summary>The leaf certificate.</summary>
    public CertificateFacts Leaf { get; }

    /// <summary>The issuers in order, without a root.</summary>
    public IReadOnlyList<CertificateFacts> Intermediates { get; }

    /// <summary>The self-signed end of the chain, if the input had it. Servers do not send it.</summary>
    public CertificateFacts? Root { get; }

    /// <summary>Certificates of the input outside the chain.</summary>
    public IReadOnlyList<CertificateFacts> Unused { get; }

    /// <summary>
    /// Every certificate is signed by the next one up to a root, or up to an intermediate whose root every client trusts.
    /// False for a leaf without its issuer, and for input with a CA that may be above a gap.
    /// </summary>
    public bool IsComplete => Root is not null || Leaf.IsSelfSigned || (Intermediates.Count > 0 && BeyondGap is null);

    /// <summary>Distinguished name of the certificate to add; null if complete.</summary>
    public string? MissingIssuer => IsComplete ? null : Last.Issuer;

    /// <summary>
    /// A CA of the input outside a chain that does not end at its root: either the certificates between are missing,
    /// or the CA does not belong to the chain. Null if the chain ends at its root, or at the leaf.
    /// </summary>
    public CertificateFacts? BeyondGap =>
        Root is null && !Leaf.IsSelfSigned && Intermediates.Count > 0 ? Unused.FirstOrDefault(IsBeyondGap) : null;

    private CertificateFacts Last => Intermediates.Count > 0 ? Intermediates[^1] : Leaf;

    /// <summary>The leaf as PEM.</summary>
    public string LeafPem => Leaf.ToPem();

    /// <summary>The intermediates as PEM, in order; empty if there are none.</summary>
    public string IntermediatesPem => string.Concat(Intermediates.Select(certificate => certificate.ToPem()));

    /// <summary>Leaf and intermediates as PEM, as servers and both services require it.</summary>
    /// <param name="includeRoot">Append the root, if the input had it.</param>
    public string ToPem(bool includeRoot = false) => LeafPem + IntermediatesPem + (includeRoot ? Root?.ToPem() : null);

    /// <inheritdoc />
    public override string ToString() => Leaf.ToString();

    /// <summary>Reads the certificates of a text in any order; other known blocks and text between them are skipped.</summary>
    /// <param name="text">PEM text.</param>
    /// <param name="source">Subject of the error messages, such as a quoted file name.</param>
    /// <param name="now">Reference time: a valid variant is preferred to an expired one; the system time if null.</param>
    /// <exception cref="PemException">No certificate, a damaged one, or several that do not belong together.</exception>
    public static CertificateChain FromPem(string text, string? source = null, DateTimeOffset? now = null)
    {
        source ??= Wording.Of($"The text");
        return FromBlocks(PemBlock.Scan(text, source), source, now);
    }

    /// <summary>Reads one certificate in binary form.</summary>
    /// <param name="der">DER bytes.</param>
    /// <param name="source">Subject of the error messages.</param>
    /// <exception cref="PemException">Not a certificate.</exception>
    public static CertificateChain FromDer(ReadOnlySpan<byte> der, string? source = null) =>
        FromDer([der.ToArray()], source ?? Wording.Of($"The input"));

    internal static CertificateChain FromBlocks(
        IReadOnlyList<PemBlock> blocks, string source, DateTimeOffset? now = null, PrivateKeyPem? key = null)
    {
        List<byte[]> certificates = [.. blocks.Where(block => block.IsCertificate).Select(block => block.Decode())];
        if (certificates.Count == 0)
        {
            throw blocks[0].Label is "PKCS7" or "CMS"
                ? new PemException(
                    PemProblem.WrongContent,
                    $"{source} is a PKCS#7 bundle, not a certificate. Convert it first: openssl pkcs7 -print_certs.")
                : new PemException(PemProblem.WrongContent, $"{source} is {blocks[0].Description}, not a certificate.");
        }

        PemBlock.EnsureKnown(blocks, source);
        return FromDer(certificates, source, now, key);
    }

    internal static CertificateChain FromDer(
        IEnumerable<byte[]> certificates, string source, DateTimeOffset? now = null, PrivateKeyPem? key = null)
    {
        // The result must not depend on the input order.
        var facts = certificates.Select(der => CertificateFacts.FromDer(der, source));
        List<CertificateFacts> all = [.. PreferredFirst(facts, now ?? TimeProvider.System.GetUtcNow())
            .ThenBy(certificate => certificate.IsSelfIssued)
            .ThenBy(certificate => certificate.ThumbprintSha256, StringComparer.Ordinal)];
        return all.Count <= MaxCertificates
            ? Of(FindLeaf(all, key, source), all)
            : throw new PemException(
                PemProblem.TooMany, $"{source} holds more than {MaxCertificates} certificates: give one with its issuers.");
    }

    /// <summary>The chain of a known leaf, such as the first certificate a server sent; unrelated certificates are unused ones.</summary>
    internal static CertificateChain Of(CertificateFacts leaf, IEnumerable<CertificateFacts> others, DateTimeOffset now) =>
        Of(leaf, [.. PreferredFirst(others.Append(leaf), now)]);

    private static IOrderedEnumerable<CertificateFacts> PreferredFirst(IEnumerable<CertificateFacts> certificates, DateTimeOffset now) =>
        certificates.DistinctBy(certificate => certificate.ThumbprintSha256)
            .OrderByDescending(certificate => certificate.IsValidAt(now))
            .ThenByDescending(certificate => certificate.NotAfter);

    private static CertificateChain Of(CertificateFacts leaf, List<CertificateFacts> all)
    {
        var path = new List<CertificateFacts> { leaf };
        while (!path[^1].IsSelfSigned && all.Find(other => !path.Contains(other) && CertificateLink.Exists(path[^1], other)) is { } issuer)
            path.Add(issuer);

        var root = path.Count > 1 && path[^1].IsSelfSigned ? path[^1] : null;
        var linked = LinkedTo(path, all);
        var end = root is null ? path.Count : path.Count - 1;
        return new CertificateChain(leaf, path[1..end], root, [.. all.Where(certificate => !linked.Contains(certificate))]);
    }

    // Variants of a CA in the chain, and CAs of the same issuer, are below the gap.
    private bool IsBeyondGap(CertificateFacts unused) =>
        unused.IsAuthority && unused.IssuerName != Last.IssuerName
        && !Intermediates.Any(certificate => certificate.SubjectName == unused.SubjectName);

    /// <summary>All certificates reachable by issuer links, including other variants of a cross-signed CA and their issuers.</summary>
    private static HashSet<CertificateFacts> LinkedTo(List<CertificateFacts> path, List<CertificateFacts> all)
    {
        HashSet<CertificateFacts> linked = [.. path];
        var pending = new Queue<CertificateFacts>(path);
        while (pending.TryDequeue(out var child))
        {
            foreach (var issuer in all.Where(other => !linked.Contains(other) && CertificateLink.Exists(child, other)).ToList())
            {
                linked.Add(issuer);
                pending.Enqueue(issuer);
            }
        }

        return linked;
    }

    private static CertificateFacts FindLeaf(List<CertificateFacts> all, PrivateKeyPem? key, string source)
    {
        // The end of a chain has issued no certificate of the input except variants of itself.
        List<CertificateFacts> leaves = [.. all.Where(candidate =>
            !all.Any(other => other != candidate && !IsSameHolder(other, candidate) && CertificateLink.Exists(other, candidate)))];
        leaves = leaves.Exists(candidate => !candidate.IsAuthority) ? leaves.FindAll(candidate => !candidate.IsAuthority) : leaves;
        if (key is not null && leaves.FindAll(candidate => key.Matches(candidate) == KeyMatch.Matches) is { Count: > 0 } matching)
            leaves = matching;

        return leaves.Count > 0
            && leaves.TrueForAll(other => IsSameHolder(other, leaves[0]) && other.DnsNames.ToHashSet().SetEquals(leaves[0].DnsNames))
            ? leaves[0]
            : throw new PemException(
                PemProblem.TooMany,
                $"{source} holds {leaves.Count} certificates that do not belong to one chain: give one with its issuers.");
    }

    private static bool IsSameHolder(CertificateFacts certificate, CertificateFacts other) =>
        certificate.SubjectName == other.SubjectName && certificate.PublicKey.Matches(other.PublicKey) == KeyMatch.Matches;
}
