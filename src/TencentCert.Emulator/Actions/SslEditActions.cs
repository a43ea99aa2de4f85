using TencentCert.Core.Ssl;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Alias, project, expiry notifications, deletion with or without the check for resources, and the log of operations.</summary>
internal static class SslEditActions
{
    private const int MaxProjectCertificates = 100;
    private const int MaxNotificationCertificates = 50;
    private const int MaxDeletedCertificates = 100;

    private static readonly TimeSpan DefaultLogPeriod = TimeSpan.FromDays(15);
    private static readonly TimeSpan MinFreeCertificateAge = TimeSpan.FromHours(1);

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.ModifyCertificateAlias, Rename);
        handlers.Handle(SslActions.ModifyCertificateProject, Move);
        handlers.Handle(SslActions.ModifyCertificatesExpiringNotificationSwitch, SwitchNotification);
        handlers.Handle(SslActions.DescribeCertificateOperateLogs, Log);
        handlers.Handle(SslActions.DeleteCertificate, Delete);
        handlers.Handle(SslActions.DeleteCertificates, DeleteMany);
        handlers.Handle(SslActions.DescribeDeleteCertificatesTaskResult, TaskResults);
    }

    private static ModifyCertificateAliasResponse Rename(ActionCall call, ModifyCertificateAliasRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        certificate.Alias = request.Alias ?? "";
        call.Log("updateAlias", certificate.Id);
        return new ModifyCertificateAliasResponse { CertificateId = certificate.Id };
    }

    private static ModifyCertificateProjectResponse Move(ActionCall call, ModifyCertificateProjectRequest request)
    {
        SslStore.RequireCount(request.CertificateIdList, MaxProjectCertificates);
        var known = request.CertificateIdList.ToLookup(id => call.World.Ssl.Find(id) is not null);
        foreach (var id in known[true])
        {
            call.World.Ssl.Require(id).ProjectId = request.ProjectId;
            call.Log("changeProject", id);
        }

        return new ModifyCertificateProjectResponse { SuccessCertificates = [.. known[true]], FailCertificates = [.. known[false]] };
    }

    private static ModifyCertificatesExpiringNotificationSwitchResponse SwitchNotification(
        ActionCall call, ModifyCertificatesExpiringNotificationSwitchRequest request)
    {
        SslStore.RequireCount(request.CertificateIds, MaxNotificationCertificates);
        ApiErrorException.ThrowIf(request.SwitchStatus is not (0 or 1), "InvalidParameterValue", "SwitchStatus must be 0 or 1.");

        foreach (var id in request.CertificateIds)
            call.World.Ssl.Require(id).NotificationMuted = request.SwitchStatus == 1;

        return new ModifyCertificatesExpiringNotificationSwitchResponse { CertificateIds = request.CertificateIds };
    }

    private static DescribeCertificateOperateLogsResponse Log(ActionCall call, DescribeCertificateOperateLogsRequest request)
    {
        var since = SslTime.Parse(request.StartTime) ?? call.Now - DefaultLogPeriod;
        var until = SslTime.Parse(request.EndTime) ?? call.Now;
        var all = call.World.SslLog.Where(entry => entry.Time >= since.AddSeconds(-1) && entry.Time <= until).Reverse().ToList();
        var page = Paging.Page(all, request.Offset, request.Limit, 20, 1000).Select(entry => new OperationLog
        {
            Action = entry.Type,
            CreatedOn = WireTime.Text(entry.Time),
            Uin = "100000000001",
            SubAccountUin = "100000000001",
            CertId = entry.CertificateId,
            Type = entry.Type,
        }).ToList();
        return new DescribeCertificateOperateLogsResponse { AllTotal = all.Count, TotalCount = page.Count, OperateLogs = page };
    }

    private static DeleteCertificateResponse Delete(ActionCall call, DeleteCertificateRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        if (Refusal(certificate, call.Now) is { } refusal)
            throw refusal;

        if (request.IsCheckResource == true)
            return new DeleteCertificateResponse { DeleteResult = true, TaskId = call.World.Cloud.BeginDelete(certificate.Id, call.Now) };

        Remove(call, certificate);
        return new DeleteCertificateResponse { DeleteResult = true };
    }

    private static DeleteCertificatesResponse DeleteMany(ActionCall call, DeleteCertificatesRequest request)
    {
        SslStore.RequireCount(request.CertificateIds, MaxDeletedCertificates);
        List<string> success = [];
        List<BatchDeleteFail> fail = [];
        List<CertTaskId> tasks = [];
        foreach (var id in request.CertificateIds)
        {
            var certificate = call.World.Ssl.Find(id);
            var problem = certificate is null ? $"The certificate {id} does not exist." : Refusal(certificate, call.Now)?.Message;
            if (problem is not null)
            {
                fail.Add(new BatchDeleteFail { CertId = id, Msg = problem });
            }
            else if (request.IsSync == true)
            {
                tasks.Add(new CertTaskId { CertId = id, TaskId = call.World.Cloud.BeginDelete(id, call.Now) });
            }
            else
            {
                Remove(call, certificate!);
                success.Add(id);
            }
        }

        return new DeleteCertificatesResponse { Success = success, Fail = fail, CertTaskIds = tasks };
    }

    private static DescribeDeleteCertificatesTaskResultResponse TaskResults(
        ActionCall call, DescribeDeleteCertificatesTaskResultRequest request) => new()
    {
        DeleteTaskResult = [.. request.TaskIds.Select(call.World.Cloud.FindDeletion).OfType<SslDeleteTask>().Select(
            task => new DeleteTaskResult { TaskId = task.Id, CertId = task.CertificateId, Status = task.Status, Error = task.Error })],
    };

    private static ApiErrorException? Refusal(EmulatedSslCertificate certificate, DateTimeOffset now) => certificate switch
    {
        { IsFree: true } when now - certificate.InsertTime < MinFreeCertificateAge => new(
            "FailedOperation.CannotBeDeletedWithinHour", "A free certificate cannot be deleted within an hour of its application."),
        { IsPending: true } or { Status: SslStatus.Revoking or SslStatus.Cancelling } => new(
            "FailedOperation.CannotBeDeletedIssued", $"A certificate that is {certificate.Status} cannot be deleted."),
        _ => null,
    };

    private static void Remove(ActionCall call, EmulatedSslCertificate certificate)
    {
        call.World.Ssl.Remove(certificate);
        call.Log("delete", certificate.Id);
    }
}
