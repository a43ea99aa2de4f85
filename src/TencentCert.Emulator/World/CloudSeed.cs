using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.World;

/// <summary>Resources of every kind, bound to the certificate of www.example.com. Ids are fixed, so that examples can name them.</summary>
internal static class CloudSeed
{
    private const string Guangzhou = "ap-guangzhou";
    private const string Shanghai = "ap-shanghai";
    private const string Certificate = "a91hoLqi";

    public static void AddTo(List<CloudResource> resources) => resources.AddRange(
    [
        new() { Type = "clb", Region = Guangzhou, InstanceId = "lb-web00001", ListenerId = "lbl-web00001", Domain = "www.example.com",
            HasServerNameIndication = true, CertificateId = Certificate },
        new() { Type = "clb", Region = Guangzhou, InstanceId = "lb-web00001", ListenerId = "lbl-web00001", Domain = "api.example.com",
            HasServerNameIndication = true, CertificateId = Certificate },
        new() { Type = "clb", Region = Shanghai, InstanceId = "lb-tcp00002", ListenerId = "lbl-tcp00002", CertificateId = Certificate },
        new() { Type = "cdn", Domain = "www.example.com", CertificateId = Certificate },
        new() { Type = "waf", Region = Guangzhou, Domain = "api.example.com", CertificateId = Certificate },
        new() { Type = "ddos", InstanceId = "bgpip-00000001", Domain = "www.example.com", CertificateId = Certificate },
        new() { Type = "live", Domain = "partner.example.com", CertificateId = Certificate },
        new() { Type = "vod", Domain = "partner.example.com", CertificateId = Certificate },
        new() { Type = "tke", Region = Guangzhou, InstanceId = "cls-00000001", ListenerId = "default|web-tls", Domain = "www.example.com",
            CertificateId = Certificate },
        new() { Type = "apigateway", Region = Guangzhou, InstanceId = "service-00000001", Domain = "api.example.com",
            CertificateId = Certificate },
        new() { Type = "tcb", Region = Shanghai, InstanceId = "env-00000001", Domain = "www.example.com", CertificateId = Certificate },
        new() { Type = "teo", InstanceId = "zone-00000001", Domain = "example.com", CertificateId = Certificate },
        new() { Type = "tse", Region = Shanghai, InstanceId = "gateway-00000001", ListenerId = "fa61bc05-0001", Domain = "api.example.com",
            CertificateId = Certificate },
        new() { Type = "cos", Region = Shanghai, InstanceId = "files-1250000001", Domain = "www.example.com", CertificateId = Certificate },
        new() { Type = "tdmq", Region = Guangzhou, InstanceId = "rmq-00000001", CertificateId = Certificate },
        new() { Type = "mqtt", Region = Guangzhou, InstanceId = "mqtt-00000001", CertificateId = Certificate },
        new() { Type = "gaap", InstanceId = "ga-00000001", ListenerId = "lsr-00000001", CertificateId = Certificate },
        new() { Type = "scf", Region = Guangzhou, Domain = "api.example.com", CertificateId = Certificate },
        new() { Type = "lighthouse", Region = Guangzhou, InstanceId = "lhins-00000001", Domain = "www.example.com" },
        new() { Type = "cdn", Domain = "static.example.com", CertificateId = "c63mqNsk" },
        new() { Type = "cdn", Domain = "eu.shop.example.com", CertificateId = "b72kpMrj" },
    ]);
}
