using TencentCert.Core.Ssl;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Alias, project, expiry notifications, and the log of operations.</summary>
internal static class SslEditActions
{
    private const int MaxProjectCertificates = 100;
    private const int MaxNotificationCertificates = 50;
    private static readonly TimeSpan DefaultLogPeriod = TimeSpan.FromDays(15);

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.ModifyCertificateAlias, Rename);
        handlers.Handle(SslActions.ModifyCertificateProject, Move);
        handlers.Handle(SslActions.ModifyCertificatesExpiringNotificationSwitch, SwitchNotification);
        handlers.Handle(SslActions.DescribeCertificateOperateLogs, Log);
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

}
