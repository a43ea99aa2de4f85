using System.Net;
using System.Text;
using TencentCert.Core.Client;
using TencentCert.Core.Json;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Tests.Fuzz;

/// <summary>Any response gives a result or an error, and never an exception of another type.</summary>
public sealed class ResponseFuzzTests
{
    private static readonly byte[][] Valid =
    [
        .. new[]
        {
            """{"Response":{"TotalCount":1,"Certificates":[{"CertificateId":"a91hoLqi","Domain":"www.example.com","Status":1,"SubjectAltName":["a.example","b.example"],"CertBeginTime":"2026-01-01 00:00:00","Deployable":true}],"RequestId":"r-1"}}""",
            """{"Response":{"CertificateId":"a91hoLqi","RequestId":"r-2"}}""",
            """{"Response":{"Error":{"Code":"FailedOperation.NetworkError","Message":"busy"},"RequestId":"r-3"}}""",
            """{"Response":{"CertificatePublicKey":"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----","SubmittedData":{"CsrType":"online","DomainList":["x"]},"CertificateExtra":{"ReplacedBy":"b"},"RequestId":"r-4"}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Responses that caused another exception in earlier versions.</summary>
    public static TheoryData<string> Found =>
    [
        """{"Response":{"\ud800":1,"CertificateId":"x","RequestId":"r"}}""",
        """{"Response":{"Error":{"\ud800":1,"Code":"X"},"RequestId":"r"}}""",
        """{"\ud800":{},"Response":{"CertificateId":"\ud800"}}""",
        """{"Response":{"TotalCount":1e999,"Certificates":[null,{}],"RequestId":"r"}}""",
        """{"Response":{"Certificates":{},"RequestId":[]}}""",
        """{"Response":{"":1,"":2,"RequestId":null}}""",
        "\u0000\u001b[2J",
    ];

    [Theory]
    [MemberData(nameof(Found))]
    public void Known_malformed_responses_give_a_result_or_an_error(string answer) => Read(Encoding.UTF8.GetBytes(answer));

    [Fact]
    public void Any_response_is_a_result_or_an_error() => FuzzRun.Try(FuzzRun.Mutations(Valid), Read);

    private static void Read(byte[] answer)
    {
        foreach (var status in new[] { HttpStatusCode.OK, HttpStatusCode.BadGateway })
        {
            Read(SslActions.DescribeCertificates, answer, status);
            Read(SslActions.DescribeCertificateDetail, answer, status);
            Read(SslActions.ReplaceCertificate, answer, status);
            Read(GaapActions.DescribeRules, answer, status);
        }
    }

    private static void Read<TRequest, TResponse>(ApiAction<TRequest, TResponse> action, byte[] answer, HttpStatusCode status)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse>
    {
        var value = ApiEnvelope.Read<TResponse>(action, status, answer, out var requestId, out var failure);
        Assert.True(value is null != failure is null);
        Assert.DoesNotContain($"{requestId}{failure?.Code}{failure?.RequestId}{failure?.Message}", char.IsControl);
    }
}
