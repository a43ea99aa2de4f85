namespace TencentCert.Core.Bindings;

/// <summary>Changes that are planned listener by listener while earlier ones are executed. Can be enumerated once.</summary>
/// <param name="source">Changes, one listener after the other.</param>
/// <param name="cancellationToken">Stops the reading.</param>
public sealed class BindingChangeSequence(
    IAsyncEnumerable<IReadOnlyList<BindingChange>> source, CancellationToken cancellationToken = default) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<IReadOnlyList<BindingChange>> _source = source.GetAsyncEnumerator(cancellationToken);
    private readonly List<BindingChange> _received = [];
    private Task<bool>? _first;

    /// <summary>The changes read so far; all of them after the execution.</summary>
    public IReadOnlyList<BindingChange> Received => _received;

    /// <summary>Waits for the first change; false when there is none.</summary>
    public Task<bool> AnyAsync() => _first ??= _source.MoveNextAsync().AsTask();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>The changes, listener by listener.</summary>
    public async IAsyncEnumerable<IReadOnlyList<BindingChange>> ReadAsync()
    {
        for (var hasNext = await AnyAsync().ConfigureAwait(false); hasNext; hasNext = await _source.MoveNextAsync().ConfigureAwait(false))
        {
            _received.AddRange(_source.Current);
            yield return _source.Current;
        }
    }
}
