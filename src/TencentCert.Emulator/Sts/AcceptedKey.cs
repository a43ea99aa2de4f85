namespace TencentCert.Emulator.Sts;

/// <summary>A key that requests may be signed with.</summary>
/// <param name="SecretId">Its public part.</param>
/// <param name="SecretKey">Its secret.</param>
/// <param name="Token">Session token that requests must carry; null for none.</param>
internal sealed record AcceptedKey(string SecretId, string SecretKey, string? Token)
{
    /// <summary>When a temporary key expires.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The role of a temporary key.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The session of a temporary key.</summary>
    public string? Session { get; init; }
}
