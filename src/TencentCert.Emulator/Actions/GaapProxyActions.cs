using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;
using TencentCert.Emulator.Errors;
using TencentCert.Emulator.Gaap;

namespace TencentCert.Emulator.Actions;

/// <summary>Reads proxies, groups and tasks.</summary>
internal static class GaapProxyActions
{
    private const long DefaultLimit = 20;
    private const long MaxLimit = 100;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(GaapActions.DescribeProxies, Proxies);
        handlers.Handle(GaapActions.DescribeProxyGroupList, Groups);
        handlers.Handle(GaapActions.DescribeTaskStatus, Status);
    }

    private static DescribeProxiesResponse Proxies(ActionCall call, DescribeProxiesRequest request)
    {
        var ids = request.ProxyIds is { Count: > 0 } ? request.ProxyIds : request.InstanceIds;
        if (ids is { Count: > 0 } && request.Filters is { Count: > 0 })
            throw new ApiErrorException("InvalidParameter", "ProxyIds and Filters exclude each other.");

        var found = call.World.Gaap.Proxies
            .Where(proxy => ids is not { Count: > 0 } || ids.Contains(proxy.Id))
            .Where(proxy => request.Independent is not { } independent || (proxy.Group is null) == (independent == 1))
            .Select(GaapViews.Proxy)
            .Where(proxy => Matches(proxy, request.Filters))
            .ToList();
        return new DescribeProxiesResponse
        {
            TotalCount = found.Count,
            ProxySet = [.. Paging.StrictPage(found, request.Offset, request.Limit, DefaultLimit, MaxLimit)],
        };
    }

    private static bool Matches(ProxyInfo proxy, List<Filter>? filters) =>
        filters is null || filters.TrueForAll(filter => filter.Name switch
    {
        "ProjectId" => filter.Values?.Contains("0") == true,
        "AccessRegion" => filter.Values?.Contains(proxy.AccessRegion!) == true,
        "RealServerRegion" => filter.Values?.Contains(proxy.RealServerRegion!) == true,
        _ => throw new ApiErrorException("InvalidParameterValue", $"`{filter.Name}` is not a filter."),
    });

    private static DescribeProxyGroupListResponse Groups(ActionCall call, DescribeProxyGroupListRequest request)
    {
        var found = request.ProjectId is -1 or 0 ? call.World.Gaap.Groups : [];
        return new DescribeProxyGroupListResponse
        {
            TotalCount = found.Count,
            ProxyGroupList =
                [.. Paging.StrictPage(found, request.Offset, request.Limit, DefaultLimit, MaxLimit).Select(GaapViews.Group)],
        };
    }

    private static DescribeTaskStatusResponse Status(ActionCall call, DescribeTaskStatusRequest request)
    {
        if (string.IsNullOrEmpty(request.TaskId))
            throw new ApiErrorException("MissingParameter", "TaskId must be the RequestId of an asynchronous call.");

        var task = call.World.Gaap.FindTask(request.TaskId)
            ?? throw new ApiErrorException("ResourceNotFound", $"There is no task {request.TaskId}.");
        return new DescribeTaskStatusResponse { TaskId = task.TaskId, Status = task.Status };
    }
}
