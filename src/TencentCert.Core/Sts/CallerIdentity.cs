namespace TencentCert.Core.Sts;

/// <summary>Whose key it is.</summary>
/// <param name="Account">Number (uin) of the account the calls act on.</param>
/// <param name="Arn">Who in that account: the account itself, a user or a role session.</param>
/// <param name="RequestId">RequestId of the response.</param>
public sealed record CallerIdentity(string? Account, string? Arn, string RequestId);
