using TencentCert.Core.Client;
using TencentCert.Core.Wire.Gaap;


namespace TencentCert.Core.Wire;

/// <summary>Every action of GAAP this project calls by type; one line each.</summary>
public static class GaapActions
{
    // Another change of the same listener, proxy or group is under way; nothing was executed.
    private static readonly string[] Busy =
        ["FailedOperation.ListenerHasTask", "FailedOperation.ActionIsDoing", "FailedOperation.ResourceUpgrading"];

    /// <summary>The table, for look-ups by name.</summary>
    public static readonly ApiTable Table = new(ApiService.Gaap);

    // Proxies, listeners, domains
    public static readonly ApiAction<DescribeProxiesRequest, DescribeProxiesResponse> DescribeProxies =
        Table.Read<DescribeProxiesRequest, DescribeProxiesResponse>("DescribeProxies");
    public static readonly ApiAction<DescribeProxyGroupListRequest, DescribeProxyGroupListResponse> DescribeProxyGroupList =
        Table.Read<DescribeProxyGroupListRequest, DescribeProxyGroupListResponse>("DescribeProxyGroupList");
    public static readonly ApiAction<DescribeHTTPSListenersRequest, DescribeHTTPSListenersResponse> DescribeHTTPSListeners =
        Table.Read<DescribeHTTPSListenersRequest, DescribeHTTPSListenersResponse>("DescribeHTTPSListeners");
    public static readonly ApiAction<DescribeRulesRequest, DescribeRulesResponse> DescribeRules =
        Table.Read<DescribeRulesRequest, DescribeRulesResponse>("DescribeRules");
    public static readonly ApiAction<DescribeTaskStatusRequest, DescribeTaskStatusResponse> DescribeTaskStatus =
        Table.Read<DescribeTaskStatusRequest, DescribeTaskStatusResponse>("DescribeTaskStatus", chinaOnly: true);

    // Bindings
    public static readonly ApiAction<ModifyCertificateRequest, ModifyCertificateResponse> ModifyCertificate =
        Table.Idempotent<ModifyCertificateRequest, ModifyCertificateResponse>("ModifyCertificate", busy: Busy);
    public static readonly ApiAction<ModifyHTTPSListenerAttributeRequest, ModifyHTTPSListenerAttributeResponse> ModifyHTTPSListenerAttribute =
        Table.Idempotent<ModifyHTTPSListenerAttributeRequest, ModifyHTTPSListenerAttributeResponse>("ModifyHTTPSListenerAttribute", busy: Busy);
    public static readonly ApiAction<SetAuthenticationRequest, SetAuthenticationResponse> SetAuthentication =
        Table.Idempotent<SetAuthenticationRequest, SetAuthenticationResponse>("SetAuthentication", busy: Busy, chinaOnlyParameters: ["TLSSupportVersion", "TLSCiphers"]);

    // The certificate store. CreateCertificate makes a copy each time it runs.
    public static readonly ApiAction<CreateCertificateRequest, CreateCertificateResponse> CreateCertificate =
        Table.Once<CreateCertificateRequest, CreateCertificateResponse>("CreateCertificate");
    public static readonly ApiAction<DescribeCertificatesRequest, DescribeCertificatesResponse> DescribeCertificates =
        Table.Read<DescribeCertificatesRequest, DescribeCertificatesResponse>("DescribeCertificates");
    public static readonly ApiAction<DescribeCertificateDetailRequest, DescribeCertificateDetailResponse> DescribeCertificateDetail =
        Table.Read<DescribeCertificateDetailRequest, DescribeCertificateDetailResponse>("DescribeCertificateDetail");
    public static readonly ApiAction<ModifyCertificateAttributesRequest, ModifyCertificateAttributesResponse> ModifyCertificateAttributes =
        Table.Idempotent<ModifyCertificateAttributesRequest, ModifyCertificateAttributesResponse>("ModifyCertificateAttributes");
    public static readonly ApiAction<DeleteCertificateRequest, DeleteCertificateResponse> DeleteCertificate =
        Table.Idempotent<DeleteCertificateRequest, DeleteCertificateResponse>("DeleteCertificate");
}
