using System.Globalization;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Which resources use a certificate.</summary>
internal static class SslBindingActions
{
    private const int MaxPerCall = 100;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.CreateCertificateBindResourceSyncTask, Create);
        handlers.Handle(SslActions.DescribeCertificateBindResourceTaskResult, TaskResults);
        handlers.Handle(SslActions.DescribeCertificateBindResourceTaskDetail, TaskDetail);
    }

    private static CreateCertificateBindResourceSyncTaskResponse Create(
        ActionCall call, CreateCertificateBindResourceSyncTaskRequest request)
    {
        SslStore.RequireCount(request.CertificateIds, MaxPerCall);
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
        ApiErrorException.ThrowIf(limit > MaxPerCall, "InvalidParameterValue", $"Limit must not exceed {MaxPerCall}.");
        var selected = found.Where(resource => (request.ResourceTypes is not { Count: > 0 } types || types.Contains(resource.Type))
            && (request.Regions is not { Count: > 0 } regions || resource.Region is null || regions.Contains(resource.Region)));
        return new BindingPage([.. selected], task.CertificateId, ParseNumber(request.Offset, 0), limit)
            .ToResponse(WireTime.Text(task.EndsAt));
    }

    private static int ParseNumber(string? text, int defaultValue) =>
        string.IsNullOrEmpty(text) ? defaultValue
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ApiErrorException("InvalidParameterValue", "Limit and Offset must be whole numbers.");
}
