using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator.Edge;

/// <summary>A TLS server that serves, by SNI, the certificate each domain is bound to at that moment.</summary>
internal sealed class TlsEdge : IAsyncDisposable
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    private readonly EmulatorWorld _world;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Lazy<SslStreamCertificateContext>> _contexts = new(StringComparer.Ordinal);
    private readonly Task _accepting;

    public TlsEdge(EmulatorWorld world, int port)
    {
        _world = world;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
        foreach (var context in _contexts.Values.Where(context => context.IsValueCreated))
        {
            context.Value.TargetCertificate.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(client, _stop.Token), CancellationToken.None);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Stopped, or one connection died while it was accepted.
            }
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(HandshakeTimeout);
        try
        {
            using (client)
            {
                using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(
                    (_, hello, _, _) => ValueTask.FromResult(Choose(hello.ServerName)), state: null, patience.Token).ConfigureAwait(false);
                await AnswerAsync(stream, patience.Token).ConfigureAwait(false);
            }
        }
        catch (Exception ended) when (ended is IOException or AuthenticationException or OperationCanceledException or SocketException
            or ObjectDisposedException)
        {
            // No such domain, or the caller left: either way the connection just ends.
        }
    }

    /// <summary>Responds to HTTP clients; other clients need only the handshake.</summary>
    private static async Task AnswerAsync(SslStream stream, CancellationToken cancellationToken)
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

    private SslServerAuthenticationOptions Choose(string hostName)
    {
        ServedCertificate? served;
        lock (_world.Gate)
        {
            _world.Settle();
            served = ServedCertificate.Find(_world, hostName);
        }

        return served is { Material: var material }
            ? new SslServerAuthenticationOptions
            {
                ServerCertificateContext = _contexts.GetOrAdd(
                    served.CertificateId,
                    _ => new Lazy<SslStreamCertificateContext>(() => Context(material.ChainPem, material.ExportPrivateKeyPem()!))).Value,
                ClientCertificateRequired = served.AsksClient,
                RemoteCertificateValidationCallback = AcceptAnyClient,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,

                // A resumed session would hide a certificate that has changed since.
                AllowTlsResume = false,
            }
            : throw new AuthenticationException($"Nothing is served for '{hostName}'.");
    }

    /// <summary>Asks, but neither insists nor checks: this is about the server's certificate.</summary>
    private static bool AcceptAnyClient(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) || errors == SslPolicyErrors.None;

    private static SslStreamCertificateContext Context(string chainPem, string privateKeyPem)
    {
        var leaf = X509Certificate2.CreateFromPem(chainPem, privateKeyPem);
        if (OperatingSystem.IsWindows())
        {
            // Schannel cannot use a key that lives in memory only, and intermediates would be put into the machine's own store for good.
            using var inMemory = leaf;
            return SslStreamCertificateContext.Create(
                new X509Certificate2(inMemory.Export(X509ContentType.Pkcs12)), additionalCertificates: null, offline: true);
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(chainPem);
        chain.RemoveAt(0);
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }
}
