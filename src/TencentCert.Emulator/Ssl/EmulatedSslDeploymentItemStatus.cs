namespace TencentCert.Emulator.Ssl;

/// <summary>The API's states of one resource of a deployment.</summary>
internal static class EmulatedSslDeploymentItemStatus
{
    public const long Pending = 0;
    public const long Succeeded = 1;
    public const long Failed = 2;
    public const long Running = 3;
    public const long RolledBack = 4;
    public const long RollbackFailed = 5;
}
