using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings;

/// <summary>Makes a TLS handshake and tells which certificate was served for a name.</summary>
internal static class TlsHandshake
{
    /// <summary>Connects, names the server, and closes again; nothing is requested.</summary>
    /// <param name="endPoint">Address, or host name and port.</param>
    /// <param name="serverName">Name to ask for (SNI).</param>
    /// <param name="timeout">Time for connecting and the handshake.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.NotServed"/>: no connection, no handshake, or no certificate.</exception>
    public static async Task<TlsHandshakeResult> RunAsync(DnsEndPoint endPoint, string serverName, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        byte[]? leaf = null;
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(endPoint.Host, endPoint.Port, limit.Token).ConfigureAwait(false);
            using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false);
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = DomainName.Normalize(serverName),
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,

#pragma warning disable CA5359 // The question is which certificate is served, not whether this machine trusts its CA; the answer's thumbprint is compared.
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    leaf = certificate?.GetRawCertData();
                    return true;
                },
#pragma warning restore CA5359
            };
            await stream.AuthenticateAsClientAsync(options, limit.Token).ConfigureAwait(false);
            return leaf is null
                ? throw Failed(endPoint, serverName, "no certificate was shown", null)
                : new TlsHandshakeResult(serverName, endPoint, CertificateChain.FromDer(leaf).Leaf, stream.SslProtocol);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException timedOut)
        {
            throw Failed(endPoint, serverName, $"no answer within {timeout.TotalSeconds:0} s", timedOut);
        }
        catch (Exception problem) when (problem is SocketException or IOException or AuthenticationException)
        {
            throw Failed(endPoint, serverName, problem.Message, problem);
        }
    }

    private static TencentCertException Failed(DnsEndPoint endPoint, string serverName, Wording reason, Exception? inner) =>
        new(ErrorCodes.NotServed, $"{endPoint.Host}:{endPoint.Port} did not complete a TLS handshake for {serverName}: {reason}.", inner);
}

/// <summary>What a handshake showed.</summary>
/// <param name="ServerName">Name asked for.</param>
/// <param name="EndPoint">Where.</param>
/// <param name="Certificate">Leaf that was served.</param>
/// <param name="Protocol">TLS version.</param>
internal sealed record TlsHandshakeResult(string ServerName, DnsEndPoint EndPoint, CertificateFacts Certificate, SslProtocols Protocol);
