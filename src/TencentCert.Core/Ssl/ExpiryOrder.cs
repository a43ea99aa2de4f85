using TencentCert.Core.Wire.Ssl;


namespace TencentCert.Core.Ssl;

/// <summary>Whether a listing is in order of expiry as it was asked for; a service that ignores the wish is found out.</summary>
internal sealed class ExpiryOrder
{
    private bool _isAscending = true;
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;

    /// <summary>Takes the next page in; true when its end, and so all that follows, lies beyond a moment.</summary>
    public bool IsPast(DateTimeOffset bound, List<Wire.Ssl.CertificateListItem> page)
    {
        foreach (var one in page)
        {
            if (SslTime.Parse(one?.CertEndTime) is { } end)
            {
                _isAscending &= _last is null || end >= _last;
                _first ??= end;
                _last = end;
            }
        }

        // Equal dates show no order.
        return _isAscending && _last > bound && _first < _last;
    }
}
