using System.Text.Json;
using TencentCert.Core.Client;
using TencentCert.Emulator.Actions;
using TencentCert.Emulator.Faults;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.Sts;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator.Requests;

/// <summary>Turns a request into a response: signature, planned fault, rate limit, parameters, work.</summary>
internal sealed class RequestPipeline(EmulatorWorld world, FaultPlan faults)
{
    private readonly ActionHandlers _handlers = new();
    private readonly SignatureCheck _signature = new(world.Keys, world.Clock);
    private readonly RateLimit _rateLimit = new(world.Options.RequestsPerSecond, world.Options.Limiter, world.Clock);

    public async Task<ApiResponse> HandleAsync(ApiRequest request, string requestId, CancellationToken cancellationToken)
    {
        var response = new ApiResponse([]) { Action = request.Header("X-TC-Action") ?? "" };
        Fault? fault = null;
        try
        {
            RequireProtocol(request);
            var name = request.RequiredHeader("X-TC-Action");
            var version = request.RequiredHeader("X-TC-Version");
            var (service, key) = _signature.Verify(request);
            response = response with { Service = service };
            var table = ActionHandlers.FindTable(service)
                ?? throw new ApiErrorException("NoSuchProduct", $"The product `{service}` does not exist.");
            ApiErrorException.ThrowIf(
                table.Service.Version != version, "NoSuchVersion", $"The version `{version}` of `{service}` does not exist.");
            var action = table.Find(name);
            fault = faults.Take(service, name, action is { BusyCodes.Count: > 0 });
            response = response with { Fault = fault?.Kind };
            if (fault is not null && await ApplyFaultBeforeWorkAsync(fault, name, cancellationToken).ConfigureAwait(false))
                return response.WithFault(fault.Kind);

            using var result = Execute(request, requestId, action ?? throw NotEmulated(name), key, fault);
            response = response with { Body = Envelope.Success(result, requestId) };
            ApiErrorException.ThrowIf(
                fault?.Kind == FaultKind.InternalErrorAfterWork, "InternalError", "An internal error has occurred after the work.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var error = exception as ApiErrorException
                ?? new ApiErrorException("InternalError", $"The emulator itself failed: {exception}");
            response = response with { Body = Envelope.Error(error.Code, error.Message, requestId), ErrorCode = error.Code };
        }

        return fault is null ? response : response.WithFault(fault.Kind);
    }

    private static void RequireProtocol(ApiRequest request)
    {
        ApiErrorException.ThrowIf(
            request.Method != "POST", "UnsupportedProtocol", "The emulator takes POST requests with a JSON body.");
        var contentType = request.RequiredHeader("Content-Type").Split(';')[0].Trim();
        ApiErrorException.ThrowIf(
            !contentType.Equals("application/json", StringComparison.OrdinalIgnoreCase),
            "UnsupportedProtocol", $"The emulator takes application/json, not `{contentType}`.");
    }

    /// <summary>Applies a fault that precedes the work; returns whether the request ends here.</summary>
    private static async Task<bool> ApplyFaultBeforeWorkAsync(Fault fault, string name, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Delay:
                await Task.Delay(fault.Delay, cancellationToken).ConfigureAwait(false);
                return false;
            case FaultKind.Throttle:
                throw RateLimit.Exceeded(name);
            case FaultKind.BusyListener:
                throw new ApiErrorException("FailedOperation.ListenerHasTask", "The listener is being operated on.");
            case FaultKind.InternalError:
                throw new ApiErrorException("InternalError", "An internal error has occurred.");
            case FaultKind.ErrorCode:
                throw new ApiErrorException(fault.Code!, fault.Message ?? "A planned error.");
            default:
                return fault.Kind is FaultKind.Refuse or FaultKind.ServerError or FaultKind.Html;
        }
    }

    private static ApiErrorException NotEmulated(string name) =>
        new("InvalidAction", $"The action `{name}` does not exist or is not emulated.");

    private JsonDocument Execute(ApiRequest request, string requestId, ApiAction action, AcceptedKey? key, Fault? fault)
    {
        var site = world.Options.Site;
        if ((site == EmulatorSite.International && action.ChinaOnly) || !_handlers.TryFind(action, out var handler))
            throw NotEmulated(action.Name);

        _rateLimit.Acquire(action);
        using var body = Parse(request.Body);
        ParameterCheck.Require(body.RootElement, action, site);
        lock (world.Gate)
        {
            return handler(new ActionCall(world, requestId, world.AdvanceToNow(), request, fault?.Kind) { Key = key }, body.RootElement);
        }
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw new ApiErrorException("InvalidParameter", "The request body is not valid JSON.");
        }
    }
}
