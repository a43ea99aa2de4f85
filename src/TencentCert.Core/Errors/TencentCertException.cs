using System.Net;

namespace TencentCert.Core.Errors;

/// <summary>The error of this library: the service's response, a transport failure, or bad input.</summary>
public sealed class TencentCertException : Exception
{
    private static readonly HashSet<string> ConnectionErrors =
    [
        ErrorCodes.NoCredential, ErrorCodes.InvalidCredential, ErrorCodes.CredentialExpired, ErrorCodes.InvalidEndpoint,
        ErrorCodes.ProxyRefused,
        "AuthFailure.InvalidAuthorization", "AuthFailure.InvalidSecretId", "AuthFailure.MFAFailure", "AuthFailure.SecretIdNotFound",
        "AuthFailure.SignatureExpire", "AuthFailure.SignatureFailure", "AuthFailure.TokenFailure",
    ];

    /// <summary>Creates an error that did not come from a call.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/> or of the service.</param>
    /// <param name="message">The failure and the recommended action.</param>
    /// <param name="inner">Cause, if any.</param>
    public TencentCertException(string code, Wording message, Exception? inner = null)
        : base(VisibleText.Line(message.ToString()), inner) => Code = VisibleText.Name(code);

    /// <summary>The error of a parameter, found before anything is sent.</summary>
    internal static TencentCertException Invalid(Wording message) => new(ErrorCodes.InvalidParameter, message);

    /// <summary>
    /// Error code; the service's own, or <c>Client.*</c>. The only thing to branch on: messages are translated and reworded.
    /// </summary>
    public string Code { get; }

    /// <summary>RequestId of the failing answer.</summary>
    public string? RequestId
    {
        get;
        init => field = value is null ? null : VisibleText.Name(value);
    }

    /// <summary>The action, such as <c>gaap:ModifyCertificate</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Attempts made, counting the last; 0 when nothing was tried.</summary>
    public int Attempt { get; init; }

    /// <summary>True when the call changes something and may have been executed in spite of this error.</summary>
    public bool MayHaveTakenEffect { get; init; }

    /// <summary>
    /// What to do, where it is not what the code alone suggests; empty when the message says it, null for the code's usual advice.
    /// </summary>
    public string? Advice { get; init; }

    /// <summary>The text that was given where an id of another kind is wanted; null for any other failure.</summary>
    public string? Mistaken { get; init; }

    /// <summary>HTTP status, when it was not 200.</summary>
    public HttpStatusCode? HttpStatus { get; init; }

    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the service says that the thing does not exist; the services have several words for it.</summary>
    public bool IsNotFound =>
        Code is ErrorCodes.NotFound or "FailedOperation.CertificateNotFound" or "FailedOperation.CertificateDeployNotExist"
            || Code.StartsWith("ResourceNotFound", StringComparison.Ordinal);

    /// <summary>Whether the key may not call the action, or not for this object.</summary>
    public bool IsDenied =>
        Code is "UnauthorizedOperation" or "AuthFailure.UnauthorizedOperation" or "FailedOperation.AuthError"
            or "FailedOperation.CAMAuthorizedFail"
        || Code.StartsWith("UnauthorizedOperation.", StringComparison.Ordinal);

    /// <summary>Whether every other call over the connection would fail in the same way: its key or its endpoint cannot be used.</summary>
    public bool FailsEveryCall => ConnectionErrors.Contains(Code);

    /// <summary>The error of a call that was not sent because it would have failed in the same way.</summary>
    public TencentCertException Unsent() =>
        new(Code, $"Not sent, because an earlier call failed: {Message}", this) { Action = Action, UnsentFor = UnsentFor ?? this };

    /// <summary>The same failure with a message for the caller.</summary>
    internal TencentCertException WithMessage(Wording message, string? advice = null) =>
        new(Code, message, this)
        {
            Action = Action, RequestId = RequestId, Attempt = Attempt, Advice = advice ?? Advice, UnsentFor = UnsentFor,
        };

    /// <summary>The failure of another call for which this one was not sent; null when it was, or failed by itself.</summary>
    public TencentCertException? UnsentFor { get; private init; }

    /// <summary>Whether the failure is transient, so that a wait continues.</summary>
    internal bool IsOutage => Code is ErrorCodes.NotSent or "ResourceUnavailable" || IsAmbiguous;

    /// <summary>Whether the service answered that the certificate authority behind it did not: it may have passed the order on.</summary>
    internal bool IsBusyAuthority => Code is "FailedOperation.NetworkError" or "FailedOperation.CannotGetOrder";

    /// <summary>Whether the service may have executed a call that failed like this.</summary>
    internal bool IsAmbiguous =>
        Code is ErrorCodes.AnswerLost or ErrorCodes.UnreadableAnswer or "ServiceUnavailable" or "InternalError"
        || IsBusyAuthority
        || (Code == ErrorCodes.HttpStatus && !IsRefusedByHttp)
        || Code.StartsWith("InternalError.", StringComparison.Ordinal);

    // Only 4xx means that the request was not executed; a gateway sends 408 when the service took too long.
    private bool IsRefusedByHttp => (int?)HttpStatus is >= 400 and < 500 and not (int)HttpStatusCode.RequestTimeout;
}
