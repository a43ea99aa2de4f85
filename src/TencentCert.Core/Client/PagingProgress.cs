using TencentCert.Core.Errors;

namespace TencentCert.Core.Client;

/// <summary>How far a list has been read, and how long the service said it is.</summary>
internal sealed class PagingProgress
{
    private long _largest;
    private long _latest;

    /// <summary>Items received so far: the offset of the next page.</summary>
    public long Offset { get; private set; }

    /// <summary>Takes a page in.</summary>
    /// <param name="count">Items on it.</param>
    /// <param name="total">Length of the list; null or 0 where the page does not say.</param>
    /// <returns>Whether nothing follows. Without any total only an empty page tells.</returns>
    public bool IsLast(int count, long? total)
    {
        Offset += count;
        if (total > 0)
        {
            _latest = total.Value;
            _largest = Math.Max(_largest, _latest);
        }

        return count == 0 || (_largest > 0 && Offset >= _largest);
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
