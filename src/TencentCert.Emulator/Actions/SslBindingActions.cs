using System.Globalization;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Errors;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Which resources use a certificate.</summary>
internal static class SslBindingActions
{
    private const int MaximumPerCall = 100;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.CreateCertificateBindResourceSyncTask, Create);
        handlers.Handle(SslActions.DescribeCertificateBindResourceTaskResult, Results);
        handlers.Handle(SslActions.DescribeCertificateBindResourceTaskDetail, Detail);
    }

    private static CreateCertificateBindResourceSyncTaskResponse Create(
        ActionCall call, CreateCertificateBindResourceSyncTaskRequest request)
    {
        if (request.CertificateIds.Count is 0 or > MaximumPerCall)
        {
            throw new ApiErrorException("InvalidParameterValue", $"From 1 to {MaximumPerCall} certificates are taken.");
        }

        return new CreateCertificateBindResourceSyncTaskResponse
        {
            CertTaskIds =
            [
                .. request.CertificateIds.Select(id => new CertTaskId
                {
                    CertId = call.World.Ssl.Require(id).Id,
                    TaskId = call.World.Cloud.Search(id, request.IsCache == 1, call.Now).Id,
                }),
            ],
        };
    }

    private static DescribeCertificateBindResourceTaskResultResponse Results(
        ActionCall call, DescribeCertificateBindResourceTaskResultRequest request) => new()
    {
        SyncTaskBindResourceResult =
        [
            .. request.TaskIds.Select(call.World.Cloud.RequireSearch).Select(task => new SyncTaskBindResourceResult
            {
                TaskId = task.Id,
                Status = task.Found is null ? 0 : 1,
                CacheTime = WireTime.Text(task.EndsAt),
                BindResourceResult = task.Found is not { } found ? null :
                [
                    .. found.GroupBy(one => one.Type).Select(kind => new BindResourceResult
                    {
                        ResourceType = kind.Key,
                        BindResourceRegionResult = [.. kind.GroupBy(one => one.Region)
                            .Select(region => new BindResourceRegionResult { Region = region.Key, TotalCount = region.Count() })],
                    }),
                ],
            }),
        ],
    };

    private static DescribeCertificateBindResourceTaskDetailResponse Detail(
        ActionCall call, DescribeCertificateBindResourceTaskDetailRequest request)
    {
        var task = call.World.Cloud.RequireSearch(request.TaskId);
        if (task.Found is not { } found)
        {
            return new DescribeCertificateBindResourceTaskDetailResponse { Status = 0 };
        }

        var limit = Number(request.Limit, 10);
        if (limit > MaximumPerCall)
        {
            throw new ApiErrorException("InvalidParameterValue", $"Limit must not exceed {MaximumPerCall}.");
        }

        var page = new BindingPage(
            [.. found.Where(
                one => (request.ResourceTypes is not { Count: > 0 } types || types.Contains(one.Type))
                    && (request.Regions is not { Count: > 0 } regions || one.Region is null || regions.Contains(one.Region)))],
            task.CertificateId,
            Number(request.Offset, 0),
            limit);
        return page.ToResponse(WireTime.Text(task.EndsAt));
    }

    private static int Number(string? text, int byDefault) =>
        string.IsNullOrEmpty(text) ? byDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ApiErrorException("InvalidParameterValue", "Limit and Offset must be whole numbers.");
}
