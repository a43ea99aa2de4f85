using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Tests.Client;

/// <summary>A server without a trusted certificate receives no request: neither key id nor body is sent.</summary>
public sealed class ApiClientTlsTests
{
    [Theory]
    [InlineData(ActionEffect.Read)]
    [InlineData(ActionEffect.Once)]
    public async Task A_certificate_of_an_unknown_CA_is_refused_before_anything_is_sent(ActionEffect effect)
    {
        using var certificate = SelfSigned();
        await using var server = ScriptedServer.StartTls(certificate, Replies.Success);
        var failure = await new WiredClient(server).FailAsync(effect);
        Assert.Equal(ErrorCodes.NotSent, failure.Code);
        Assert.False(failure.MayHaveTakenEffect);
        Assert.Contains("certificate", failure.Message, StringComparison.Ordinal);
        Assert.True(server.Connections > 0);
        Assert.Empty(server.Requests);
    }

    // The certificate is valid for the address. Only its issuer is not trusted.
    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));

        // TLS on Windows does not accept a key that exists in memory only.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
