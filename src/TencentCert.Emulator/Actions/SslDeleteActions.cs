using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Deletes certificates, with or without the check for resources.</summary>
internal static class SslDeleteActions
{
    private const int MaxCertificatesPerCall = 100;
    private static readonly TimeSpan MinFreeCertificateAge = TimeSpan.FromHours(1);

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.DeleteCertificate, Delete);
        handlers.Handle(SslActions.DeleteCertificates, DeleteMany);
        handlers.Handle(SslActions.DescribeDeleteCertificatesTaskResult, TaskResults);
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
        SslStore.RequireCount(request.CertificateIds, MaxCertificatesPerCall);
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
