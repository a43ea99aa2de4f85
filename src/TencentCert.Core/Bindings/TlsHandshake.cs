using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Bindings;

/// <summary>Makes a TLS handshake and returns the certificates served for a name.</summary>
internal static class TlsHandshake
{
    public const int HttpsPort = 443;

    public static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(10);

    private const string WildcardLabel = "tencentcert-probe";

    /// <summary>The name to ask for. SNI cannot request a wildcard, but a name below it, if nothing else has that name.</summary>
    public static string NameFor(string domain) => domain.StartsWith("*.", StringComparison.Ordinal) ? WildcardLabel + domain[1..] : domain;

    /// <summary>Connects, sends the server name (SNI), and closes the connection; makes no request.</summary>
    /// <exception cref="TencentCertException">
    /// <see cref="ErrorCodes.NotReachable"/>: no connection; <see cref="ErrorCodes.NotServed"/>: no handshake, or no certificate.
    /// </exception>
    public static async Task<TlsHandshakeResult> RunAsync(
        DnsEndPoint endPoint, string serverName, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var client = new TcpClient();
        await ConnectAsync(client, endPoint, timeout, limit.Token, cancellationToken).ConfigureAwait(false);
        var served = new ServedCertificates();
        try
        {
            // Disposing the connection ends whatever continues after the limit.
            var protocol = await AuthenticateAsync(client, serverName, served, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
            return Result(protocol) ?? throw NotServed(endPoint, serverName, $"no certificate was shown", null);
        }
        catch (OperationCanceledException timedOut) when (!cancellationToken.IsCancellationRequested)
        {
            return Result(SslProtocols.None)
                ?? throw NotServed(endPoint, serverName, $"no response within {timeout.TotalSeconds:0} s", timedOut);
        }
        catch (Exception problem) when (problem is SocketException or IOException or AuthenticationException or ObjectDisposedException)
        {
            // A server that requires a client certificate has sent its own by then.
            return Result(SslProtocols.None)
                ?? throw NotServed(endPoint, serverName, Wording.Verbatim(problem.GetBaseException().Message.TrimEnd('.')), problem);
        }

        TlsHandshakeResult? Result(SslProtocols protocol) => served.Read() is ({ Length: > 0 } certificates, var hasChain)
            ? new TlsHandshakeResult([.. certificates.Select(der => CertificateChain.FromDer(der).Leaf)], protocol, hasChain)
            : null;
    }

    /// <summary>Adds the outcome of a handshake to a test; a failed handshake is a test that did not pass.</summary>
    public static async Task<T> TestAsync<T>(
        T test, DnsEndPoint endPoint, string serverName, string domain, Func<CertificateFacts, string?> mismatch, DateTimeOffset now,
        TimeSpan timeout, CancellationToken cancellationToken)
        where T : ServedCertificateTest
    {
        ServedCertificateTest tested = test;
        try
        {
            var served = await RunAsync(endPoint, serverName, timeout, cancellationToken).ConfigureAwait(false);
            var reason = mismatch(served.Leaf);
            tested = tested with
            {
                ServedThumbprint = served.Leaf.Thumbprint,
                ServedSubjectCN = served.Leaf.MainName,
                ServedNotAfter = served.Leaf.NotAfter,
                ServedNotBefore = served.Leaf.NotBefore,
                ServedDnsNames = served.Leaf.DnsNames.ToArray(),
                ServedChain = served.Certificates.ToArray(),
                ClientProblem = ServedCheck.Problems(served, domain, now),
                Protocol = served.Protocol == SslProtocols.None ? null : served.Protocol.ToString(),
                Passed = reason is null,
                Reason = reason,
            };
        }
        catch (TencentCertException failure) when (failure.Code is ErrorCodes.NotServed or ErrorCodes.NotReachable)
        {
            tested = tested with { Reason = failure.Message, IsReachable = failure.Code != ErrorCodes.NotReachable };
        }

        return (T)tested;
    }

    /// <summary>An address in the form that users type.</summary>
    public static string AddressOf(DnsEndPoint endPoint) =>
        endPoint.Host.Contains(':', StringComparison.Ordinal) ? $"[{endPoint.Host}]:{endPoint.Port}" : $"{endPoint.Host}:{endPoint.Port}";

    private static async Task ConnectAsync(
        TcpClient client, DnsEndPoint endPoint, TimeSpan timeout, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(endPoint.Host, endPoint.Port, limit).AsTask().WaitAsync(limit).ConfigureAwait(false);
        }
        catch (OperationCanceledException timedOut) when (!cancellationToken.IsCancellationRequested)
        {
            throw NotReachable(endPoint, $"no response within {timeout.TotalSeconds:0} s", timedOut);
        }
        catch (Exception problem) when (problem is SocketException or IOException)
        {
            throw NotReachable(endPoint, Wording.Verbatim(problem.GetBaseException().Message.TrimEnd('.')), problem);
        }
    }

    private static async Task<SslProtocols> AuthenticateAsync(
        TcpClient client, string serverName, ServedCertificates served, CancellationToken cancellationToken)
    {
        using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = DomainName.Normalize(serverName),
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,

            // The platform builds a chain in any case; it must not download from addresses in a certificate.
            CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
                VerificationFlags = X509VerificationFlags.AllFlags,
            },

            // Called with the server's certificate where a client certificate is required, before a TLS 1.2 handshake fails without one.
            LocalCertificateSelectionCallback = (_, _, _, certificate, _) =>
            {
                served.Add(certificate, null);
                return null!;
            },
#pragma warning disable CA5359 // The served certificate's thumbprint is compared; whether this machine trusts its CA is irrelevant.
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
            {
                served.Add(certificate, chain);
                return true;
            },
#pragma warning restore CA5359
        };
        await stream.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
        return stream.SslProtocol;
    }

    private static TencentCertException NotServed(DnsEndPoint endPoint, string serverName, Wording reason, Exception? inner) =>
        new(ErrorCodes.NotServed, $"{AddressOf(endPoint)} did not complete a TLS handshake for {serverName}: {reason}.", inner);

    private static TencentCertException NotReachable(DnsEndPoint endPoint, Wording reason, Exception inner) =>
        new(ErrorCodes.NotReachable, $"{AddressOf(endPoint)} cannot be reached: {reason}.", inner);

    // Certificates seen by the platform's callbacks, in DER: the leaf, then the rest of the chain.
    private sealed class ServedCertificates
    {
        private readonly object _lock = new();
        private byte[][] _all = [];

        // Whether the whole chain is known, not only the leaf.
        private bool _hasChain;

        public (byte[][] All, bool HasChain) Read()
        {
            lock (_lock)
                return (_all, _hasChain);
        }

        public void Add(X509Certificate? leaf, X509Chain? chain)
        {
            if (leaf is null)
                return;

            List<byte[]> all = [leaf.GetRawCertData(), .. (chain?.ChainPolicy.ExtraStore ?? []).Select(certificate => certificate.RawData)];
            lock (_lock)
            {
                _hasChain |= chain is not null;
                if (all.Count > _all.Length)
                    _all = all.DistinctBy(Convert.ToHexString).ToArray();
            }
        }
    }
}

/// <summary>Served chain, leaf first, and TLS version. After an interrupted handshake: no version, and perhaps the leaf alone.</summary>
internal sealed record TlsHandshakeResult(IReadOnlyList<CertificateFacts> Certificates, SslProtocols Protocol, bool IsChainKnown)
{
    public CertificateFacts Leaf => Certificates[0];
}
