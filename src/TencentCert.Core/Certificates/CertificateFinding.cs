namespace TencentCert.Core.Certificates;

/// <summary>What a <see cref="CertificateCheck"/> looks at.</summary>
public enum CertificateFindingKind : long
{
    /// <summary>There is no private key. <c>-Force</c> does not help.</summary>
    KeyMissing,

    /// <summary>The private key belongs to another certificate. <c>-Force</c> does not help.</summary>
    KeyMismatch,

    /// <summary>Key and certificate are of one algorithm, but cannot be compared here.</summary>
    KeyNotCompared,

    /// <summary>A certificate between the first one and a root is missing.</summary>
    ChainIncomplete,

    /// <summary>A certificate of the chain is not valid yet.</summary>
    NotYetValid,

    /// <summary>A certificate of the chain has expired.</summary>
    Expired,

    /// <summary>The certificate expires sooner than asked for.</summary>
    ExpiresSoon,

    /// <summary>Not a certificate of this purpose: a CA in place of a server, or the reverse.</summary>
    WrongPurpose,

    /// <summary>A certificate of the chain was issued by one that is not a CA.</summary>
    IssuerNotAuthority,

    /// <summary>A name that was asked for is not covered.</summary>
    NameNotCovered,

    /// <summary>An SM2 certificate has two pairs, and this is one of them.</summary>
    HalfOfPair,

    /// <summary>A key or a signature of the chain is too weak for clients of today.</summary>
    WeakAlgorithm,

    /// <summary>A kind of key that browsers do not support. Not a reason to refuse.</summary>
    UnusualKey,

    /// <summary>A name that some clients do not accept. Not a reason to refuse.</summary>
    UnusualName,

    /// <summary>A name is in the common name only, which clients of today ignore. Not a reason to refuse.</summary>
    CommonNameOnly,

    /// <summary>A certificate of the input that does not belong to the chain, and is left out. Not a reason to refuse.</summary>
    NotInChain,
}

/// <summary>One thing that a <see cref="CertificateCheck"/> found.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Message">A sentence for display.</param>
public sealed record CertificateFinding(CertificateFindingKind Kind, string Message)
{
    /// <summary>Worth a warning, not a reason to refuse.</summary>
    public bool IsWarning =>
        Kind is CertificateFindingKind.CommonNameOnly or CertificateFindingKind.UnusualName or CertificateFindingKind.UnusualKey
            or CertificateFindingKind.NotInChain;

    /// <summary>Cannot be overridden: nothing useful could be sent.</summary>
    public bool IsFatal => Kind is CertificateFindingKind.KeyMissing or CertificateFindingKind.KeyMismatch;

    /// <inheritdoc />
    public override string ToString() => Message;
}
