using System.Text.Json;
using TencentCert.Core.Client;
using TencentCert.Emulator.Actions;
using TencentCert.Emulator.Errors;
using TencentCert.Emulator.Faults;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.Sts;
using TencentCert.Emulator.World;

namespace TencentCert.Emulator.Requests;

/// <summary>From the bytes received to the response: signature, planned fault, rate, parameters, work.</summary>
internal sealed class RequestPipeline(EmulatorWorld world, SignatureCheck signature, FaultPlan faults)
{
    private readonly ActionHandlers _handlers = new();
    private readonly RateLimit _rate = new(world.Options.RequestsPerSecond, world.Options.Limiter, world.Clock);

    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, string requestId, CancellationToken cancellationToken)
    {
        var answer = new ApiAnswer([]) { Action = request.Header("X-TC-Action") ?? "" };
        Fault? fault = null;
        try
        {
            RequireProtocol(request);
            var name = request.RequiredHeader("X-TC-Action");
            var version = request.RequiredHeader("X-TC-Version");
            var (service, key) = signature.Verify(request);
            answer = answer with { Service = service };
            var table = ActionHandlers.FindTable(service)
                ?? throw new ApiErrorException("NoSuchProduct", $"The product `{service}` does not exist.");
            if (table.Service.Version != version)
            {
                throw new ApiErrorException("NoSuchVersion", $"The version `{version}` of `{service}` does not exist.");
            }

            var action = table.Find(name);
            fault = faults.Take(service, name, action is { BusyCodes.Count: > 0 });
            answer = answer with { Fault = fault?.Kind };
            if (fault is not null && await StrikesFirstAsync(fault, name, cancellationToken).ConfigureAwait(false))
            {
                return answer.Under(fault.Kind);
            }

            using var response = Work(request, requestId, action ?? throw NotEmulated(name), key, fault);
            answer = answer with { Body = Envelope.Success(response, requestId) };
            if (fault?.Kind == FaultKind.InternalErrorAfterWork)
            {
                throw new ApiErrorException("InternalError", "An internal error has occurred after the work.");
            }
        }
        catch (ApiErrorException error)
        {
            answer = answer with { Body = Envelope.Error(error.Code, error.Message, requestId), ErrorCode = error.Code };
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            answer = answer with { Body = Envelope.Error("InternalError", $"The emulator itself failed: {defect}", requestId),
                ErrorCode = "InternalError" };
        }

        return fault is null ? answer : answer.Under(fault.Kind);
    }

    private static void RequireProtocol(ApiRequest request)
    {
        if (request.Method != "POST")
        {
            throw new ApiErrorException("UnsupportedProtocol", "The emulator takes POST requests with a JSON body.");
        }

        var contentType = request.RequiredHeader("Content-Type").Split(';')[0].Trim();
        if (!contentType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiErrorException("UnsupportedProtocol", $"The emulator takes application/json, not `{contentType}`.");
        }
    }

    /// <summary>Faults before the work; returns whether the request ends here.</summary>
    private static async Task<bool> StrikesFirstAsync(Fault fault, string name, CancellationToken cancellationToken)
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

    private JsonDocument Work(ApiRequest request, string requestId, ApiAction action, AcceptedKey? key, Fault? fault)
    {
        var site = world.Options.Site;
        if ((site == EmulatorSite.International && action.ChinaOnly) || !_handlers.TryFind(action, out var handler))
        {
            throw NotEmulated(action.Name);
        }

        _rate.Take(action);
        using var body = Parse(request.Body);
        ParameterCheck.Require(body.RootElement, action, site);
        lock (world.Gate)
        {
            return handler(new ActionCall(world, requestId, world.Settle(), request, fault?.Kind) { Key = key }, body.RootElement);
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
