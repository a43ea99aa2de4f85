namespace TencentCert.Pipeline;

/// <summary>PowerShell's category for an error code.</summary>
internal static class ErrorCategories
{
    // First match wins; a prefix covers "X" and "X.y".
    private static readonly (string Prefix, ErrorCategory Category)[] ByPrefix =
    [
        ("AuthFailure.UnauthorizedOperation", ErrorCategory.PermissionDenied),
        ("AuthFailure.NotEnterpriseAuthorization", ErrorCategory.PermissionDenied),
        ("AuthFailure", ErrorCategory.AuthenticationError),
        ("UnauthorizedOperation", ErrorCategory.PermissionDenied),
        ("IpInBlacklist", ErrorCategory.PermissionDenied),
        ("IpNotInWhitelist", ErrorCategory.PermissionDenied),
        ("ResourceNotFound", ErrorCategory.ObjectNotFound),
        ("NoSuchProduct", ErrorCategory.InvalidArgument),
        ("NoSuchVersion", ErrorCategory.InvalidArgument),
        ("InvalidAction", ErrorCategory.InvalidArgument),
        ("InvalidParameterValue", ErrorCategory.InvalidArgument),
        ("InvalidParameter", ErrorCategory.InvalidArgument),
        ("MissingParameter", ErrorCategory.InvalidArgument),
        ("UnknownParameter", ErrorCategory.InvalidArgument),
        ("RequestSizeLimitExceeded", ErrorCategory.InvalidArgument),
        ("ResponseSizeLimitExceeded", ErrorCategory.InvalidArgument),
        ("UnsupportedRegion", ErrorCategory.InvalidArgument),
        ("UnsupportedProtocol", ErrorCategory.InvalidArgument),
        ("UnsupportedOperation", ErrorCategory.NotImplemented),
        ("ActionOffline", ErrorCategory.NotImplemented),
        ("RequestLimitExceeded", ErrorCategory.LimitsExceeded),
        ("LimitExceeded.RateLimitExceeded", ErrorCategory.LimitsExceeded),
        ("LimitExceeded", ErrorCategory.QuotaExceeded),
        ("ResourceInsufficient", ErrorCategory.QuotaExceeded),
        ("ResourceInUse", ErrorCategory.ResourceBusy),
        ("ResourceUnavailable", ErrorCategory.ResourceUnavailable),
        ("ServiceUnavailable", ErrorCategory.ResourceUnavailable),
        ("InternalError", ErrorCategory.ResourceUnavailable),
        ("DryRunOperation", ErrorCategory.OperationStopped),
        (ErrorCodes.NoCredential, ErrorCategory.AuthenticationError),
        (ErrorCodes.InvalidCredential, ErrorCategory.AuthenticationError),
        (ErrorCodes.CredentialExpired, ErrorCategory.AuthenticationError),
        (ErrorCodes.InvalidEndpoint, ErrorCategory.InvalidArgument),
        (ErrorCodes.InvalidParameter, ErrorCategory.InvalidArgument),
        (ErrorCodes.NotOnInternationalSite, ErrorCategory.NotImplemented),
        (ErrorCodes.NotSent, ErrorCategory.ConnectionError),
        (ErrorCodes.AnswerLost, ErrorCategory.ConnectionError),
        (ErrorCodes.ProxyRefused, ErrorCategory.ConnectionError),
        (ErrorCodes.UnreadableAnswer, ErrorCategory.InvalidResult),
        (ErrorCodes.IncompleteList, ErrorCategory.InvalidResult),
        (ErrorCodes.HttpStatus, ErrorCategory.InvalidResult),
        (ErrorCodes.Timeout, ErrorCategory.OperationTimeout),
        (ErrorCodes.FailedState, ErrorCategory.InvalidResult),
        (ErrorCodes.OutcomeUnknown, ErrorCategory.InvalidResult),
        (ErrorCodes.StillBound, ErrorCategory.ResourceBusy),
        (ErrorCodes.Journal, ErrorCategory.InvalidOperation),
        (ErrorCodes.NotFound, ErrorCategory.ObjectNotFound),
        (ErrorCodes.NotServed, ErrorCategory.InvalidResult),
        (ErrorCodes.NotReachable, ErrorCategory.ConnectionError),
    ];

    // FailedOperation is generic; the word after it determines the category.
    private static readonly (string Word, ErrorCategory Category)[] ByWord =
    [
        ("NotFound", ErrorCategory.ObjectNotFound),
        ("TooQuickly", ErrorCategory.LimitsExceeded),
        ("ListenerHasTask", ErrorCategory.ResourceBusy),
        ("ActionIsDoing", ErrorCategory.ResourceBusy),
        ("Upgrading", ErrorCategory.ResourceBusy),
        ("Migration", ErrorCategory.ResourceBusy),
        ("IsUsing", ErrorCategory.ResourceBusy),
        ("BoundResources", ErrorCategory.ResourceBusy),
        ("Pending", ErrorCategory.ResourceBusy),
        ("Processing", ErrorCategory.ResourceBusy),
        ("NetworkError", ErrorCategory.ResourceUnavailable),
        ("CannotGetOrder", ErrorCategory.ResourceUnavailable),
        ("SystemError", ErrorCategory.ResourceUnavailable),
        ("DuplicatedRequest", ErrorCategory.ResourceExists),
        ("AlreadyExisted", ErrorCategory.ResourceExists),
        ("CertificateExists", ErrorCategory.ResourceExists),
        ("Auth", ErrorCategory.PermissionDenied),
        ("Permission", ErrorCategory.PermissionDenied),
        ("NotConfirm", ErrorCategory.PermissionDenied),
        ("ExceedsFreeLimit", ErrorCategory.QuotaExceeded),
        ("CountLimit", ErrorCategory.QuotaExceeded),
        ("NotSupport", ErrorCategory.NotImplemented),
        ("InvalidParam", ErrorCategory.InvalidArgument),
        ("Mismatch", ErrorCategory.InvalidData),
        ("MatchError", ErrorCategory.InvalidData),
        ("ParseError", ErrorCategory.InvalidData),
        ("ChainError", ErrorCategory.InvalidData),
        ("CertificateInvalid", ErrorCategory.InvalidData),
    ];

    public static ErrorCategory Of(string code)
    {
        foreach (var (prefix, category) in ByPrefix)
        {
            if (code.StartsWith(prefix, StringComparison.Ordinal) && (code.Length == prefix.Length || code[prefix.Length] == '.'))
                return category;
        }

        foreach (var (word, category) in ByWord)
        {
            if (code.Contains(word, StringComparison.Ordinal))
                return category;
        }

        return ErrorCategory.InvalidOperation;
    }
}
