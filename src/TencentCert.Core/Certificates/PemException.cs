namespace TencentCert.Core.Certificates;

/// <summary>The problem of an input, for programs.</summary>
public enum PemProblem : long
{
    /// <summary>Empty or only white space.</summary>
    Empty,

    /// <summary>Contains no PEM block.</summary>
    NotPem,

    /// <summary>Well-formed, but not of the expected kind, such as a request instead of a certificate.</summary>
    WrongContent,

    /// <summary>Truncated, damaged, or inconsistent with its label.</summary>
    Malformed,

    /// <summary>Encrypted, and no password was given.</summary>
    Encrypted,

    /// <summary>Wrong password.</summary>
    WrongPassword,

    /// <summary>Contains several where one is expected.</summary>
    TooMany,

    /// <summary>Larger than any real certificate file.</summary>
    TooLarge,

    /// <summary>An unsupported algorithm or format.</summary>
    Unsupported,

    /// <summary>The private key is missing, or belongs to another certificate.</summary>
    KeyMismatch,

    /// <summary>Not a DNS domain.</summary>
    InvalidDomain,

    /// <summary>An archive entry outside the target folder, with the name of another one, or not a plain file.</summary>
    UnsafeEntry,
}

/// <summary>A certificate, key, request or archive cannot be used. The message recommends an action and never quotes the input.</summary>
/// <param name="problem">Kind of problem.</param>
/// <param name="message">The problem, in one sentence.</param>
/// <param name="innerException">The platform's exception.</param>
public sealed class PemException(PemProblem problem, Wording message, Exception? innerException = null)
    : Exception(message.ToString(), innerException)
{
    /// <summary>Kind of problem.</summary>
    public PemProblem Problem { get; } = problem;
}
