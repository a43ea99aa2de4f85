namespace TencentCert.Module.Tests;

/// <summary>What <c>Run.ps1</c> says by its exit code; anything else is a failure.</summary>
internal static class RunExitCode
{
    public const int Passed = 0;
    public const int AllSkipped = 3;
}
