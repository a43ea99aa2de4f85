using System.Globalization;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Errors;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>The resources of each kind that a certificate can be deployed to.</summary>
internal static class SslTargetActions
{
    private const long DefaultLimit = 10;
    private const long MaximumLimit = 200;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.DescribeHostClbInstanceList, (call, request) =>
        {
            var page = Page(call, "clb", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostClbInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = [.. page.Instances.Select(one => ResourceViews.Balancer(one, part => part.CertificateId, page.Matches))],
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
                InstanceList = [.. page.Instances.Select(one => ResourceViews.Cdn(one[0], one[0].CertificateId))],
                AsyncTotalNum = page.Total,
                AsyncOffset = page.Total,
                AsyncCacheTime = WireTime.Text(call.Now),
            };
        });
        handlers.Handle(SslActions.DescribeHostWafInstanceList, (call, request) =>
        {
            var page = Page(call, "waf", request.CertificateId, request.OldCertificateId, request.Filters, 0, MaximumLimit);
            return new DescribeHostWafInstanceListResponse
            {
                InstanceList = [.. page.Instances.Select(one => ResourceViews.Waf(one[0], one[0].CertificateId))],
            };
        });
        handlers.Handle(SslActions.DescribeHostDdosInstanceList, (call, request) =>
        {
            var page = Page(call, "ddos", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostDdosInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = [.. page.Instances.Select(one => ResourceViews.Ddos(one[0], one[0].CertificateId))],
            };
        });
        handlers.Handle(SslActions.DescribeHostLiveInstanceList, (call, request) =>
        {
            var page = Page(call, "live", request.CertificateId, request.OldCertificateId, request.Filters, 0, MaximumLimit);
            return new DescribeHostLiveInstanceListResponse
            {
                InstanceList = [.. page.Instances.Select(one => ResourceViews.Live(one[0], one[0].CertificateId))],
            };
        });
        handlers.Handle(SslActions.DescribeHostVodInstanceList, (call, request) =>
        {
            var page = Page(call, "vod", request.CertificateId, request.OldCertificateId, request.Filters, 0, MaximumLimit);
            return new DescribeHostVodInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = [.. page.Instances.Select(one => ResourceViews.Vod(one[0], one[0].CertificateId))],
            };
        });
        handlers.Handle(SslActions.DescribeHostTkeInstanceList, (call, request) =>
        {
            var page = Page(call, "tke", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostTkeInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = [.. page.Instances.Select(one => ResourceViews.Cluster(one, part => part.CertificateId, page.Matches))],
                AsyncTotalNum = page.Total,
                AsyncOffset = page.Total,
                AsyncCacheTime = WireTime.Text(call.Now),
            };
        });
        handlers.Handle(SslActions.DescribeHostApiGatewayInstanceList, (call, request) =>
        {
            var page = Page(
                call, "apigateway", request.CertificateId, request.OldCertificateId, request.Filters, Whole(request.Offset), request.Limit);
            return new DescribeHostApiGatewayInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = [.. page.Instances.Select(one => ResourceViews.ApiGateway(one[0], one[0].CertificateId))],
            };
        });
        handlers.Handle(SslActions.DescribeHostTeoInstanceList, (call, request) =>
        {
            var page = Page(call, "teo", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostTeoInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = [.. page.Instances.Select(one => ResourceViews.Teo(one[0], one[0].CertificateId))],
            };
        });
        handlers.Handle(SslActions.DescribeHostCosInstanceList, (call, request) =>
        {
            var page = Page(call, "cos", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostCosInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = [.. page.Instances.Select(one => ResourceViews.Cos(one[0], one[0].CertificateId))],
                AsyncTotalNum = page.Total,
                AsyncOffset = page.Total,
                AsyncCacheTime = WireTime.Text(call.Now),
            };
        });
        handlers.Handle(SslActions.DescribeHostLighthouseInstanceList, (call, request) =>
        {
            var page = Page(call, "lighthouse", request.CertificateId, null, request.Filters, 0, MaximumLimit);
            return new DescribeHostLighthouseInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = [.. page.Instances.Select(one => ResourceViews.Lighthouse(one[0]))],
            };
        });
    }

    private static TargetPage Page(
        ActionCall call, string type, string? certificateId, string? oldCertificateId, List<Filter>? filters, long? offset, long? limit)
    {
        var certificate = string.IsNullOrEmpty(certificateId) ? null : call.World.Ssl.Require(certificateId);
        bool Matches(string domain) => certificate?.Material is not { } material || material.Covers(domain);

        var wantsMatch = WantsMatch(filters);
        var all = call.World.Cloud.Resources
            .Where(one => one.Type == type && (one.Region is null || string.IsNullOrEmpty(call.Region) || one.Region == call.Region))
            .Where(one => string.IsNullOrEmpty(oldCertificateId) || one.CertificateId == oldCertificateId)
            .Where(one => (one.Domain is null || Matches(one.Domain)) == wantsMatch)
            .GroupBy(ResourceViews.InstanceOf)
            .Select(instance => instance.ToList())
            .ToList();
        return new TargetPage(
            all.Count, [.. all.Skip(Paging.Offset(offset)).Take(Paging.Limit(limit, DefaultLimit, MaximumLimit))], Matches);
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

    private static long? Whole(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ApiErrorException("FailedOperation.InvalidParam", "Offset must be a whole number.");

    private sealed record TargetPage(int Total, List<List<CloudResource>> Instances, Func<string, bool> Matches);
}
