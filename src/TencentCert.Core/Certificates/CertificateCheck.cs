namespace TencentCert.Core.Certificates;

/// <summary>Intended use of a checked certificate.</summary>
public enum CertificatePurpose : long
{
    /// <summary>A TLS server's certificate, with its key.</summary>
    Server,

    /// <summary>A TLS client's certificate, with its key.</summary>
    Client,

    /// <summary>A trusted CA; without a key.</summary>
    Authority,
}

/// <summary>
/// The check of a certificate before its import into a store: key, chain, start and end dates of all certificates of the chain,
/// purpose, issuers and names. Makes no call.
/// </summary>
public sealed class CertificateCheck
{
    private readonly CertificateBundle _bundle;
    private readonly CertificatePurpose _purpose;
    private readonly DateTimeOffset _now;
    private readonly List<CertificateFinding> _findings = [];

    private CertificateCheck(CertificateBundle bundle, CertificatePurpose purpose, DateTimeOffset now) =>
        (_bundle, _purpose, _now) = (bundle, purpose, now);

    /// <summary>All findings, problems and warnings.</summary>
    public IReadOnlyList<CertificateFinding> Findings => _findings;

    /// <summary>Whether there are no errors; warnings do not count.</summary>
    public bool Passed => _findings.TrueForAll(finding => finding.IsWarning);

