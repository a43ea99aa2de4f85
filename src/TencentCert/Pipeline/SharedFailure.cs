using TencentCert.Core.Errors;


namespace TencentCert.Pipeline;

/// <summary>
/// For a command that puts out an object for every item, come what may: a failure that every call would share is said
/// once, and nothing more is asked after it.
/// </summary>
/// <param name="stop">Ends everything at once.</param>
internal sealed class SharedFailure(CancellationToken stop) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private TencentCertException? _failure;

    /// <summary>Ends an item before its next step.</summary>
    /// <exception cref="TencentCertException">The failure was there before.</exception>
    public void ThrowIfAny()
    {
        if (_failure is { } earlier)
        {
            throw earlier.Unsent();
        }
    }

    /// <summary>Asks something that changes nothing.</summary>
    /// <param name="work">Looks, and sends no change: it may be dropped half-way.</param>
    /// <exception cref="TencentCertException">The failure was there before, or came meanwhile.</exception>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        ThrowIfAny();
        try
        {
            return await work(_end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_failure is not null && !stop.IsCancellationRequested)
        {
            throw _failure.Unsent();
        }
    }

    /// <inheritdoc cref="AskAsync{T}"/>
    public Task AskAsync(Func<CancellationToken, Task> work) => AskAsync(async token =>
    {
        await work(token).ConfigureAwait(false);
        return true;
    });

    /// <summary>The error to write for an item's failure; null for one that was said already.</summary>
    public Exception? News(Exception failure)
    {
        if (failure is not TencentCertException { FailsEveryCall: true } shared)
        {
            return failure;
        }

        // Those that were not sent for it may end before it.
        if (Interlocked.CompareExchange(ref _failure, shared.UnsentFor ?? shared, null) is not null)
        {
            return null;
        }

        _end.Cancel();
        return _failure;
    }

    /// <inheritdoc />
    public void Dispose() => _end.Dispose();
}
