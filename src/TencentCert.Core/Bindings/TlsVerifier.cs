using System.Net;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Bindings;

/// <summary>Verifies by a TLS handshake that a domain serves its bound certificate.</summary>
/// <param name="clock">Time.</param>
/// <param name="maxConcurrent">Number of concurrent handshakes.</param>
public sealed class TlsVerifier(TimeProvider clock, int maxConcurrent = HandshakeRetry.DefaultMaxConcurrent) : IDisposable
{
    private readonly HandshakeRetry _retry = new(clock, maxConcurrent);

    /// <summary>Makes one handshake and compares the served certificate with the bound one.</summary>
    /// <param name="bound">Domain with its expected certificate.</param>
    /// <param name="connectTo">Address; null uses the domain's own name and the listener's port.</param>
    /// <param name="now">Reference time of the validity check; null uses the local time.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>The comparison; a failed handshake is a failed test.</returns>
    public static Task<GaapCertificateTest> TestAsync(
        BindingChange bound, DnsEndPoint? connectTo = null, DateTimeOffset? now = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bound);
        return TestAsync(bound, connectTo, now, HandshakeRetry.HandshakeTimeout, cancellationToken);
    }

    /// <summary>Repeats handshakes until the bound certificate is served: edges apply a change a little later than the API.</summary>
    /// <param name="bound">Domain with its expected certificate.</param>
    /// <param name="connectTo">Address; null uses the domain's own name and the listener's port.</param>
    /// <param name="timeout">Maximum time. An address without any certificate is abandoned after 15 s.</param>
    /// <param name="now">Reference time of the validity check; null uses the local time.</param>
    /// <param name="cancellationToken">Stops the attempts.</param>
    /// <returns>The first test that passed, or the last failed one.</returns>
    public Task<GaapCertificateTest> WaitAsync(
        BindingChange bound, DnsEndPoint? connectTo, TimeSpan timeout, DateTimeOffset? now = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bound);
        return _retry.RunAsync(
            timeout, (attemptTimeout, token) => TestAsync(bound, connectTo, now, attemptTimeout, token), cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _retry.Dispose();

    private static async Task<GaapCertificateTest> TestAsync(
        BindingChange bound, DnsEndPoint? connectTo, DateTimeOffset? now, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var domain = bound.Domain ?? throw new ArgumentException("A listener itself has no name to ask for.", nameof(bound));
        var name = DomainName.Normalize(TlsHandshake.NameFor(domain));
        var endPoint = connectTo ?? new DnsEndPoint(name, (int)(bound.Port ?? TlsHandshake.HttpsPort));
        var expected = bound.Certificate?.Leaf?.Thumbprint;
        var certificateId = bound.Certificate?.CertificateId ?? bound.To;
        var test = new GaapCertificateTest
        {
            ListenerId = bound.ListenerId,
            Domain = domain,
            CertificateId = certificateId,
            ExpectedThumbprint = expected,
            ConnectedTo = TlsHandshake.AddressOf(endPoint),
        };
        try
        {
            var served = await TlsHandshake.RunAsync(endPoint, name, timeout, cancellationToken).ConfigureAwait(false);
            var copy = bound.Certificate?.Copy;
            var isComparable = expected is not null || copy?.NotBefore is not null;
            var passed = expected is not null ? served.Leaf.Thumbprint == expected : copy?.IsListedAs(served.Leaf) == true;
            return served.AddTo(test, domain, now ?? TimeProvider.System.GetUtcNow()) with
            {
                Passed = passed,
                Reason = passed ? null
                    : !isComparable
                    ? Wording.Of($"GAAP does not show the content of {certificateId}, so there is nothing to compare with.")
                    : Wording.Of($"another certificate is served: {served.Leaf.MainName}, until {DateText.Day(served.Leaf.NotAfter)}"),
            };
        }
        catch (TencentCertException failure) when (failure.Code is ErrorCodes.NotServed or ErrorCodes.NotReachable)
        {
            return test with { Reason = failure.Message, IsReachable = failure.Code != ErrorCodes.NotReachable };
        }
    }
}
