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
        return TestAsync(bound, connectTo, now, TlsHandshake.MaxTimeout, cancellationToken);
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

    private static Task<GaapCertificateTest> TestAsync(
        BindingChange bound, DnsEndPoint? connectTo, DateTimeOffset? now, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var domain = bound.Domain ?? throw new ArgumentException("A listener itself has no name to ask for.", nameof(bound));
        var name = DomainName.Normalize(TlsHandshake.NameFor(domain));
        var endPoint = connectTo ?? new DnsEndPoint(name, (int)(bound.Port ?? TlsHandshake.HttpsPort));
        var expected = bound.Certificate?.Leaf?.Thumbprint;
        var certificateId = bound.Certificate?.CertificateId ?? bound.To;
        var copy = bound.Certificate?.Copy;
        var test = new GaapCertificateTest
        {
            ListenerId = bound.ListenerId,
            Domain = domain,
            CertificateId = certificateId,
            ExpectedThumbprint = expected,
            ConnectedTo = TlsHandshake.AddressOf(endPoint),
        };
        return TlsHandshake.TestAsync(
            test, endPoint, name, domain, Mismatch, now ?? TimeProvider.System.GetUtcNow(), timeout, cancellationToken);

        string? Mismatch(CertificateFacts served) =>
            (expected is not null ? served.Thumbprint == expected : copy?.IsListedAs(served) == true) ? null
            : expected is null && copy?.NotBefore is null
            ? Wording.Of($"GAAP does not show the content of {certificateId}, so there is nothing to compare with.")
            : Wording.Of($"another certificate is served: {served.MainName}, until {DateText.Day(served.NotAfter)}");
    }
}
