using TencentCert.Core.Errors;

namespace TencentCert.Core.Client;

/// <summary>How far a list has been read, and how long the service said it is.</summary>
/// <param name="mayRepeat">Whether the reader knows an item again, so that places may be read twice.</param>
internal sealed class PagingProgress(bool mayRepeat = false)
{
    private long _largest;
    private long _latest;
    private bool _wasSteppingBack;

    /// <summary>Items received so far, at the places they have now: the offset of the next page.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether a page of known items is no sign of a service that ignores the offset: items were removed meanwhile.</summary>
    public bool IsRepeating { get; private set; }

    /// <summary>Takes a page in.</summary>
    /// <param name="count">Items on it.</param>
    /// <param name="total">Length of the list; null or 0 where the page does not say.</param>
    /// <returns>Whether nothing follows. Without any total only an empty page tells.</returns>
    public bool IsLast(int count, long? total)
    {
        var removed = total > 0 ? _latest - total.Value : 0;
        if (total > 0)
        {
            _latest = total.Value;
            _largest = Math.Max(_largest, _latest);
        }

        // Items moved up into pages that were read before: these are read again. A total that fell by more is no total of the list.
        var isSteppingBack = mayRepeat && removed > 0 && Offset > 0 && (removed <= count || count == 0);
        IsRepeating = isSteppingBack || _wasSteppingBack;
        _wasSteppingBack = isSteppingBack;
        Offset = isSteppingBack ? Math.Max(0, Offset - removed) : Offset + count;
        return !isSteppingBack && (count == 0 || (_largest > 0 && Offset >= _largest));
    }

    /// <summary>
    /// Refuses to let an incomplete list pass for a complete one. The latest total counts: a list may shrink while it is read.
    /// </summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.IncompleteList"/>.</exception>
    public void ThrowIfShort()
    {
        if (Offset < _latest)
        {
            throw new TencentCertException(
                ErrorCodes.IncompleteList, $"The service announced {_latest} items and gave {Offset} of them. The list is incomplete.");
        }
    }
}
