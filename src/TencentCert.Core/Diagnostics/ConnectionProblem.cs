namespace TencentCert.Core.Diagnostics;

/// <summary>The problem of a connection.</summary>
public enum ConnectionProblem : long
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No source has a key.</summary>
    NoKey,

    /// <summary>A source has something that is not a key.</summary>
    UnusableKey,

    /// <summary>The SecretId does not exist: mistyped, deleted, or of the other site.</summary>
    UnknownSecretId,

    /// <summary>The SecretKey does not belong to the SecretId.</summary>
    WrongSecretKey,

    /// <summary>A temporary key has ended.</summary>
    KeyExpired,

    /// <summary>This machine's clock differs from the service's.</summary>
    WrongClock,

    /// <summary>The account requires a second factor, which a program cannot provide.</summary>
    SecondFactor,

    /// <summary>STS refuses the role.</summary>
    RoleRefused,

    /// <summary>The key is right and may not make the call.</summary>
    NotPermitted,

    /// <summary>The endpoint is not a usable address.</summary>
    WrongEndpoint,

    /// <summary>No connection: no such name, refused, or TLS failed.</summary>
    Unreachable,

    /// <summary>The proxy refuses the connection: it requires a password, or its rules forbid the address.</summary>
    ProxyRefused,

    /// <summary>Connected, but no response was received.</summary>
    NoAnswer,

    /// <summary>Something other than the service answers.</summary>
    NotTheService,

    /// <summary>The account's rate limit is used up.</summary>
    Throttled,

    /// <summary>Any other error; see the service's message.</summary>
    Other,
}
