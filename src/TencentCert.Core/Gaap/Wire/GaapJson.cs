using System.Text.Json.Serialization;
using TencentCert.Core.Api;

namespace TencentCert.Core.Gaap.Wire;

/// <summary>Generated JSON code for the GAAP records: names as the API spells them, nulls left out, answers read leniently.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientStringConverter), typeof(LenientInt64Converter), typeof(LenientInt64ItemConverter), typeof(LenientBooleanConverter)])]
[JsonSerializable(typeof(ModifyCertificateRequest))]
[JsonSerializable(typeof(ModifyCertificateResponse))]
[JsonSerializable(typeof(DescribeTaskStatusRequest))]
[JsonSerializable(typeof(DescribeTaskStatusResponse))]
[JsonSerializable(typeof(DescribeRulesRequest))]
[JsonSerializable(typeof(DescribeRulesResponse))]
[JsonSerializable(typeof(DescribeHTTPSListenersRequest))]
[JsonSerializable(typeof(DescribeHTTPSListenersResponse))]
[JsonSerializable(typeof(DescribeProxiesRequest))]
[JsonSerializable(typeof(DescribeProxiesResponse))]
[JsonSerializable(typeof(DescribeProxyGroupListRequest))]
[JsonSerializable(typeof(DescribeProxyGroupListResponse))]
[JsonSerializable(typeof(CreateCertificateRequest))]
[JsonSerializable(typeof(CreateCertificateResponse))]
[JsonSerializable(typeof(DescribeCertificatesRequest))]
[JsonSerializable(typeof(DescribeCertificatesResponse))]
[JsonSerializable(typeof(DescribeCertificateDetailRequest))]
[JsonSerializable(typeof(DescribeCertificateDetailResponse))]
[JsonSerializable(typeof(ModifyCertificateAttributesRequest))]
[JsonSerializable(typeof(ModifyCertificateAttributesResponse))]
[JsonSerializable(typeof(DeleteCertificateRequest))]
[JsonSerializable(typeof(DeleteCertificateResponse))]
[JsonSerializable(typeof(ModifyHTTPSListenerAttributeRequest))]
[JsonSerializable(typeof(ModifyHTTPSListenerAttributeResponse))]
[JsonSerializable(typeof(SetAuthenticationRequest))]
[JsonSerializable(typeof(SetAuthenticationResponse))]
public sealed partial class GaapJson : JsonSerializerContext;
