using System.Net;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings;

/// <summary>Tests by a TLS handshake that a domain serves the certificate it is bound to.</summary>
/// <param name="clock">Time.</param>
/// <param name="atOnce">Handshakes at once.</param>
public sealed class TlsVerifier(TimeProvider clock, int atOnce = TlsVerifier.DefaultHandshakesAtOnce) : IDisposable
{
    private const int DefaultHandshakesAtOnce = 8;
    private const string WildcardLabel = "tencentcert-probe";
    private const int HttpsPort = 443;
    private readonly ProofAttempts _attempts = new(clock, atOnce);

    /// <summary>One handshake, compared with the bound certificate.</summary>
    /// <param name="bound">Domain with the certificate it should serve.</param>
    /// <param name="connectTo">Address; null takes the domain's own name and the listener's port.</param>
    /// <param name="now">The moment the served dates are held against; the machine's time when null.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>The comparison; a failed handshake is a result that did not pass.</returns>
    public static Task<GaapCertificateTest> TestAsync(
        BindingChange bound, DnsEndPoint? connectTo = null, DateTimeOffset? now = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bound);
        return TestAsync(bound, connectTo, now, ProofAttempts.HandshakeLimit, cancellationToken);
    }

    /// <summary>Handshakes until the bound certificate is served: edges follow a change a little later than the API.</summary>
    /// <param name="bound">Domain with the certificate it should serve.</param>
    /// <param name="connectTo">Address; null takes the domain's own name and the listener's port.</param>
    /// <param name="timeout">How long to go on. An address that shows no certificate at all is given up after 15 s.</param>
    /// <param name="now">The moment the served dates are held against; the machine's time when null.</param>
    /// <param name="cancellationToken">Stops the attempts.</param>
    /// <returns>The first test that passed, or the last that did not.</returns>
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
        var name = ServerName(domain);
        var endPoint = connectTo ?? new DnsEndPoint(name, (int)(bound.Port ?? HttpsPort));
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
            return test with
            {
                Passed = passed,
                ServedThumbprint = seen.Leaf.Thumbprint,
                ServedSubjectCN = seen.Leaf.MainName,
                ServedNotAfter = seen.Leaf.NotAfter,
                ServedNotBefore = seen.Leaf.NotBefore,
                ServedDnsNames = seen.Leaf.DnsNames.ToArray(),
                ServedChain = seen.Certificates.ToArray(),
                ClientProblem = ServedCheck.Problems(seen, domain, now ?? TimeProvider.System.GetUtcNow()),
                Protocol = seen.ProtocolName,
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

    // A wildcard cannot be asked for; a name under it can, if no other domain has it.
    private static string ServerName(string domain) =>
        DomainName.Normalize(domain.StartsWith("*.", StringComparison.Ordinal) ? WildcardLabel + domain[1..] : domain);
}
