using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;
using TencentCert.Emulator.Errors;
using TencentCert.Emulator.Gaap;

namespace TencentCert.Emulator.Actions;

/// <summary>Reads HTTPS listeners and their domains.</summary>
internal static class GaapListenerActions
{
    private const long DefaultLimit = 20;
    private const long MaxLimit = 100;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(GaapActions.DescribeHTTPSListeners, Listeners);
        handlers.Handle(GaapActions.DescribeRules, Rules);
    }

    private static DescribeHTTPSListenersResponse Listeners(ActionCall call, DescribeHTTPSListenersRequest request)
    {
        if (request.ListenerId is null && request.ProxyId is null && request.GroupId is null)
            throw new ApiErrorException("MissingParameter", "One of ListenerId, ProxyId and GroupId is needed.");

        if (request.ProxyId is not null && request.GroupId is not null)
            throw new ApiErrorException("InvalidParameter", "ProxyId and GroupId exclude each other.");

        var found = Candidates(call, request).Where(listener => Matches(listener, request)).ToList();
        return new DescribeHTTPSListenersResponse
        {
            TotalCount = found.Count,
            ListenerSet =
            [
                .. Paging.Page(found, request.Offset, request.Limit, DefaultLimit, MaxLimit)
                    .Select(listener => GaapViews.Listener(listener, call.World.Gaap)),
            ],
        };
    }

    private static IEnumerable<EmulatedGaapListener> Candidates(ActionCall call, DescribeHTTPSListenersRequest request) =>
        request.ListenerId is { } id
            ? call.World.Gaap.FindListener(id) is { } listener ? [listener] : []
            : call.World.Gaap.Listeners;

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
        var listener = call.World.Gaap.RequireListener(request.ListenerId);
        return new DescribeRulesResponse
        {
            TotalCount = listener.Domains.Count,
            DomainRuleSet = [.. listener.Domains.Select(domain => GaapViews.Domain(domain, call.World.Gaap))],
        };
    }
}
