using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Gaap;
using TencentCert.Emulator.Ssl;
using TencentCert.Emulator.Sts;

namespace TencentCert.Emulator.World;

/// <summary>
/// The state behind both services. Everything here takes one lock and first brings the world up to the clock;
/// an object handed out shows later changes only after the next access to the world.
/// </summary>
public sealed class EmulatorWorld : IDisposable
{
    internal EmulatorWorld(EmulatorOptions options, EmulatorClock clock)
    {
        Options = options;
        Clock = clock;
        GaapTimeOffset = options.GaapTimeOffset;
        var now = clock.GetUtcNow();
        Authority = new CertificateAuthority(now);
        Ssl = new SslStore(options, clock, Authority);
        Gaap = new GaapStore(options.ChangeDelay);
        Cloud = new CloudResourceStore(options);
        Account = new SslAccount(now);
        Keys = new KeyRing(new AcceptedKey(options.SecretId!, options.SecretKey!, options.Token), clock);
        var seed = new WorldSeed(this, now);
        seed.AddSslCertificates();
        CloudSeed.AddTo(Cloud.Resources);
        if (options.Listeners is null && options.Domains is null)
            seed.AddGaapResources();
        else
            seed.AddGaapResources(options.Listeners ?? 1, options.Domains ?? options.Listeners ?? 1);
    }

    /// <summary>The emulated time.</summary>
    public EmulatorClock Clock { get; }

    /// <summary>The SSL certificates, oldest entry first.</summary>
    public IReadOnlyList<EmulatedSslCertificate> SslCertificates => Read(() => Ssl.All.ToList());

    /// <summary>GAAP's certificate store.</summary>
    public IReadOnlyList<EmulatedGaapCertificate> GaapCertificates => Read(() => Gaap.Certificates.ToList());

    /// <summary>The proxies, group members included.</summary>
    public IReadOnlyList<EmulatedGaapProxy> Proxies => Read(() => Gaap.Proxies.ToList());

    /// <summary>The HTTPS listeners.</summary>
    public IReadOnlyList<EmulatedGaapListener> Listeners => Read(() => Gaap.Listeners.ToList());

    /// <summary>The domains of all listeners.</summary>
    public IReadOnlyList<EmulatedGaapDomain> Domains => Read(() => Gaap.Listeners.SelectMany(listener => listener.Domains).ToList());

    /// <summary>How early GAAP's times of validity are.</summary>
    public TimeSpan GaapTimeOffset { get; set; }

    /// <summary>How early the SSL service stamps what is made; negative for a clock that is ahead.</summary>
    public TimeSpan InsertTimeOffset { get; set; }

    /// <summary>Free certificates the account may have.</summary>
    public int FreeCertificateLimit { get; set; } = 50;

    internal object Gate { get; } = new();

    /// <summary>The cloud resources that serve certificates of the SSL service.</summary>
    public IReadOnlyList<CloudResource> Resources => Read(() => Cloud.Resources.ToList());

    /// <summary>Ids of the tasks that put certificates onto resources, oldest first.</summary>
    public IReadOnlyList<long> DeployRecordIds => Read(() => Cloud.Deployments.Select(task => task.Id).ToList());

    internal KeyRing Keys { get; }

    internal SslAccount Account { get; }

    /// <summary>The SSL service's log of operations, oldest first.</summary>
    internal List<EmulatedSslLogEntry> SslLog { get; } = [];

    internal CloudResourceStore Cloud { get; }

    internal EmulatorOptions Options { get; }

    internal CertificateAuthority Authority { get; }

    internal SslStore Ssl { get; }

    internal GaapStore Gaap { get; }

    /// <summary>Current state of an SSL certificate.</summary>
    public EmulatedSslCertificate? FindSslCertificate(string id) => Read(() => Ssl.Find(id));

    /// <summary>An entry of GAAP's certificate store by its id.</summary>
    public EmulatedGaapCertificate? FindGaapCertificate(string id) => Read(() => Gaap.FindCertificate(id));

    /// <summary>Current state of a listener.</summary>
    public EmulatedGaapListener? FindListener(string id) => Read(() => Gaap.FindListener(id));

    /// <summary>Current state of a listener's domain.</summary>
    public EmulatedGaapDomain? FindDomain(string listenerId, string domain) => Read(() => Gaap.FindListener(listenerId)?.Find(domain));

    /// <summary>What the edge serves for a host name now; null for nothing.</summary>
    public EmulatedGaapCertificate? FindServed(string hostName) =>
        Read(() => Gaap.FindServed(hostName) is { } domain ? Gaap.FindCertificate(domain.ServedCertificateId) : null);

