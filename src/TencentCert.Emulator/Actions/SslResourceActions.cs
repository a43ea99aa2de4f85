using System.Globalization;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Which resources use a certificate, and to which of each type it can be deployed.</summary>
internal static class SslResourceActions
{
    private const int MaxBindingsPerCall = 100;
    private const long DefaultTargetLimit = 10;
    private const long MaxTargetLimit = 200;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.CreateCertificateBindResourceSyncTask, Create);
        handlers.Handle(SslActions.DescribeCertificateBindResourceTaskResult, TaskResults);
        handlers.Handle(SslActions.DescribeCertificateBindResourceTaskDetail, TaskDetail);
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
            var page = Page(call, "waf", request.CertificateId, request.OldCertificateId, request.Filters, 0, MaxTargetLimit);
            return new DescribeHostWafInstanceListResponse { InstanceList = page.Select(ResourceViews.Waf) };
        });
        handlers.Handle(SslActions.DescribeHostDdosInstanceList, (call, request) =>
        {
            var page = Page(call, "ddos", request.CertificateId, request.OldCertificateId, request.Filters, request.Offset, request.Limit);
            return new DescribeHostDdosInstanceListResponse { TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Ddos) };
        });
        handlers.Handle(SslActions.DescribeHostLiveInstanceList, (call, request) =>
        {
            var page = Page(call, "live", request.CertificateId, request.OldCertificateId, request.Filters, 0, MaxTargetLimit);
            return new DescribeHostLiveInstanceListResponse { InstanceList = page.Select(ResourceViews.Live) };
        });
        handlers.Handle(SslActions.DescribeHostVodInstanceList, (call, request) =>
        {
            var page = Page(call, "vod", request.CertificateId, request.OldCertificateId, request.Filters, 0, MaxTargetLimit);
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
            var page = Page(call, "lighthouse", request.CertificateId, null, request.Filters, 0, MaxTargetLimit);
            return new DescribeHostLighthouseInstanceListResponse
            {
                TotalCount = page.Total,
                InstanceList = page.Select((resource, _) => ResourceViews.Lighthouse(resource)),
            };
        });
    }

    private static CreateCertificateBindResourceSyncTaskResponse Create(
        ActionCall call, CreateCertificateBindResourceSyncTaskRequest request)
    {
        SslStore.RequireCount(request.CertificateIds, MaxBindingsPerCall);
        return new CreateCertificateBindResourceSyncTaskResponse
        {
            CertTaskIds = [.. request.CertificateIds.Select(id => new CertTaskId
            {
                CertId = call.World.Ssl.Require(id).Id,
                TaskId = call.World.Cloud.Search(id, request.IsCache == 1, call.Now).Id,
            })],
        };
    }

    private static DescribeCertificateBindResourceTaskResultResponse TaskResults(
        ActionCall call, DescribeCertificateBindResourceTaskResultRequest request) => new()
    {
        SyncTaskBindResourceResult = [.. request.TaskIds.Select(call.World.Cloud.RequireSearch).Select(TaskResult)],
    };

    private static SyncTaskBindResourceResult TaskResult(SslBindingTask task) => new()
    {
        TaskId = task.Id,
        Status = task.Found is null ? 0 : 1,
        CacheTime = WireTime.Text(task.EndsAt),
        BindResourceResult = task.Found?.GroupBy(resource => resource.Type).Select(type => new BindResourceResult
        {
            ResourceType = type.Key,
            BindResourceRegionResult = [.. type.GroupBy(resource => resource.Region)
                .Select(region => new BindResourceRegionResult { Region = region.Key, TotalCount = region.Count() })],
        }).ToList(),
    };

    private static DescribeCertificateBindResourceTaskDetailResponse TaskDetail(
        ActionCall call, DescribeCertificateBindResourceTaskDetailRequest request)
    {
        var task = call.World.Cloud.RequireSearch(request.TaskId);
        if (task.Found is not { } found)
            return new DescribeCertificateBindResourceTaskDetailResponse { Status = 0 };

        var limit = ParseNumber(request.Limit, 10);
        ApiErrorException.ThrowIf(limit > MaxBindingsPerCall, "InvalidParameterValue", $"Limit must not exceed {MaxBindingsPerCall}.");
        var selected = found.Where(resource => (request.ResourceTypes is not { Count: > 0 } types || types.Contains(resource.Type))
            && (request.Regions is not { Count: > 0 } regions || resource.Region is null || regions.Contains(resource.Region)));
        return new BindingPage([.. selected], task.CertificateId, ParseNumber(request.Offset, 0), limit)
            .ToResponse(WireTime.Text(task.EndsAt));
    }

    private static int ParseNumber(string? text, int defaultValue) =>
        string.IsNullOrEmpty(text) ? defaultValue
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ApiErrorException("InvalidParameterValue", "Limit and Offset must be whole numbers.");

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
            all.Count, Paging.Page(all, offset, limit, DefaultTargetLimit, MaxTargetLimit), resource => resource.CertificateId, Matches);
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
