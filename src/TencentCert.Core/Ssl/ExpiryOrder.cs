using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Whether a listing is in order of expiry; detects a service that ignores the requested order.</summary>
internal sealed class ExpiryOrder
{
    private bool _isAscending = true;
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;

    /// <summary>Adds the next page; true when its end, and thus everything after it, is beyond a time.</summary>
    public bool IsPast(DateTimeOffset bound, List<Wire.Ssl.CertificateListItem> page)
    {
        foreach (var certificate in page)
        {
            if (SslTime.Parse(certificate?.CertEndTime) is { } end)
            {
                _isAscending &= _last is null || end >= _last;
                _first ??= end;
                _last = end;
            }
        }

        // Equal dates do not prove an order.
        return _isAscending && _last > bound && _first < _last;
    }
}
