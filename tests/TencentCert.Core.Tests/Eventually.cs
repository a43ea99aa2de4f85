namespace TencentCert.Core.Tests;

/// <summary>Waits for a condition that another thread fulfils. The limit only ends a test that would hang.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task Async(Func<bool> condition, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Waited in vain for {what}.");
            await Task.Delay(2, CancellationToken.None);
        }
    }

    /// <summary>The result of the task, or a failed test when it never ends.</summary>
    public static Task<T> EndsAsync<T>(Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    /// <summary>The result of the task, or a failed test when it never ends.</summary>
    public static Task EndsAsync(Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);
}
