namespace TencentCert.Core.Client;

/// <summary>How far a list has been read, and its length according to the service.</summary>
/// <param name="mayRepeat">Whether the reader recognizes duplicates, so that positions may be read twice.</param>
internal sealed class PagingProgress(bool mayRepeat = false)
{
    private long _largestTotal;
    private long _latestTotal;
    private bool _wasSteppingBack;

    /// <summary>Items received so far, at their present positions: the offset of the next page.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether a page of known items is expected because items were removed; otherwise the service ignores the offset.</summary>
    public bool IsRepeating { get; private set; }

    /// <summary>Adds a page, and tells whether it is the last one. Without a total, only an empty page is.</summary>
    /// <param name="count">Items on the page.</param>
    /// <param name="total">Length of the list; null or 0 where the page does not contain it.</param>
    public bool IsLast(int count, long? total)
    {
        var removed = total > 0 ? _latestTotal - total.Value : 0;
        if (total > 0)
        {
            _latestTotal = total.Value;
            _largestTotal = Math.Max(_largestTotal, _latestTotal);
        }

        // Removed items shift others into pages already read, which are read again. A total that fell by more is not the list's total.
        var isSteppingBack = mayRepeat && removed > 0 && Offset > 0 && (removed <= count || count == 0);
        IsRepeating = isSteppingBack || _wasSteppingBack;
        _wasSteppingBack = isSteppingBack;
        Offset = isSteppingBack ? Math.Max(0, Offset - removed) : Offset + count;
        return !isSteppingBack && (count == 0 || (_largestTotal > 0 && Offset >= _largestTotal));
    }

    /// <summary>Throws if the list is incomplete. The latest total counts, because a list may shrink while it is read.</summary>
    public void ThrowIfShort()
    {
        if (Offset < _latestTotal)
        {
            throw new TencentCertException(
                ErrorCodes.IncompleteList,
                $"The service announced {_latestTotal} items and gave {Offset} of them. The list is incomplete.");
        }
    }
}
