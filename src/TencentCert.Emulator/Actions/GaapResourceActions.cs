using TencentCert.Core.Wire.Gaap;
using TencentCert.Emulator.Gaap;

namespace TencentCert.Emulator.Actions;

/// <summary>Reads proxies, groups, HTTPS listeners, their domains, and tasks.</summary>
internal static class GaapResourceActions
{
    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(GaapActions.DescribeProxies, Proxies);
        handlers.Handle(GaapActions.DescribeProxyGroupList, Groups);
        handlers.Handle(GaapActions.DescribeHTTPSListeners, Listeners);
        handlers.Handle(GaapActions.DescribeRules, Rules);
        handlers.Handle(GaapActions.DescribeTaskStatus, Status);
    }

    private static DescribeProxiesResponse Proxies(ActionCall call, DescribeProxiesRequest request)
    {
        var ids = request.ProxyIds is { Count: > 0 } ? request.ProxyIds : request.InstanceIds;
        ApiErrorException.ThrowIf(
            ids is { Count: > 0 } && request.Filters is { Count: > 0 }, "InvalidParameter", "ProxyIds and Filters exclude each other.");
        var found = call.World.Gaap.Proxies
            .Where(proxy => ids is not { Count: > 0 } || ids.Contains(proxy.Id))
            .Where(proxy => request.Independent is not { } independent || (proxy.Group is null) == (independent == 1))
            .Select(GaapViews.Proxy)
            .Where(proxy => Matches(proxy, request.Filters))
            .ToList();
        return new DescribeProxiesResponse
        {
            TotalCount = found.Count,
            ProxySet = [.. Paging.StrictPage(found, request.Offset, request.Limit)],
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
            ProxyGroupList = [.. Paging.StrictPage(found, request.Offset, request.Limit).Select(GaapViews.Group)],
        };
    }

    private static DescribeHTTPSListenersResponse Listeners(ActionCall call, DescribeHTTPSListenersRequest request)
    {
        ApiErrorException.ThrowIf(
            request.ListenerId is null && request.ProxyId is null && request.GroupId is null,
            "MissingParameter", "One of ListenerId, ProxyId and GroupId is needed.");
        ApiErrorException.ThrowIf(
            request.ProxyId is not null && request.GroupId is not null, "InvalidParameter", "ProxyId and GroupId exclude each other.");
        var store = call.World.Gaap;
        var candidates = request.ListenerId is not { } id ? store.Listeners : store.FindListener(id) is { } listener ? [listener] : [];
        var found = candidates.Where(candidate => Matches(candidate, request)).ToList();
        return new DescribeHTTPSListenersResponse
        {
            TotalCount = found.Count,
            ListenerSet =
                [.. Paging.Page(found, request.Offset, request.Limit).Select(listener => GaapViews.Listener(listener, store))],
        };
    }

    private static bool Matches(EmulatedGaapListener listener, DescribeHTTPSListenersRequest request) =>
        (request.ProxyId is null || listener.Proxy?.Id == request.ProxyId)
        && (request.GroupId is null || listener.Group?.Id == request.GroupId)
        && (request.ListenerName is null || listener.Name == request.ListenerName)
        && (request.Port is null || listener.Port == request.Port)
        && (request.Http3Supported is not 1)
        && (request.SearchValue is not { Length: > 0 } text
            || listener.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || listener.Id.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static DescribeRulesResponse Rules(ActionCall call, DescribeRulesRequest request)
    {
        var domains = call.World.Gaap.RequireListener(request.ListenerId).Domains;
        return new DescribeRulesResponse
        {
            TotalCount = domains.Count,
            DomainRuleSet = [.. domains.Select(domain => GaapViews.Domain(domain, call.World.Gaap))],
        };
    }

    private static DescribeTaskStatusResponse Status(ActionCall call, DescribeTaskStatusRequest request)
    {
        ApiErrorException.ThrowIf(
            string.IsNullOrEmpty(request.TaskId), "MissingParameter", "TaskId must be the RequestId of an asynchronous call.");
        var task = call.World.Gaap.FindTask(request.TaskId)
            ?? throw new ApiErrorException("ResourceNotFound", $"There is no task {request.TaskId}.");
        return new DescribeTaskStatusResponse { TaskId = task.TaskId, Status = task.Status };
    }
}
