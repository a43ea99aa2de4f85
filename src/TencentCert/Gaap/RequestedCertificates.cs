using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Gaap;

/// <summary>
/// The certificate that was asked for first at each binding of a run. A second one is refused: the two would be bound one
/// over the other, and take turns from run to run.
/// </summary>
internal sealed class RequestedCertificates
{
    private readonly Dictionary<(string ListenerId, string? Domain), string> _first = [];

    /// <summary>Notes a request.</summary>
    /// <param name="listenerId">Listener.</param>
    /// <param name="domain">Domain under it; null for the listener itself.</param>
    /// <param name="certificateId">Certificate asked for.</param>
    /// <returns>Why it is refused; null when it is the first or asks for the same.</returns>
    public TencentCertException? Refuse(string listenerId, string? domain, string certificateId)
    {
        // One name, however it is spelled.
        var name = domain is not null && DomainName.TryNormalize(domain, out var ascii, out _) ? ascii : domain;
        return _first.TryAdd((listenerId, name), certificateId) || _first[(listenerId, name)] == certificateId
            ? null
            : new TencentCertException(
                ErrorCodes.InvalidParameter,
                    $"{(domain is null ? listenerId : Wording.Of($"{domain} on {listenerId}"))} was to have {_first[(listenerId, name)]} "
                    + $"first, so {certificateId} was not sent: a run binds one certificate to each. Pipe in only the one to bind, such "
                    + $"as the newest.");
    }
}
