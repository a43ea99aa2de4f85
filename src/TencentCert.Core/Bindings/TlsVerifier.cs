using System.Net;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Bindings;

/// <summary>Verifies by a TLS handshake that a domain serves its bound certificate.</summary>
/// <param name="clock">Time.</param>
/// <param name="atOnce">Number of concurrent handshakes.</param>
public sealed class TlsVerifier(TimeProvider clock, int atOnce = TlsVerifier.DefaultHandshakesAtOnce) : IDisposable
{
    private const int DefaultHandshakesAtOnce = 8;
    private readonly ProofAttempts _attempts = new(clock, atOnce);

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
        return TestAsync(bound, connectTo, now, ProofAttempts.HandshakeLimit, cancellationToken);
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
        return _attempts.RunAsync(
            timeout, (limit, token) => TestAsync(bound, connectTo, now, limit, token),
            test => new ProofOutcome(test.Passed, test.ServedThumbprint is not null, test.ConnectedTo), cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _attempts.Dispose();

    private static async Task<GaapCertificateTest> TestAsync(
        BindingChange bound, DnsEndPoint? connectTo, DateTimeOffset? now, TimeSpan limit, CancellationToken cancellationToken)
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
            var seen = await TlsHandshake.RunAsync(endPoint, name, limit, cancellationToken).ConfigureAwait(false);
            var copy = bound.Certificate?.Copy;
            var isComparable = expected is not null || copy?.NotBefore is not null;
            var passed = expected is not null ? seen.Leaf.Thumbprint == expected : copy?.IsListedAs(seen.Leaf) == true;
            return seen.AddTo(test, domain, now ?? TimeProvider.System.GetUtcNow()) with
            {
                Passed = passed,
                Reason = passed ? null
                    : !isComparable
                    ? Wording.Of($"GAAP does not show the content of {certificateId}, so there is nothing to compare with.")
                    : Wording.Of($"another certificate is served: {seen.Leaf.MainName}, until {DateText.Day(seen.Leaf.NotAfter)}"),
            };
        }
        catch (TencentCertException failure) when (failure.Code is ErrorCodes.NotServed or ErrorCodes.NotReachable)
        {
            return test with { Reason = failure.Message, IsReachable = failure.Code != ErrorCodes.NotReachable };
        }
    }
}