    /// <summary>Runs the check.</summary>
    /// <param name="bundle">Certificate and, if available, its key.</param>
    /// <param name="now">Reference time of the validity check.</param>
    /// <param name="purpose">Intended use.</param>
    /// <param name="domains">Names that it must cover.</param>
    /// <param name="minimumDays">Minimum days of validity.</param>
    /// <param name="isImport">Whether it precedes an import: then a missing key, or half of an SM2 certificate, is a problem.</param>
    public static CertificateCheck Of(
        CertificateBundle bundle, DateTimeOffset now, CertificatePurpose purpose = CertificatePurpose.Server,
        IReadOnlyList<string>? domains = null, int minimumDays = 0, bool isImport = false)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var check = new CertificateCheck(bundle, purpose, now);
        check.CheckKey(isImport && purpose != CertificatePurpose.Authority);
        check.CheckChain();
        check.CheckDates(minimumDays);
        check.CheckPurpose();
        check.CheckIssuers();
        check.CheckStrength();
        check.CheckNames(domains ?? []);
        return check;
    }

    /// <summary>Throws if the certificate has errors.</summary>
    /// <param name="source">Source: an id, a file name.</param>
    /// <param name="force">Overrides all errors except a missing key or a key of another certificate.</param>
    /// <returns>Warnings; with <paramref name="force"/>, also overridden errors.</returns>
    /// <exception cref="PemException">The key is missing, or belongs to another certificate.</exception>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>: another error.</exception>
    public IReadOnlyList<CertificateFinding> Require(string source, bool force = false)
    {
        if (_findings.Exists(finding => finding.IsFatal))
            _bundle.RequireKey();

        return Passed || force
            ? Findings
            : throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"{_bundle.Chain.Leaf.ToString()} ({source}) is refused: "
                + $"{string.Join(' ', _findings.Where(finding => !finding.IsWarning))} Nothing was sent. -Force overrides this.");
    }

    private IEnumerable<CertificateFacts> Issuers =>
        _bundle.Chain.Root is { } root ? _bundle.Chain.Intermediates.Append(root) : _bundle.Chain.Intermediates;

    private void CheckKey(bool isImport)
    {
        if (isImport && _bundle.Chain.Leaf.PublicKey.IsSm2)
        {
            Add(CertificateFindingKind.HalfOfPair,
                $"An SM2 certificate has two pairs, one to sign and one to encrypt, and the API takes one: upload it in the console.");
        }
        else if (_purpose != CertificatePurpose.Authority && _bundle.Chain.Leaf.PublicKey.IsSm2)
        {
            Add(CertificateFindingKind.UnusualKey,
                $"It is one of the two pairs of an SM2 certificate, which only clients with Chinese cryptography support. The imports "
                + $"refuse one pair.");
        }

        switch (_bundle.KeyMatch)
        {
            case null when isImport:
                Add(CertificateFindingKind.KeyMissing, $"The private key is missing.");
                break;
            case KeyMatch.Differs:
                Add(CertificateFindingKind.KeyMismatch, $"The private key belongs to another certificate.");
                break;
            case KeyMatch.CannotTell:
                Add(CertificateFindingKind.KeyNotCompared,
                    $"Whether the private key ({_bundle.Key!.Algorithm}) belongs to the certificate cannot be checked here: the key does "
                    + $"not contain its public key.");
                break;
        }
    }

    private void CheckChain()
    {
        // A directly trusted CA needs no issuer.
        if (!_bundle.Chain.IsComplete && _purpose != CertificatePurpose.Authority)
        {
            // With a CA outside the chain, either may be the cause.
            var missing = _bundle.Chain.MissingIssuer;
            if (_bundle.Chain.BeyondGap is { } other)
            {
                Add(
                    CertificateFindingKind.ChainIncomplete,
                    $"The chain is not complete: add the certificate of '{missing}'. If that is a root, leave out '{other.ToString()}', "
                    + $"which does not belong to the chain.");
            }
            else
            {
                Add(CertificateFindingKind.ChainIncomplete, $"The chain is not complete: add the certificate of '{missing}'.");
            }
        }

        foreach (var unused in _bundle.Chain.Unused)
            Add(CertificateFindingKind.NotInChain, $"'{unused.ToString()}' does not belong to the chain and is omitted.");
    }

    private void CheckDates(int minimumDays)
    {
        var leaf = _bundle.Chain.Leaf;
        if (leaf.NotBefore > _now)
            Add(CertificateFindingKind.NotYetValid, $"It is not valid before {DateText.Minute(leaf.NotBefore)}.");

        if (leaf.NotAfter <= _now)
            Add(CertificateFindingKind.Expired, $"It expired at {DateText.Minute(leaf.NotAfter)}.");
        else if (Math.Floor((leaf.NotAfter - _now).TotalDays) is var days && days < minimumDays)
            Add(CertificateFindingKind.ExpiresSoon, $"It expires in {days} days, at {DateText.Minute(leaf.NotAfter)}.");

        foreach (var issuer in Issuers)
        {
            if (issuer.NotBefore > _now)
            {
                Add(CertificateFindingKind.NotYetValid,
                    $"Its issuer '{issuer.ToString()}' is not valid before {DateText.Minute(issuer.NotBefore)}.");
            }

            if (issuer.NotAfter <= _now)
                Add(CertificateFindingKind.Expired, $"Its issuer '{issuer.ToString()}' expired at {DateText.Minute(issuer.NotAfter)}.");
        }
    }

    private void CheckPurpose()
    {
        var leaf = _bundle.Chain.Leaf;
        var isTrustedAuthority = leaf.MaySign && (leaf.IsAuthority || leaf.IsSelfSigned);
        if (_purpose == CertificatePurpose.Authority && !isTrustedAuthority)
            Add(CertificateFindingKind.WrongPurpose, $"It is not the certificate of a CA.");
        else if (_purpose != CertificatePurpose.Authority && leaf.IsAuthority)
            Add(CertificateFindingKind.WrongPurpose, $"It is the certificate of a CA, not of a server or client.");
        else if (_purpose == CertificatePurpose.Server && !leaf.AllowsServer)
            Add(CertificateFindingKind.WrongPurpose, $"Its extended key usage does not allow TLS servers.");
        else if (_purpose == CertificatePurpose.Client && !leaf.AllowsClient)
            Add(CertificateFindingKind.WrongPurpose, $"Its extended key usage does not allow TLS clients.");
    }

    private void CheckIssuers()
    {
        var caCount = 0;
        foreach (var issuer in Issuers)
        {
            if (!issuer.MaySign)
            {
                Add(CertificateFindingKind.IssuerNotAuthority, $"Its issuer '{issuer.ToString()}' is not a CA that may sign certificates.");
            }
            else if (issuer.MaxPathLength < caCount)
            {
                Add(CertificateFindingKind.IssuerNotAuthority,
                    $"Its issuer '{issuer.ToString()}' allows fewer CAs below it than there are.");
            }

            caCount += issuer.IsSelfIssued ? 0 : 1;
        }
    }

    // The signature of a root is irrelevant: a root is trusted directly.
    private void CheckStrength()
    {
        var leaf = _bundle.Chain.Leaf;
        if (leaf.PublicKey.IsWeak)
            Add(CertificateFindingKind.WeakAlgorithm, $"Its key ({leaf.KeyAlgorithm}) is too weak: clients refuse it.");
        else if (_purpose == CertificatePurpose.Server && !leaf.PublicKey.IsCommon)
            Add(CertificateFindingKind.UnusualKey, $"Browsers do not support its kind of key ({leaf.KeyAlgorithm}).");

        if (leaf.HasBrokenSignature && !leaf.IsSelfSigned)
            Add(CertificateFindingKind.WeakAlgorithm, $"It is signed with an algorithm that clients refuse (SHA-1 or older).");

        foreach (var issuer in Issuers)
        {
            if (issuer.PublicKey.IsWeak)
            {
                Add(CertificateFindingKind.WeakAlgorithm,
                    $"The key of its issuer '{issuer.ToString()}' ({issuer.KeyAlgorithm}) is too weak: clients refuse it.");
            }

            if (issuer.HasBrokenSignature && !issuer.IsSelfSigned)
            {
                Add(CertificateFindingKind.WeakAlgorithm,
                    $"Its issuer '{issuer.ToString()}' is signed with an algorithm that clients refuse (SHA-1 or older).");
            }
        }
    }

    private void CheckNames(IReadOnlyList<string> domains)
    {
        var leaf = _bundle.Chain.Leaf;
        foreach (var domain in DomainCoverage.FindUncovered(leaf.DnsNames, domains))
            Add(CertificateFindingKind.NameNotCovered, $"It does not cover {domain}.");

        if (_purpose == CertificatePurpose.Server && leaf.DnsNames.Count > leaf.AlternativeNames.Count)
            Add(CertificateFindingKind.CommonNameOnly, $"Its name {leaf.DnsNames[^1]} is only the common name, which browsers ignore.");

        foreach (var name in leaf.DnsNames.Where(name => name.Contains('_', StringComparison.Ordinal)))
            Add(CertificateFindingKind.UnusualName, $"Its name {name} has an underscore, which some clients do not accept.");
    }

    private void Add(CertificateFindingKind kind, Wording message) => _findings.Add(new CertificateFinding(kind, message.ToString()));
}
