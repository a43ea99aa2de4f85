using System.Globalization;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>The resources of each type that a certificate can be deployed to.</summary>
internal static class SslTargetActions
{
    private const long DefaultLimit = 10;
    private const long MaxLimit = 200;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.DescribeHostClbInstanceList, (call, request) =>
        {
            var page = Page(call, "clb", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostClbInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = page.Select(ResourceViews.LoadBalancer),
                AsyncTotalNum = page.Total,
                AsyncOffset = page.Total,
                AsyncCacheTime = WireTime.Text(call.Now),
            };
        });
        handlers.Handle(SslActions.DescribeHostCdnInstanceList, (call, request) =>
        {
            var page = Page(call, "cdn", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostCdnInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = page.Select(ResourceViews.Cdn),
                AsyncTotalNum = page.Total,
                AsyncOffset = page.Total,
                AsyncCacheTime = WireTime.Text(call.Now),
            };
        });
        handlers.Handle(SslActions.DescribeHostWafInstanceList, (call, request) =>
        {
            var page = Page(call, "waf", request.CertificateId, request.OldCertificateId, request.Filters, 0, MaxLimit);
            return new DescribeHostWafInstanceListResponse { InstanceList = page.Select(ResourceViews.Waf) };
        });
        handlers.Handle(SslActions.DescribeHostDdosInstanceList, (call, request) =>
        {
            var page = Page(call, "ddos", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostDdosInstanceListResponse { TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Ddos) };
        });
        handlers.Handle(SslActions.DescribeHostLiveInstanceList, (call, request) =>
        {
            var page = Page(call, "live", request.CertificateId, request.OldCertificateId, request.Filters, 0, MaxLimit);
            return new DescribeHostLiveInstanceListResponse { InstanceList = page.Select(ResourceViews.Live) };
        });
        handlers.Handle(SslActions.DescribeHostVodInstanceList, (call, request) =>
        {
            var page = Page(call, "vod", request.CertificateId, request.OldCertificateId, request.Filters, 0, MaxLimit);
            return new DescribeHostVodInstanceListResponse { TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Vod) };
        });
        handlers.Handle(SslActions.DescribeHostTkeInstanceList, (call, request) =>
        {
            var page = Page(call, "tke", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostTkeInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = page.Select(ResourceViews.TkeCluster),
                AsyncTotalNum = page.Total,
                AsyncOffset = page.Total,
                AsyncCacheTime = WireTime.Text(call.Now),
            };
        });
        handlers.Handle(SslActions.DescribeHostApiGatewayInstanceList, (call, request) =>
        {
            var offset = ParseOffset(request.Offset);
            var page = Page(call, "apigateway", request.CertificateId, request.OldCertificateId, request.Filters, offset, request.Limit);
            return new DescribeHostApiGatewayInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = page.Select(ResourceViews.ApiGateway),
            };
        });
        handlers.Handle(SslActions.DescribeHostTeoInstanceList, (call, request) =>
        {
            var page = Page(call, "teo", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostTeoInstanceListResponse { TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Teo) };
        });
        handlers.Handle(SslActions.DescribeHostCosInstanceList, (call, request) =>
        {
            var page = Page(call, "cos", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostCosInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = page.Select(ResourceViews.Cos),
                AsyncTotalNum = page.Total,
                AsyncOffset = page.Total,
                AsyncCacheTime = WireTime.Text(call.Now),
            };
        });
        handlers.Handle(SslActions.DescribeHostLighthouseInstanceList, (call, request) =>
        {
            var page = Page(call, "lighthouse", request.CertificateId, null, request.Filters, 0, MaxLimit);
            return new DescribeHostLighthouseInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = page.Select((resource, _) => ResourceViews.Lighthouse(resource)),
            };
        });
    }

    private static InstancePage Page(
        ActionCall call, string type, string? certificateId, string? oldCertificateId, List<Filter>? filters, long? offset, long? limit)
    {
        var material = string.IsNullOrEmpty(certificateId) ? null : call.World.Ssl.Require(certificateId).Material;
        bool Matches(string domain) => material?.Covers(domain) != false;

        var wantsMatch = WantsMatch(filters);
        var all = InstancePage.InstancesOf(call.World.Cloud.Resources
            .Where(resource => resource.Type == type
                && (resource.Region is null || string.IsNullOrEmpty(call.Region) || resource.Region == call.Region))
            .Where(resource => string.IsNullOrEmpty(oldCertificateId) || resource.CertificateId == oldCertificateId)
            .Where(resource => (resource.Domain is null || Matches(resource.Domain)) == wantsMatch));
        return new InstancePage(
            all.Count, Paging.Page(all, offset, limit, DefaultLimit, MaxLimit), resource => resource.CertificateId, Matches);
    }

    // Published: FilterKey domainMatch, FilterValue 1 (the default) for resources whose domain the certificate covers, 0 for the others.
    private static bool WantsMatch(List<Filter>? filters)
    {
        var wantsMatch = true;
        foreach (var filter in filters ?? [])
        {
            wantsMatch = (filter.FilterKey?.ToUpperInvariant(), filter.FilterValue) switch
            {
                ("DOMAINMATCH", "1") => true,
                ("DOMAINMATCH", "0") => false,
                _ => throw new ApiErrorException("FailedOperation.InvalidParam", "Filters takes domainMatch with 0 or 1."),
            };
        }

        return wantsMatch;
    }

    private static long? ParseOffset(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ApiErrorException("FailedOperation.InvalidParam", "Offset must be a whole number.");
}
