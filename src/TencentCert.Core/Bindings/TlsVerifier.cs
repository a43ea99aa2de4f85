using System.Net;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings;

/// <summary>Tests by a TLS handshake that a domain serves the certificate it is bound to.</summary>
/// <param name="clock">Time.</param>
public sealed class TlsVerifier(TimeProvider clock)
{
    private const string WildcardLabel = "tencentcert-probe";
    private const int HttpsPort = 443;
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>One handshake, compared with the bound certificate.</summary>
    /// <param name="bound">Domain with the certificate it should serve.</param>
    /// <param name="connectTo">Address; null takes the domain's own name and the listener's port.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>The comparison; a failed handshake is a result that did not pass.</returns>
    public static async Task<GaapCertificateTest> TestAsync(BindingChange bound, DnsEndPoint? connectTo = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bound);
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
            ConnectedTo = $"{endPoint.Host}:{endPoint.Port}",
        };
        try
        {
            var seen = await TlsHandshake.RunAsync(endPoint, name, HandshakeTimeout, cancellationToken).ConfigureAwait(false);
            var passed = expected is not null && seen.Certificate.Thumbprint == expected;
            return test with
            {
                Passed = passed,
                ServedThumbprint = seen.Certificate.Thumbprint,
                ServedSubjectCN = seen.Certificate.CommonName,
                ServedNotAfter = seen.Certificate.NotAfter,
                Protocol = seen.Protocol.ToString(),
                Reason = passed ? null
                    : expected is null ? Wording.Of($"GAAP does not show the content of {certificateId}, so there is nothing to compare with.")
                    : Wording.Of($"another certificate is served: {seen.Certificate.CommonName}, until {DateText.Day(seen.Certificate.NotAfter)}"),
            };
        }
        catch (TencentCertException failure) when (failure.Code == ErrorCodes.NotServed)
        {
            return test with { Reason = failure.Message };
        }
    }

    /// <summary>Handshakes until the bound certificate is served: edges follow a change a little later than the API.</summary>
    /// <param name="bound">Domain with the certificate it should serve.</param>
    /// <param name="connectTo">Address; null takes the domain's own name and the listener's port.</param>
    /// <param name="deadline">Last moment.</param>
    /// <param name="cancellationToken">Stops the attempts.</param>
    /// <returns>The first test that passed, or the last that did not.</returns>
    public async Task<GaapCertificateTest> WaitAsync(
        BindingChange bound, DnsEndPoint? connectTo, DateTimeOffset deadline, CancellationToken cancellationToken = default)
    {
        for (var pause = FirstPause; ; pause *= 2)
        {
            var test = await TestAsync(bound, connectTo, cancellationToken).ConfigureAwait(false);
            pause = pause > LongestPause ? LongestPause : pause;
            if (test.Passed || clock.GetUtcNow() + pause > deadline)
            {
                return test;
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // A wildcard cannot be asked for; a name under it can, if no other domain has it.
    private static string ServerName(string domain) =>
        DomainName.Normalize(domain.StartsWith("*.", StringComparison.Ordinal) ? WildcardLabel + domain[1..] : domain);
}
