using System.Net;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Tests.Client;

public sealed class RetryRulesTests
{
    // Code, HTTP status (0: 200), then the reason for Read, Idempotent and Once, then whether it may have been executed.
    [Theory]
    [InlineData("RequestLimitExceeded", 0, "Throttled", "Throttled", "Throttled", false)]
    [InlineData("RequestLimitExceeded.UinLimitExceeded", 0, "Throttled", "Throttled", "Throttled", false)]
    [InlineData("RequestLimitExceeded.IPLimitExceeded", 0, "Throttled", "Throttled", "Throttled", false)]
    [InlineData("RequestLimitExceeded.GlobalRegionUinLimitExceeded", 0, "Throttled", "Throttled", "Throttled", false)]
    [InlineData("RequestLimitExceededX", 0, "None", "None", "None", false)]
    [InlineData("requestlimitexceeded", 0, "None", "None", "None", false)]
    [InlineData("LimitExceeded.RateLimitExceeded", 0, "Throttled", "Throttled", "Throttled", false)]
    [InlineData("FailedOperation.ActionOperateTooQuickly", 0, "Throttled", "Throttled", "Throttled", false)]
    [InlineData("LimitExceeded", 0, "None", "None", "None", false)]
    [InlineData("LimitExceeded.CertificateCount", 0, "None", "None", "None", false)]
    [InlineData("Client.HttpStatus", 429, "Throttled", "Throttled", "Throttled", false)]
    [InlineData("FailedOperation.ListenerHasTask", 0, "Busy", "Busy", "Busy", false)]
    [InlineData("FailedOperation.ActionIsDoing", 0, "Busy", "Busy", "Busy", false)]
    [InlineData("FailedOperation.ResourceUpgrading", 0, "Busy", "Busy", "Busy", false)]
    [InlineData("FailedOperation.ListenerStatusError", 0, "None", "None", "None", false)]
    [InlineData("FailedOperation", 0, "None", "None", "None", false)]
    [InlineData("InternalError", 0, "Transient", "Transient", "None", true)]
    [InlineData("InternalError.BackendResponseEmpty", 0, "Transient", "Transient", "None", true)]
    [InlineData("InternalErrorish", 0, "None", "None", "None", false)]
    [InlineData("ServiceUnavailable", 0, "Transient", "Transient", "None", true)]
    [InlineData("FailedOperation.NetworkError", 0, "Transient", "Transient", "None", true)]
    [InlineData("FailedOperation.CannotGetOrder", 0, "Transient", "Transient", "None", true)]
    [InlineData("ResourceUnavailable", 0, "Transient", "Transient", "None", false)]
    [InlineData("ResourceUnavailable.AccountViolation", 0, "None", "None", "None", false)]
    [InlineData("ResourceInUse", 0, "None", "None", "None", false)]
    [InlineData("ResourceInsufficient", 0, "None", "None", "None", false)]
    [InlineData("ResourceNotFound", 0, "None", "None", "None", false)]
    [InlineData("UnauthorizedOperation", 0, "None", "None", "None", false)]
    [InlineData("AuthFailure.UnauthorizedOperation", 0, "None", "None", "None", false)]
    [InlineData("AuthFailure.SignatureExpire", 0, "WrongTime", "WrongTime", "WrongTime", false)]
    [InlineData("AuthFailure.TokenFailure", 0, "StaleCredential", "StaleCredential", "StaleCredential", false)]
    [InlineData("AuthFailure.SignatureFailure", 0, "None", "None", "None", false)]
    [InlineData("AuthFailure.SecretIdNotFound", 0, "None", "None", "None", false)]
    [InlineData("InvalidParameter", 0, "None", "None", "None", false)]
    [InlineData("UnknownParameter", 0, "None", "None", "None", false)]
    [InlineData("InvalidAction", 0, "None", "None", "None", false)]
    [InlineData("RequestSizeLimitExceeded", 0, "None", "None", "None", false)]
    [InlineData("FailedOperation.DuplicatedRequest", 0, "None", "None", "None", false)]
    [InlineData("Client.NotSent", 0, "Transient", "Transient", "Transient", false)]
    [InlineData("Client.AnswerLost", 0, "Transient", "Transient", "None", true)]
    [InlineData("Client.UnreadableAnswer", 0, "Transient", "Transient", "None", true)]
    [InlineData("Client.HttpStatus", 500, "Transient", "Transient", "None", true)]
    [InlineData("Client.HttpStatus", 502, "Transient", "Transient", "None", true)]
    [InlineData("Client.HttpStatus", 503, "Transient", "Transient", "None", true)]
    [InlineData("Client.HttpStatus", 302, "None", "None", "None", true)]
    [InlineData("Client.HttpStatus", 204, "None", "None", "None", true)]
    [InlineData("Client.HttpStatus", 408, "Transient", "Transient", "None", true)]
    [InlineData("Client.HttpStatus", 403, "None", "None", "None", false)]
    [InlineData("", 0, "None", "None", "None", false)]
    public void The_retry_reason_depends_on_the_error_code_and_the_effect_of_the_action(
        string code, int status, string read, string idempotent, string once, bool ambiguous)
    {
        HttpStatusCode? httpStatus = status == 0 ? null : (HttpStatusCode)status;
        var failure = new TencentCertException(code, $"text") { HttpStatus = httpStatus };
        var action = GaapActions.ModifyCertificate;
        Assert.Equal(read, RetryRules.Classify(action, ActionEffect.Read, failure).ToString());
        Assert.Equal(idempotent, RetryRules.Classify(action, ActionEffect.Idempotent, failure).ToString());
        Assert.Equal(once, RetryRules.Classify(action, ActionEffect.Once, failure).ToString());
        Assert.Equal(ambiguous, new TencentCertException(code, $"") { HttpStatus = httpStatus }.IsAmbiguous);
    }

    // Each action declares its own busy codes.
    [Fact]
    public void A_busy_code_of_another_action_is_final() =>
        Assert.Equal(
            RetryReason.None,
            RetryRules.Classify(
                GaapActions.CreateCertificate, ActionEffect.Once, new TencentCertException("FailedOperation.ListenerHasTask", $"text")));
}
