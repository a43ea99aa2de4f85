using TencentCert.Core.Client;
using TencentCert.Core.Ssl;
using TencentCert.Emulator;
using TencentCert.Emulator.Ssl;
using SslCertificate = TencentCert.Core.Ssl.SslCertificate;
using SslDeployment = TencentCert.Core.Ssl.SslDeployment;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>An emulator with a clock that only pauses of its client advance.</summary>
internal sealed class SslWorld : IAsyncDisposable
{
    private SslWorld(TencentCloudEmulator emulator)
    {
        Emulator = emulator;
        Client = new ApiClient(TencentCertConnection.Create(
            emulator.SecretId,
            emulator.SecretKey,
            new ConnectionOptions { Endpoint = emulator.Endpoint.OriginalString, RequestsPerSecond = 1_000_000,
                Clock = new EmulatedTime(emulator.World.Clock), AttemptTimeout = TimeSpan.FromHours(1) }));
    }

    public TencentCloudEmulator Emulator { get; }

    public ApiClient Client { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<SslWorld> StartAsync() =>
        new(await TencentCloudEmulator.StartAsync(new EmulatorOptions { Speed = 0, RequestsPerSecond = 0 }, Stop));

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();

    /// <summary>Adds an issued certificate and returns its id.</summary>
    public string Issue(params string[] names) => Emulator.World.AddSslCertificate(names, ecc: true).Id;

    /// <summary>A certificate as the service describes it.</summary>
    public Task<SslCertificate> DescribeAsync(string id) => new SslCertificateReader(Client).GetAsync(id, Stop);

    /// <summary>A paid order with submitted information.</summary>
    public async Task<SslCertificate> InformedOrderAsync(string domain)
    {
        var order = await DescribeAsync(Emulator.World.AddOrder(domain).Id);
        await new SslOrderSubmitter(Client).InformAsync(order, Information(order.CertificateId, domain), Stop);
        return order;
    }

    public static TencentCert.Core.Wire.Ssl.CertificateInfoSubmitRequest Information(string id, string domain) =>
        SslOrderSubmitter.Information(
        id,
        new Dictionary<string, object?>
        {
            ["GenCsrType"] = "online", ["CertCommonName"] = domain, ["CompanyType"] = 1, ["CompanyId"] = "0",
                ["ContactEmail"] = "me@example.com", ["CsrEncryptAlgo"] = "RSA", ["CsrKeyParameter"] = "2048",
        });

    public Task<SslDeployment> EndAsync(SslDeployment made) =>
        new SslDeployments(Client).WaitAsync(made.Kind, made.DeployRecordId!.Value, TimeSpan.FromMinutes(10), cancellationToken: Stop);

    /// <summary>A completed deployment to static.example.com of the seed data.</summary>
    public async Task<SslDeployment> PublishedAsync(bool fails)
    {
        var resource = Emulator.World.Resources.Single(one => one.Domain == "static.example.com");
        resource.Failures = fails ? 1 : 0;
        return await EndAsync((await PublishAsync(Issue("static.example.com"), "cdn", "static.example.com|on")).Single());
    }

    /// <summary>A completed update of static.example.com of the seed data.</summary>
    public async Task<SslDeployment> UpdatedAsync(bool fails)
    {
        var resource = Emulator.World.Resources.Single(one => one.Domain == "static.example.com");
        resource.Failures = fails ? 1 : 0;
        return await EndAsync(await UpdateAsync("c63mqNsk", Issue("static.example.com")));
    }

    /// <summary>Moves all resources of one certificate to another.</summary>
    public async Task<SslDeployment> UpdateAsync(string old, string certificate)
    {
        var updates = new SslUpdates(Client);
        var preflight = await updates.PreflightAsync(
            new SslUpdateRequest { CertificateId = certificate, OldCertificateId = old }, TimeSpan.FromMinutes(5), cancellationToken: Stop);
        return await updates.RunAsync(preflight, TimeSpan.FromMinutes(5), cancellationToken: Stop);
    }

    /// <summary>Deploys to named resources. A refused resource fails the test.</summary>
    public async Task<IReadOnlyList<SslDeployment>> PublishAsync(string certificate, string kind, params string[] instances)
    {
        var result = await TryPublishAsync(certificate, kind, instances);
        Assert.Empty(result.Refused);
        return result.Deployments;
    }

    public async Task<SslPublishResult> TryPublishAsync(string certificate, string kind, params string[] instances)
    {
        var publishing = new SslPublishing(Client);
        var request = new SslPublishRequest { CertificateId = certificate, ResourceType = SslResourceType.Of(kind), Instances = instances };
        return await publishing.PublishAsync(await publishing.PreflightAsync(request, Stop), Stop);
    }

    public CloudResource AddLighthouse(string domain) => Emulator.World.AddResource(
        new CloudResource { Type = "lighthouse", Region = "ap-guangzhou", InstanceId = "lhins-" + domain[..3], Domain = domain });
}
