namespace TencentCert.Core.Certificates;

/// <summary>What is wrong with an input, for a program to act on.</summary>
public enum PemProblem : long
{
    /// <summary>Nothing there, or only blanks.</summary>
    Empty,

    /// <summary>Holds no PEM block at all.</summary>
    NotPem,

    /// <summary>Well formed, but another thing than asked for, such as a request in place of a certificate.</summary>
    WrongContent,

    /// <summary>Cut off, damaged, or not what its label says.</summary>
    Malformed,

    /// <summary>Encrypted, and no password was given.</summary>
    Encrypted,

    /// <summary>The password does not open it.</summary>
    WrongPassword,

    /// <summary>Holds several where one is needed.</summary>
    TooMany,

    /// <summary>Larger than any real certificate file.</summary>
    TooLarge,

    /// <summary>An algorithm or form that cannot be handled here.</summary>
    Unsupported,

    /// <summary>There is no private key, or it belongs to another certificate.</summary>
    KeyMismatch,

    /// <summary>Not a DNS domain.</summary>
    InvalidDomain,

    /// <summary>An archive entry that would leave the target folder, hide another one, or is not a plain file.</summary>
    UnsafeEntry,
}
