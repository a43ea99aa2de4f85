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
            if (call.World.Ssl.Find(id) is not { } certificate)
            {
                fail.Add(new BatchDeleteFail { CertId = id, Msg = $"The certificate {id} does not exist." });
            }
            else if (Refusal(certificate, call.Now) is { } refusal)
            {
                fail.Add(new BatchDeleteFail { CertId = id, Msg = refusal.Message });
            }
            else if (request.IsSync == true)
            {
                tasks.Add(new CertTaskId { CertId = id, TaskId = call.World.Cloud.BeginDelete(id, call.Now) });
            }
            else
            {
                Remove(call, certificate);
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

    private static ApiErrorException? Refusal(EmulatedSslCertificate certificate, DateTimeOffset now) =>
        certificate.IsFree && now - certificate.InsertTime < MinFreeCertificateAge
            ? new ApiErrorException(
                "FailedOperation.CannotBeDeletedWithinHour", "A free certificate cannot be deleted within an hour of its application.")
            : certificate.IsPending || certificate.Status is SslStatus.Revoking or SslStatus.Cancelling
                ? new ApiErrorException(
                    "FailedOperation.CannotBeDeletedIssued", $"A certificate that is {certificate.Status} cannot be deleted.")
                : null;

    private static void Remove(ActionCall call, EmulatedSslCertificate certificate)
    {
        call.World.Ssl.Remove(certificate);
        call.Log("delete", certificate.Id);
    }
}
