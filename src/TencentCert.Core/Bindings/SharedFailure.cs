using TencentCert.Core.Errors;

namespace TencentCert.Core.Bindings;

/// <summary>
/// A failure that every call of a pipeline would share, such as a key that is refused: it ends what is not sent yet, and is
/// reported once.
/// </summary>
/// <param name="stop">Ends everything at once.</param>
internal sealed class SharedFailure(CancellationToken stop) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private TencentCertException? _failure;
    private int _reported;

    /// <summary>Ends with the failure, or when everything is stopped.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>The error of a call that was not sent because of the failure; null when there is none.</summary>
    public TencentCertException? Unsent => _failure is { } failure && !stop.IsCancellationRequested ? failure.Unsent() : null;

    /// <summary>Ends an item before its next step.</summary>
    /// <exception cref="TencentCertException">The failure has happened before.</exception>
    public void ThrowIfFailed()
    {
        if (Unsent is { } unsent)
        {
            throw unsent;
        }
    }

    /// <summary>Runs calls that change nothing: they may be dropped half-way.</summary>
    /// <param name="read">Calls.</param>
    /// <exception cref="TencentCertException">The failure has happened before, or meanwhile.</exception>
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

    /// <summary>Notes the failure and ends what is not sent yet.</summary>
    public void Stop(TencentCertException failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure.UnsentFor ?? failure, null) is not null)
        {
            return;
        }

        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The pipeline ended before a call whose result is not needed any more.
        }
    }

    /// <summary>The error to report for an item's failure; null for a shared one that was reported already.</summary>
    public Exception? ReportOnce(Exception failure)
    {
        if (failure is not TencentCertException { FailsEveryCall: true } shared)
        {
            return failure;
        }

        // Items that were not sent because of it may end before the one it happened to.
        Stop(shared);
        return Interlocked.Exchange(ref _reported, 1) == 0 ? shared.UnsentFor ?? shared : null;
    }

    /// <inheritdoc />
    public void Dispose() => _end.Dispose();
}
