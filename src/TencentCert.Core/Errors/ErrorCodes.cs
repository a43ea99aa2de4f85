namespace TencentCert.Core.Errors;

/// <summary>Codes of client-side errors; the service's codes are unchanged.</summary>
public static class ErrorCodes
{
    /// <summary>No key was found in any source.</summary>
    public const string NoCredential = "Client.NoCredential";

    /// <summary>A source holds something that is not a key.</summary>
    public const string InvalidCredential = "Client.InvalidCredential";

    /// <summary>A temporary key has expired and cannot be renewed here.</summary>
    public const string CredentialExpired = "Client.CredentialExpired";

    /// <summary>The endpoint cannot be used: not a URI, a path in it, or plain http to another machine.</summary>
    public const string InvalidEndpoint = "Client.InvalidEndpoint";

    /// <summary>A parameter was refused before anything was sent.</summary>
    public const string InvalidParameter = "Client.InvalidParameter";

    /// <summary>The international site has no such action or parameter.</summary>
    public const string NotOnInternationalSite = "Client.NotOnInternationalSite";

    /// <summary>No connection: name not found, refused, or TLS failed. Nothing was sent.</summary>
    public const string NotSent = "Client.NotSent";

    /// <summary>The proxy refused the connection, because of missing credentials (HTTP 407) or by its rules. Nothing was sent.</summary>
    public const string ProxyRefused = "Client.ProxyRefused";

    /// <summary>The connection broke or timed out after the request was sent: it may have been executed.</summary>
    public const string AnswerLost = "Client.AnswerLost";

    /// <summary>The response was not a JSON envelope: it came from a proxy or gateway.</summary>
    public const string UnreadableAnswer = "Client.UnreadableAnswer";

    /// <summary>The HTTP status was not 200.</summary>
    public const string HttpStatus = "Client.HttpStatus";

    /// <summary>A wait ended before its goal was reached.</summary>
    public const string Timeout = "Client.Timeout";

    /// <summary>An order or change ended in a state it will not leave automatically.</summary>
    public const string FailedState = "Client.FailedState";

    /// <summary>A call that must run once may or may not have run, and its effect could not be found.</summary>
    public const string OutcomeUnknown = "Client.OutcomeUnknown";

    /// <summary>A cloud resource uses the certificate, so it is not deleted.</summary>
    public const string StillBound = "Client.StillBound";

    /// <summary>A journal cannot be used: it is of another rotation, in use, undone, or no journal.</summary>
    public const string Journal = "Client.Journal";

    /// <summary>Something the call needs does not exist.</summary>
    public const string NotFound = "Client.NotFound";

    /// <summary>A list ended before as many items came as the service had announced.</summary>
    public const string IncompleteList = "Client.IncompleteList";

    /// <summary>A TLS handshake failed, or returned no or another certificate.</summary>
    public const string NotServed = "Client.NotServed";

    /// <summary>The address for a TLS handshake cannot be reached: its name does not resolve, or it accepts no connection.</summary>
    public const string NotReachable = "Client.NotReachable";
}