    /// <summary>Marks the validation records of an order as published.</summary>
    public void PublishValidation(string certificateId) => Change(now => SslStore.PassValidation(Ssl.Require(certificateId), now));

    /// <summary>Lets an order fail its validation.</summary>
    public void FailValidation(string certificateId, string message = "DCV failed") =>
        Change(_ => Ssl.EndOrder(Ssl.Require(certificateId), SslStatus.Failed, message));

    /// <summary>Changes an SSL certificate's status by hand.</summary>
    public void SetSslStatus(string certificateId, SslStatus status) => Change(_ => Ssl.Require(certificateId).Status = status);

    /// <summary>Adds an issued SSL certificate.</summary>
    /// <param name="names">Host names, the main one first.</param>
    /// <param name="product">Free, paid or uploaded; paid by default.</param>
    /// <param name="remaining">Time until it ends; 199 days by default.</param>
    /// <param name="orderRemaining">Time until its order ends; a year by default.</param>
    /// <param name="alias">Display name.</param>
    /// <param name="ecc">Whether its key is ECC P-256 rather than RSA-2048.</param>
    public EmulatedSslCertificate AddSslCertificate(
        IReadOnlyList<string> names, SslProduct? product = null, TimeSpan? remaining = null, TimeSpan? orderRemaining = null,
        string? alias = null, bool ecc = false) => Change(now =>
        {
            product ??= SslProduct.Paid;
            var notAfter = now + (remaining ?? CertificateLifetime.Maximum);
            var isPaid = product == SslProduct.Paid || product == SslProduct.PaidWildcard;
            var orderEnd = isPaid ? now + (orderRemaining ?? CertificateLifetime.PaidOrder) : notAfter;
            var key = ecc ? CertificateKey.Ecc("prime256v1") : CertificateKey.Rsa(2048);
            return new WorldSeed(this, now).AddIssued(Ssl.NewId(), names, product, notAfter, orderEnd, alias ?? names[0], key);
        });

    /// <summary>Adds a server certificate to the GAAP certificate store: a copy of an SSL certificate's content and key.</summary>
    public EmulatedGaapCertificate AddGaapCertificate(EmulatedSslCertificate certificate, string? alias = null) => Change(now =>
        new WorldSeed(this, now).AddServer(GaapStore.NewId("cert"), certificate.Material!, alias ?? certificate.Names[0]));

    /// <summary>Adds a client CA to the GAAP certificate store.</summary>
    public EmulatedGaapCertificate AddClientAuthority(string name) => Change(now =>
        new WorldSeed(this, now).AddClientAuthority(GaapStore.NewId("cert"), name));

    /// <summary>Adds a running proxy.</summary>
    public EmulatedGaapProxy AddProxy(string name, string version = "3.0") => Change(now =>
        new WorldSeed(this, now).AddProxy(GaapStore.NewId("link"), name, version, null));

    /// <summary>Adds an HTTPS listener to a proxy.</summary>
    public EmulatedGaapListener AddListener(
        EmulatedGaapProxy proxy, int port, string certificateId, params string[] clientCertificateIds) => Change(now =>
        new WorldSeed(this, now).AddListener(GaapStore.NewId("listener"), proxy, null, port, certificateId, clientCertificateIds));

    /// <summary>Adds a domain to a listener.</summary>
    public EmulatedGaapDomain AddDomain(EmulatedGaapListener listener, string name, string certificateId = EmulatedGaapDomain.Default) =>
        Change(_ => Gaap.AddDomain(listener, name, certificateId));

    /// <summary>Adds a cloud resource.</summary>
    public CloudResource AddResource(CloudResource resource) => Change(_ =>
    {
        Cloud.Resources.Add(resource);
        return resource;
    });

    /// <summary>Adds a paid order that waits for its information.</summary>
    public EmulatedSslCertificate AddOrder(string domain) => Change(now => new WorldSeed(this, now).AddOrder(Ssl.NewId(), domain, now));

    /// <inheritdoc />
    public void Dispose() => Authority.Dispose();

    /// <summary>Brings the state up to the clock and returns the time; requires the lock.</summary>
    internal DateTimeOffset AdvanceToNow()
    {
        var now = Clock.GetUtcNow();
        Ssl.AdvanceTo(now);
        Cloud.AdvanceTo(now, Ssl);
        Gaap.AdvanceTo(now);
        return now;
    }

    private T Read<T>(Func<T> read) => Change(_ => read());

    private T Change<T>(Func<DateTimeOffset, T> change)
    {
        lock (Gate)
        {
            return change(AdvanceToNow());
        }
    }

    private void Change(Action<DateTimeOffset> change)
    {
        lock (Gate)
        {
            change(AdvanceToNow());
        }
    }
}
