namespace TencentCert.Core.Bindings;

/// <summary>A failure that every call of a pipeline would share: it cancels everything not sent yet and is reported once.</summary>
internal sealed class SharedFailure(CancellationToken stop) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private TencentCertException? _failure;
    private int _reported;

    /// <summary>Cancelled by the failure, or when everything is stopped.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>The error of a call that was not sent because of the failure; null when there is none.</summary>
    public TencentCertException? Unsent => _failure is { } failure && !stop.IsCancellationRequested ? failure.Unsent() : null;

    public void ThrowIfFailed()
    {
        if (Unsent is { } unsent)
            throw unsent;
    }

    /// <summary>Runs read-only calls, which may be cancelled half-way.</summary>
    public async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> read)
    {
        ThrowIfFailed();
        try
        {
            return await read(Token).ConfigureAwait(false);
        }
        catch (TencentCertException failure) when (failure.FailsEveryCall)
        {
            Stop(failure);
            throw;
        }
        catch (OperationCanceledException) when (Unsent is { } unsent)
        {
            throw unsent;
        }
    }

    public void Stop(TencentCertException failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure.UnsentFor ?? failure, null) is not null)
            return;

        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The pipeline ended before a call whose result is no longer needed.
        }
    }

    /// <summary>The error to report for an item's failure; null for a shared one that was reported already.</summary>
    public Exception? ReportOnce(Exception failure)
    {
        if (failure is not TencentCertException { FailsEveryCall: true } shared)
            return failure;

        // Items cancelled by the failure may end before the item that caused it.
        Stop(shared);
        return Interlocked.Exchange(ref _reported, 1) == 0 ? shared.UnsentFor ?? shared : null;
    }

    public void Dispose() => _end.Dispose();
}
