using TencentCert.Core.Certificates;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Tests.Certificates;

/// <summary>The kind of a text that was given as an id.</summary>
public sealed class GivenIdTests
{
    [Theory]
    [InlineData("www.example.com", GivenIdKind.Domain)]
    [InlineData("www.example.com|on", GivenIdKind.Resource)]
    [InlineData("lb-1|lbl-1", GivenIdKind.Resource)]
    [InlineData("cdn", GivenIdKind.ResourceType)]
    [InlineData("CLB", GivenIdKind.ResourceType)]
    [InlineData("a91hoLqi", GivenIdKind.SslCertificate)]
    [InlineData("12345678", GivenIdKind.SslCertificate)]
    [InlineData("cert-12345678", GivenIdKind.GaapCertificate)]
    [InlineData("./www.pem", GivenIdKind.Path)]
    [InlineData("front", GivenIdKind.Unknown)]
    public void Each_kind_is_recognized_by_its_form(string text, GivenIdKind expected) => Assert.Equal(expected, GivenId.KindOf(text));

    [Fact]
    public void The_resource_types_are_those_of_deployments() =>
        Assert.Equal(SslResourceType.All.Select(type => type.Name), GivenId.ResourceTypes);
}
