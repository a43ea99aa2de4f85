using System.Net;
using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings;

/// <summary>Proves by a TLS handshake that a domain serves the certificate it is bound to.</summary>
/// <param name="client">Client.</param>
public sealed class BindingProof(ApiClient client)
{
    private const string WildcardLabel = "tencentcert-probe";
    private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(10);

    /// <summary>One handshake, compared with the bound certificate.</summary>
    /// <param name="domain">Domain as bound.</param>
    /// <param name="expected">Certificate in GAAP's store with its thumbprint.</param>
    /// <param name="connectTo">Address; null takes the domain's own name and the listener's port.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>The comparison; a failed handshake is a result that did not pass.</returns>
    public static async Task<GaapCertificateTest> TestAsync(
        GaapDomain domain, GaapCertificate expected, DnsEndPoint? connectTo = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(expected);
        var name = ServerName(domain.Domain);
        var endPoint = connectTo ?? new DnsEndPoint(name, (int)(domain.Port ?? 443));
        var test = new GaapCertificateTest
        {
            ListenerId = domain.ListenerId,
            Domain = domain.Domain,
            CertificateId = expected.CertificateId,
            ExpectedThumbprint = expected.Thumbprint,
            ConnectedTo = $"{endPoint.Host}:{endPoint.Port}",
        };
        try
        {
            var seen = await TlsProbe.RunAsync(endPoint, name, Handshake, cancellationToken).ConfigureAwait(false);
            var passed = expected.Thumbprint is { } wanted && seen.Certificate.Thumbprint == wanted;
            return test with
            {
                Passed = passed,
                ServedThumbprint = seen.Certificate.Thumbprint,
                ServedSubjectCN = seen.Certificate.CommonName,
                ServedNotAfter = seen.Certificate.NotAfter,
                Protocol = seen.Protocol.ToString(),
                Reason = passed ? null
                    : expected.Thumbprint is null ? Wording.Of($"GAAP does not show the content of {expected.CertificateId}, so there is nothing to compare with.")
                    : Wording.Of($"another certificate is served: {seen.Certificate.CommonName}, until {DateText.Day(seen.Certificate.NotAfter)}"),
            };
        }
        catch (TencentCertException failure) when (failure.Code == ErrorCodes.NotServed)
        {
            return test with { Reason = failure.Message };
        }
    }

    /// <summary>Handshakes until the bound certificate is served: edges follow a change a little later than the API.</summary>
    /// <param name="domain">Domain as bound.</param>
    /// <param name="expected">Certificate in GAAP's store with its thumbprint.</param>
    /// <param name="connectTo">Address; null takes the domain's own name and the listener's port.</param>
    /// <param name="deadline">Last moment.</param>
    /// <param name="cancellationToken">Stops the attempts.</param>
    /// <returns>The first test that passed, or the last that did not.</returns>
    public async Task<GaapCertificateTest> WaitAsync(
        GaapDomain domain, GaapCertificate expected, DnsEndPoint? connectTo, DateTimeOffset deadline, CancellationToken cancellationToken = default)
    {
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause *= 2)
        {
            var test = await TestAsync(domain, expected, connectTo, cancellationToken).ConfigureAwait(false);
            pause = pause > TimeSpan.FromSeconds(5) ? TimeSpan.FromSeconds(5) : pause;
            if (test.Passed || client.Clock.GetUtcNow() + pause > deadline)
            {
                return test;
            }

            await Task.Delay(pause, client.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // A wildcard cannot be asked for; a name under it can, if no other domain has it.
    private static string ServerName(string domain) =>
        DomainName.Normalize(domain.StartsWith("*.", StringComparison.Ordinal) ? WildcardLabel + domain[1..] : domain);
}
