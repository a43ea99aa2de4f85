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

    private const string WildcardLabel = "tencentcert-probe";

    /// <summary>
    /// The name to ask for. A wildcard cannot be requested by SNI; a name below it can, if no other domain or resource has it.
    /// </summary>
    public static string NameFor(string domain) => domain.StartsWith("*.", StringComparison.Ordinal) ? WildcardLabel + domain[1..] : domain;

    /// <summary>Connects, sends the server name, and closes the connection; makes no request.</summary>
    /// <param name="endPoint">Address, or host name and port.</param>
    /// <param name="serverName">Server name (SNI).</param>
    /// <param name="timeout">Time limit for connecting and the handshake, even if the platform does not observe cancellation.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
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
        Exception cause;
        try
        {
            // Disposing the connection ends whatever continues after the limit.
            var protocol = await AuthenticateAsync(client, serverName, served, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
            return Result(protocol) ?? throw NotServed(endPoint, serverName, $"no certificate was shown", null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException timedOut)
        {
            return Result(SslProtocols.None)
                ?? throw NotServed(endPoint, serverName, $"no response within {timeout.TotalSeconds:0} s", timedOut);
        }
        catch (Exception problem) when (problem is SocketException or IOException or AuthenticationException or ObjectDisposedException)
        {
            cause = problem;
        }

        // A server that requires a client certificate has sent its own by then.
        return Result(SslProtocols.None)
            ?? throw NotServed(endPoint, serverName, Wording.Verbatim(cause.GetBaseException().Message.TrimEnd('.')), cause);

        TlsHandshakeResult? Result(SslProtocols protocol) => served.All is { Length: > 0 } certificates
            ? new TlsHandshakeResult([.. certificates.Select(der => CertificateChain.FromDer(der).Leaf)], protocol, served.HasChain)
            : null;
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
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException timedOut)
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
        private bool _hasChain;

        /// <summary>Whether the whole chain is known, not only the leaf.</summary>
        public bool HasChain
        {
            get
            {
                lock (_lock)
                {
                    return _hasChain;
                }
            }
        }

        public byte[][] All
        {
            get
            {
                lock (_lock)
                {
                    return _all;
                }
            }
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

/// <summary>Result of a handshake.</summary>
/// <param name="Certificates">The served chain, leaf first.</param>
/// <param name="Protocol">TLS version; none when the handshake was not completed.</param>
/// <param name="IsChainKnown">Whether the certificates are the whole served chain; after an interrupted handshake only the leaf may be
/// known.</param>
internal sealed record TlsHandshakeResult(IReadOnlyList<CertificateFacts> Certificates, SslProtocols Protocol, bool IsChainKnown)
{
    /// <summary>TLS version for display; null when the handshake was not completed.</summary>
    public string? ProtocolName => Protocol == SslProtocols.None ? null : Protocol.ToString();

    public CertificateFacts Leaf => Certificates[0];

    /// <summary>Returns the test with the served certificates added.</summary>
    public T AddTo<T>(T test, string domain, DateTimeOffset now)
        where T : ServedCertificateTest => (T)((ServedCertificateTest)test with
        {
            ServedThumbprint = Leaf.Thumbprint,
            ServedSubjectCN = Leaf.MainName,
            ServedNotAfter = Leaf.NotAfter,
            ServedNotBefore = Leaf.NotBefore,
            ServedDnsNames = Leaf.DnsNames.ToArray(),
            ServedChain = Certificates.ToArray(),
            ClientProblem = ServedCheck.Problems(this, domain, now),
            Protocol = ProtocolName,
        });
}
