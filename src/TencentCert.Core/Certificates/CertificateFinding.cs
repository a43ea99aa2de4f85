namespace TencentCert.Core.Certificates;

/// <summary>Kinds of findings of a <see cref="CertificateCheck"/>.</summary>
public enum CertificateFindingKind : long
{
    /// <summary>The private key is missing. <c>-Force</c> does not override it.</summary>
    KeyMissing,

    /// <summary>The private key belongs to another certificate. <c>-Force</c> does not override it.</summary>
    KeyMismatch,

    /// <summary>Key and certificate are of one algorithm, but cannot be compared here.</summary>
    KeyNotCompared,

    /// <summary>A certificate between the first one and a root is missing.</summary>
    ChainIncomplete,

    /// <summary>A certificate of the chain is not valid yet.</summary>
    NotYetValid,

    /// <summary>A certificate of the chain has expired.</summary>
    Expired,

    /// <summary>The certificate expires earlier than required.</summary>
    ExpiresSoon,

    /// <summary>Not a certificate of this purpose: a CA in place of a server, or the reverse.</summary>
    WrongPurpose,

    /// <summary>A certificate of the chain was issued by one that is not a CA.</summary>
    IssuerNotAuthority,

    /// <summary>A required name is not covered.</summary>
    NameNotCovered,

    /// <summary>Only one of the two pairs of an SM2 certificate is present.</summary>
    HalfOfPair,

    /// <summary>A key or a signature of the chain is too weak for current clients.</summary>
    WeakAlgorithm,

    /// <summary>A key type that browsers do not support. Only a warning.</summary>
    UnusualKey,

    /// <summary>A name that some clients do not accept. Only a warning.</summary>
    UnusualName,

    /// <summary>A name is only in the common name, which current clients ignore. Only a warning.</summary>
    CommonNameOnly,

    /// <summary>A certificate of the input is not part of the chain and is omitted. Only a warning.</summary>
    NotInChain,
}

/// <summary>A finding of a <see cref="CertificateCheck"/>.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Message">A sentence for display.</param>
public sealed record CertificateFinding(CertificateFindingKind Kind, string Message)
{
    /// <summary>Only a warning.</summary>
    public bool IsWarning =>
        Kind is CertificateFindingKind.CommonNameOnly or CertificateFindingKind.UnusualName or CertificateFindingKind.UnusualKey
            or CertificateFindingKind.NotInChain;

    /// <summary>Cannot be overridden.</summary>
    public bool IsFatal => Kind is CertificateFindingKind.KeyMissing or CertificateFindingKind.KeyMismatch;

    /// <inheritdoc />
    public override string ToString() => Message;
}
