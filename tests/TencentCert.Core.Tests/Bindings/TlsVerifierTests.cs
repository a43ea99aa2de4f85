using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Tests.Bindings;

/// <summary>TLS verification against servers with different behaviour.</summary>
public sealed class TlsVerifierTests : IDisposable
{
    private const string Name = "www.example.com";
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromMinutes(2);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _fetches;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DnsEndPoint EndPoint => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_server_that_requires_a_client_certificate_over_TLS_1_2_is_verified()
    {
        using var certificate = Certificate(null);
        var serving = ServeAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = true,
            EnabledSslProtocols = SslProtocols.Tls12,
            RemoteCertificateValidationCallback = (_, client, _, _) => client is not null,
        });

        var test = await TlsVerifier.TestAsync(Bound(certificate), EndPoint, cancellationToken: Stop);

        Assert.True(test.Passed, test.Reason);
        Assert.Equal(certificate.Thumbprint, test.ServedThumbprint);
        await Task.WhenAny(serving);
    }

    // An address in a certificate is not trusted: the issuer chose it.
    [Fact]
    public async Task The_issuer_address_in_a_certificate_is_not_requested()
    {
        using var issuer = new TcpListener(IPAddress.Loopback, 0);
        issuer.Start();
        _ = CountAsync(issuer);
        using var certificate = Certificate($"http://127.0.0.1:{((IPEndPoint)issuer.LocalEndpoint).Port}/ca.crt");
        // The server must not fetch it either: only the probe is under test.
        _ = ServeAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
        });

        var test = await TlsVerifier.TestAsync(Bound(certificate), EndPoint, cancellationToken: Stop);

        Assert.True(test.Passed, test.Reason);
        Assert.Equal(0, _fetches);
    }

    [Fact]
    public async Task The_expected_certificate_passes_and_its_client_problems_are_reported()
    {
        using var certificate = Certificate(null);
        _ = ServeAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
        });

        var test = await TlsVerifier.TestAsync(
            Bound(certificate) with { Domain = "shop.example.com" }, EndPoint, cancellationToken: Stop);

        Assert.True(test.Passed, test.Reason);
        Assert.Contains("The chain is not complete: add the certificate of 'CN=Issuer'.", test.ClientProblem);
        Assert.Contains("It does not cover shop.example.com.", test.ClientProblem);
        Assert.DoesNotContain(test.ClientProblem, problem => problem.Contains("common name", StringComparison.Ordinal)
            && !problem.Contains(Name, StringComparison.Ordinal));
        Assert.NotNull(test.Protocol);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(64)]
    public async Task An_interrupted_handshake_is_reported_without_a_protocol(int bytes)
    {
        using var certificate = Certificate(null);
        _listener.Start();
        _ = CutAsync();

        var test = await TlsVerifier.TestAsync(Bound(certificate), EndPoint, cancellationToken: Stop);

        Assert.Equal((false, true, null), (test.Passed, test.IsReachable, test.Protocol));
        Assert.Contains("did not complete a TLS handshake for " + Name, test.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", test.Reason, StringComparison.OrdinalIgnoreCase);

        // The header of a TLS record with a length greater than the data sent.
        async Task CutAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync(Stop);
            var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[1024], Stop);
            await stream.WriteAsync(((byte[])[22, 3, 3, 1, 0, .. new byte[60]]).AsMemory(0, Math.Min(bytes, 64)), Stop);
        }
    }

    [Fact]
    public async Task A_server_without_TLS_is_reachable_and_fails_the_handshake()
    {
        using var certificate = Certificate(null);
        _listener.Start();
        _ = AnswerAsync();

        var test = await TlsVerifier.TestAsync(Bound(certificate), EndPoint, cancellationToken: Stop);

        Assert.Equal((false, true), (test.Passed, test.IsReachable));
        Assert.Contains("did not complete a TLS handshake", test.Reason, StringComparison.Ordinal);

        async Task AnswerAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync(Stop);
            await client.GetStream().WriteAsync("SSH-2.0-none\r\n"u8.ToArray(), Stop);
        }
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:1")]
    [InlineData("::1", "[::1]:1")]
    [InlineData("no.such.host.invalid", "no.such.host.invalid:1")]
    public async Task An_unreachable_address_is_reported_in_the_form_it_was_given(string host, string shown)
    {
        using var certificate = Certificate(null);

        var test = await TlsVerifier.TestAsync(Bound(certificate), new DnsEndPoint(host, 1), cancellationToken: Stop);

        Assert.Equal((false, false, shown), (test.Passed, test.IsReachable, test.ConnectedTo));
        Assert.StartsWith(shown + " cannot be reached: ", test.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_server_ends_the_wait_before_the_time_limit()
    {
        using var certificate = Certificate(null);
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromHours(1) };
        var started = clock.GetUtcNow();

        using var verifier = new TlsVerifier(clock);
        var test = await Eventually.EndsAsync(
            verifier.WaitAsync(Bound(certificate), new DnsEndPoint("127.0.0.1", 1), TimeSpan.FromHours(1), cancellationToken: Stop));

        Assert.False(test.IsReachable);
        Assert.InRange(clock.GetUtcNow() - started, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_server_that_closes_every_handshake_ends_the_wait_before_the_time_limit()
    {
        using var certificate = Certificate(null);
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromHours(1) };
        var started = clock.GetUtcNow();
        _listener.Start();
        _ = CutAllAsync();

        using var verifier = new TlsVerifier(clock);
        var test = await Eventually.EndsAsync(
            verifier.WaitAsync(Bound(certificate), EndPoint, TimeSpan.FromHours(1), cancellationToken: Stop));

        Assert.Equal((false, true, null), (test.Passed, test.IsReachable, test.ServedThumbprint));
        Assert.InRange(clock.GetUtcNow() - started, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));

        async Task CutAllAsync()
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(Stop);
            }
        }
    }

    [Fact]
    public async Task A_server_with_another_certificate_is_retried_until_the_time_limit()
    {
        using var served = Certificate(null);
        using var expected = Certificate(null);
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromHours(1) };
        var started = clock.GetUtcNow();
        _listener.Start();
        _ = ServeAllAsync();

        using var verifier = new TlsVerifier(clock);
        var test = await Eventually.EndsAsync(
            verifier.WaitAsync(Bound(expected), EndPoint, TimeSpan.FromMinutes(1), cancellationToken: Stop));

        Assert.Equal((false, served.Thumbprint), (test.Passed, test.ServedThumbprint));
        Assert.InRange(clock.GetUtcNow() - started, TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(1));

        async Task ServeAllAsync()
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(Stop);
                using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = served }, Stop);
            }
        }
    }

    // One wait per address is enough for any number of domains.
    [Fact]
    public async Task Further_domains_of_an_unreachable_address_are_tested_without_waiting()
    {
        using var certificate = Certificate(null);
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromHours(1) };
        using var verifier = new TlsVerifier(clock);
        var closed = new DnsEndPoint("127.0.0.1", 1);
        await Eventually.EndsAsync(verifier.WaitAsync(Bound(certificate), closed, TimeSpan.FromHours(1), cancellationToken: Stop));
        var started = clock.GetUtcNow();

        var test = await Eventually.EndsAsync(
            verifier.WaitAsync(Bound(certificate), closed, TimeSpan.FromHours(1), cancellationToken: Stop));

        Assert.False(test.IsReachable);
        Assert.Equal(started, clock.GetUtcNow());
    }

    // The clock does not move, so each domain makes one handshake and pauses.
    [Fact]
    public async Task A_pause_between_handshakes_releases_the_slot_for_another_domain()
    {
        using var certificate = Certificate(null);
        using var verifier = new TlsVerifier(new ManualClock(), maxConcurrent: 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        _listener.Start();
        var tests = Task.WhenAll(Enumerable.Range(1, 4).Select(
            _ => verifier.WaitAsync(Bound(certificate), EndPoint, TimeSpan.FromHours(1), cancellationToken: stop.Token)));

        for (var taken = 0; taken < 4; taken++)
            (await Eventually.EndsAsync(_listener.AcceptTcpClientAsync(Stop).AsTask())).Dispose();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tests);
    }

    [Fact]
    public async Task A_server_that_accepts_no_connection_is_not_reachable()
    {
        // The backlog is full, so the address accepts no further connection.
        _listener.Start(0);
        var waiting = new List<TcpClient>();
        try
        {
            while (await IsTakenAsync())
            {
            }

            var failure = await Assert.ThrowsAsync<TencentCertException>(
                () => TlsHandshake.RunAsync(EndPoint, Name, TimeSpan.FromMilliseconds(300), Stop));

            Assert.Equal(ErrorCodes.NotReachable, failure.Code);
        }
        finally
        {
            waiting.ForEach(client => client.Dispose());
        }

        async Task<bool> IsTakenAsync()
        {
            var client = new TcpClient();
            waiting.Add(client);
            using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            try
            {
                await client.ConnectAsync(EndPoint.Host, EndPoint.Port, limit.Token);
                return waiting.Count < 10;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    private static BindingChange Bound(X509Certificate2 certificate) => new()
    {
        ListenerId = "listener-1",
        Domain = Name,
        To = "cert-1",
        Certificate = new BindingCertificate { Name = "cert-1", Leaf = CertificateChain.FromDer(certificate.RawData).Leaf },
    };

    private static X509Certificate2 Certificate(string? issuerAddress)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + Name, key, HashAlgorithmName.SHA256);
        if (issuerAddress is not null)
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerAddress]));

        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuer = new CertificateRequest("CN=Issuer", issuerKey, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(90));
        using var issued = request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey),
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(60), [1, 2, 3, 4]);
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private async Task ServeAsync(SslServerAuthenticationOptions options)
    {
        _listener.Start();
        using var client = await _listener.AcceptTcpClientAsync(Stop);
        using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(options, Stop).WaitAsync(HandshakeTimeout, Stop);
        _ = await stream.ReadAsync(new byte[1], Stop);
    }

    private async Task CountAsync(TcpListener issuer)
    {
        while (true)
        {
            using var client = await issuer.AcceptTcpClientAsync(Stop);
            Interlocked.Increment(ref _fetches);
        }
    }
}
