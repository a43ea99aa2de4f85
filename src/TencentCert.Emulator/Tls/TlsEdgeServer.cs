using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Sockets;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator.Tls;

/// <summary>A TLS server that selects by SNI the certificate to which a domain is bound at that moment.</summary>
internal sealed class TlsEdgeServer : IAsyncDisposable
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    private readonly EmulatorWorld _world;
    private readonly ConnectionListener _listener;
    private readonly ConcurrentDictionary<string, Lazy<SslStreamCertificateContext>> _contexts = new(StringComparer.Ordinal);

    public TlsEdgeServer(EmulatorWorld world, int port)
    {
        _world = world;
        _listener = new ConnectionListener(port, (int)SocketOptionName.MaxConnections, ServeAsync);
    }

    public IPEndPoint EndPoint => _listener.EndPoint;

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync().ConfigureAwait(false);
        foreach (var context in _contexts.Values.Where(context => context.IsValueCreated))
            context.Value.TargetCertificate.Dispose();
    }

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(HandshakeTimeout);
        try
        {
            using var connection = socket;
            using var stream = new SslStream(new NetworkStream(connection, ownsSocket: true));
            await stream.AuthenticateAsServerAsync(
                (_, hello, _, _) => ValueTask.FromResult(SelectOptions(hello.ServerName)), state: null, timeout.Token)
                .ConfigureAwait(false);
            await RespondAsync(stream, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or OperationCanceledException
            or SocketException or ObjectDisposedException)
        {
            // The domain is unknown, or the client disconnected: the connection ends.
        }
    }

    /// <summary>Responds to HTTP clients; other clients need only the handshake.</summary>
    private static async Task RespondAsync(SslStream stream, CancellationToken cancellationToken)
    {
        if (await stream.ReadAsync(new byte[4096], cancellationToken).ConfigureAwait(false) > 0)
        {
            var body = stream.TargetHostName + "\n";
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"),
                cancellationToken).ConfigureAwait(false);
        }

        await stream.ShutdownAsync().ConfigureAwait(false);
    }

    private SslServerAuthenticationOptions SelectOptions(string hostName)
    {
        ServedCertificate? served;
        lock (_world.Gate)
        {
            _world.AdvanceToNow();
            served = ServedCertificate.Find(_world, hostName);
        }

        return served is { Material: var material }
            ? new SslServerAuthenticationOptions
            {
                ServerCertificateContext = _contexts.GetOrAdd(
                    served.CertificateId,
                    _ => new Lazy<SslStreamCertificateContext>(
                        () => CreateContext(material.ChainPem, material.ExportPrivateKeyPem()!))).Value,
                ClientCertificateRequired = served.RequestsClientCertificate,
                RemoteCertificateValidationCallback = AcceptAnyClientCertificate,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,

                // A resumed session would hide a certificate that has changed since.
                AllowTlsResume = false,
            }
            : throw new AuthenticationException($"Nothing is served for '{hostName}'.");
    }

    /// <summary>A client certificate is requested, but neither required nor verified.</summary>
    private static bool AcceptAnyClientCertificate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) || errors == SslPolicyErrors.None;

    private static SslStreamCertificateContext CreateContext(string chainPem, string privateKeyPem)
    {
        var leaf = X509Certificate2.CreateFromPem(chainPem, privateKeyPem);
        if (OperatingSystem.IsWindows())
        {
            // Schannel cannot use a key that lives in memory only, and intermediates would be put into the machine's own store for good.
            using var inMemory = leaf;
            return SslStreamCertificateContext.Create(
                new X509Certificate2(inMemory.Export(X509ContentType.Pkcs12)), additionalCertificates: null, offline: true);
        }

        var chain = CertificateMaterial.ReadChain(chainPem);
        chain.RemoveAt(0);
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }
}
