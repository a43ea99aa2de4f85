namespace TencentCert.Emulator.Sts;

/// <summary>A key that requests may be signed with. <see cref="Token"/> is the session token that they must carry; null for none.</summary>
internal sealed record AcceptedKey(string SecretId, string SecretKey, string? Token)
{
    /// <summary>When a temporary key expires; null for a permanent one.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Null for a permanent key.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Null for a permanent key.</summary>
    public string? Session { get; init; }
}
