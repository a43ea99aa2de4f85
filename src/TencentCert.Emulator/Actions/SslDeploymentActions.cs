using System.Globalization;
using TencentCert.Core.Ssl;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Deploys certificates to resources, updates them, and reads, retries and rolls back these tasks.</summary>
internal static class SslDeploymentActions
{
    private const int MaxDetailLimit = 200;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.DeployCertificateInstance, Deploy);
        handlers.Handle(SslActions.DescribeHostDeployRecord, ListDeploys);
        handlers.Handle(SslActions.DescribeHostDeployRecordDetail, DescribeDeploy);
        handlers.Handle(SslActions.DeployCertificateRecordRetry, (call, request) =>
        {
            Retry(call, isUpdate: false, request.DeployRecordId, request.DeployRecordDetailId);
            return new DeployCertificateRecordRetryResponse();
        });
        handlers.Handle(SslActions.DeployCertificateRecordRollback, (call, request) =>
            new DeployCertificateRecordRollbackResponse { DeployRecordId = Undo(call, isUpdate: false, request.DeployRecordId) });
        handlers.Handle(SslActions.UpdateCertificateInstance, Update);
        handlers.Handle(SslActions.DescribeHostUpdateRecord, ListUpdates);
        handlers.Handle(SslActions.DescribeHostUpdateRecordDetail, DescribeUpdate);
        handlers.Handle(SslActions.UpdateCertificateRecordRetry, (call, request) =>
        {
            Retry(call, isUpdate: true, request.DeployRecordId, request.DeployRecordDetailId);
            return new UpdateCertificateRecordRetryResponse();
        });
        handlers.Handle(SslActions.UpdateCertificateRecordRollback, (call, request) =>
            new UpdateCertificateRecordRollbackResponse { DeployRecordId = Undo(call, isUpdate: true, request.DeployRecordId) });
    }

    private static DeployCertificateInstanceResponse Deploy(ActionCall call, DeployCertificateInstanceRequest request)
    {
        var certificate = RequireIssued(call, request.CertificateId);
        var cloud = call.World.Cloud;
        var type = SslResourceType.Of(request.ResourceType ?? "clb");
        ApiErrorException.ThrowIf(
            type.NeedsRegionHeader && string.IsNullOrEmpty(call.Region),
            "InvalidParameter.RegionNotEmpty", $"The region is needed for {type.Name}.");
        var running = cloud.Deployments.Find(task => task is { IsUpdate: false, IsFinished: false }
            && task.CertificateId == certificate.Id && task.Items[0].Resource.Type == type.Name);
        if (running is not null)
            return new DeployCertificateInstanceResponse { DeployRecordId = running.Id, DeployStatus = 0 };

        var resources = request.InstanceIdList.Select(name => Find(cloud, type, name, call.Region)).ToList();
        foreach (var resource in resources)
        {
            ApiErrorException.ThrowIf(
                resource.CertificateId == certificate.Id,
                "FailedOperation.CertificateNotDeployInstance", "There is no instance to deploy to: the certificate is bound already.");
            ApiErrorException.ThrowIf(
                resource.Domain is { } domain && !certificate.Material!.Covers(domain),
                "FailedOperation.CertificateNotDeployInstance", $"The certificate does not match the domain {resource.Domain}.");
        }

        var deployment = cloud.Deploy(resources, certificate.Id, null, isUpdate: false, call.Now);
        return new DeployCertificateInstanceResponse { DeployRecordId = deployment.Id, DeployStatus = 1 };
    }

    private static CloudResource Find(CloudResourceStore cloud, SslResourceType type, string name, string? region)
    {
        var identity = type.IdentityOf(name);
        return cloud.Resources.Find(
            resource => resource.Type == type.Name && (resource.Region is null || region is null || resource.Region == region)
                && type.IdentityOf(resource.Name) == identity)
            ?? throw new ApiErrorException(
                "FailedOperation.CertificateDeployInstanceEmpty", $"There is no instance {name} of {type.Name}.");
    }

    private static UpdateCertificateInstanceResponse Update(ActionCall call, UpdateCertificateInstanceRequest request)
    {
        var cloud = call.World.Cloud;
        var oldCertificate = call.World.Ssl.Require(request.OldCertificateId);
        var certificate = RequireIssued(
            call, request.CertificateId ?? throw new ApiErrorException("InvalidParameter", "The emulator takes CertificateId, not a key."));
        var types = request.ResourceTypes.Select(SslResourceType.Of).ToList();
        var regions = (request.ResourceTypesRegions ?? [])
            .ToDictionary(entry => entry.ResourceType ?? "", entry => entry.Regions ?? [], StringComparer.Ordinal);
        foreach (var type in types)
        {
            ApiErrorException.ThrowIf(
                !type.CanUpdate || request.ResourceTypes.Exists(name => name != SslResourceType.Of(name).Name)
                    || (type.IsChinaOnly && call.World.Options.Site == EmulatorSite.International),
                "FailedOperation.CertificateHostResourceTypeInvalid", $"The resource type {type.Name} is not supported.");
            ApiErrorException.ThrowIf(
                type.IsRegional && regions.GetValueOrDefault(type.Name) is not { Count: > 0 },
                "InvalidParameter.RegionNotEmpty", $"ResourceTypesRegions must name the regions of {type.Name}.");
        }

        if (cloud.Deployments.Find(task => task.IsUpdate && !task.IsFinished && task.OldCertificateId == oldCertificate.Id) is { } running)
            return new UpdateCertificateInstanceResponse { DeployRecordId = running.Id, DeployStatus = 0 };

        var resources = cloud.ResourcesOf(oldCertificate.Id)
            .Where(resource => types.Exists(type => type.Name == resource.Type)
                && (resource.Region is null || regions.GetValueOrDefault(resource.Type)?.Contains(resource.Region) == true)).ToList();
        if (!cloud.TryFinishUpdateSearch($"{oldCertificate.Id} {certificate.Id} {string.Join(',', request.ResourceTypes)}", call.Now))
            return new UpdateCertificateInstanceResponse { DeployRecordId = 0, DeployStatus = 1, UpdateSyncProgress = Progress(resources) };

        ApiErrorException.ThrowIf(
            resources.Count == 0, "FailedOperation.CertificateNotDeployInstance", "There is no instance to update.");
        oldCertificate.NotificationMuted |= request.ExpiringNotificationSwitch == 1;
        var deployment = cloud.Deploy(resources, certificate.Id, oldCertificate.Id, isUpdate: true, call.Now);
        return new UpdateCertificateInstanceResponse { DeployRecordId = deployment.Id, DeployStatus = 1 };
    }

    private static List<UpdateSyncProgress> Progress(List<CloudResource> resources) =>
        [.. resources.GroupBy(resource => resource.Type).Select(group => new UpdateSyncProgress
        {
            ResourceType = group.Key,
            Status = 3,
            UpdateSyncProgressRegions = [.. group.GroupBy(resource => resource.Region).Select(
                region => new UpdateSyncProgressRegion { Region = region.Key, TotalCount = region.Count(), OffsetCount = 0, Status = 3 })],
        })];

    private static DescribeHostDeployRecordResponse ListDeploys(ActionCall call, DescribeHostDeployRecordRequest request)
    {
        var all = NewestFirst(call, isUpdate: false).Where(task => task.CertificateId == request.CertificateId
            && (request.ResourceType is not { } type || task.Items[0].Resource.Type == type)).ToList();
        return new DescribeHostDeployRecordResponse
        {
            TotalCount = all.Count,
            DeployRecordList = [.. Paging.Page(all, request.Offset, request.Limit, 10, 100).Select(task => new DeployRecordInfo
            {
                Id = task.Id,
                CertId = task.CertificateId,
                ResourceType = task.Items[0].Resource.Type,
                Region = task.Items[0].Resource.Region,
                Status = task.Status,
                CreateTime = WireTime.Text(task.Created),
                UpdateTime = WireTime.Text(task.Items.Max(item => item.Updated)),
            })],
        };
    }

    private static DescribeHostUpdateRecordResponse ListUpdates(ActionCall call, DescribeHostUpdateRecordRequest request)
    {
        var all = NewestFirst(call, isUpdate: true).Where(task => (request.CertificateId is not { } id || task.CertificateId == id)
            && (request.OldCertificateId is not { } oldId || task.OldCertificateId == oldId)).ToList();
        return new DescribeHostUpdateRecordResponse
        {
            TotalCount = all.Count,
            DeployRecordList = [.. Paging.Page(all, request.Offset, request.Limit, 10, 100).Select(task => new UpdateRecordInfo
            {
                Id = task.Id,
                CertId = task.CertificateId,
                OldCertId = task.OldCertificateId,
                ResourceTypes = [.. task.Items.Select(item => item.Resource.Type).Distinct()],
                Regions = [.. task.Items.Select(item => item.Resource.Region).OfType<string>().Distinct()],
                Status = task.Status,
                CreateTime = WireTime.Text(task.Created),
                UpdateTime = WireTime.Text(task.Items.Max(item => item.Updated)),
            })],
        };
    }

    private static DescribeHostDeployRecordDetailResponse DescribeDeploy(ActionCall call, DescribeHostDeployRecordDetailRequest request)
    {
        var task = call.World.Cloud.Require(ParseNumber(request.DeployRecordId), isUpdate: false);
        var page = Paging.StrictPage(task.Items, request.Offset, request.Limit, 10, MaxDetailLimit);
        var response = Counts(task);
        response.DeployRecordDetailList = [.. page.Select(item => WireJson.Convert<DeployRecordDetail>(Detail(task, item)))];
        return response;
    }

    private static DescribeHostUpdateRecordDetailResponse DescribeUpdate(ActionCall call, DescribeHostUpdateRecordDetailRequest request)
    {
        var task = call.World.Cloud.Require(ParseNumber(request.DeployRecordId), isUpdate: true);
        var offset = Paging.Offset(ParseNumber(request.Offset ?? "0"));
        var limit = Paging.StrictLimit(ParseNumber(request.Limit ?? "10"), 10, MaxDetailLimit);
        var response = WireJson.Convert<DescribeHostUpdateRecordDetailResponse>(Counts(task));
        response.RecordDetailList = [.. task.Items.GroupBy(item => item.Resource.Type).Select(group => new UpdateRecordDetails
        {
            ResourceType = group.Key,
            TotalCount = group.Count(),
            List = [.. group.Skip(offset).Take(limit).Select(item => Detail(task, item))],
        })];
        return response;
    }

    private static DescribeHostDeployRecordDetailResponse Counts(EmulatedSslDeployment task) => new()
    {
        TotalCount = task.Items.Count,
        SuccessTotalCount = task.Count(EmulatedSslDeploymentItemStatus.Succeeded),
        FailedTotalCount = task.Count(EmulatedSslDeploymentItemStatus.Failed),
        RunningTotalCount = task.Count(EmulatedSslDeploymentItemStatus.Running),
        PendingTotalCount = task.Count(EmulatedSslDeploymentItemStatus.Pending),
    };

    private static UpdateRecordDetail Detail(EmulatedSslDeployment task, EmulatedSslDeploymentItem item) => new()
    {
        Id = item.Id,
        CertId = item.To,
        OldCertId = item.From,
        Domains = item.Resource.Domain is { } domain ? [domain] : null,
        ResourceType = item.Resource.Type,
        Region = item.Resource.Region,
        Status = item.Status,
        ErrorMsg = item.Error,
        InstanceId = item.Resource.InstanceId,
        ListenerId = item.Resource.ListenerId,
        CreateTime = IsoTime(task.Created),
        UpdateTime = IsoTime(item.Updated),
    };

    private static void Retry(ActionCall call, bool isUpdate, long? id, long? itemId)
    {
        var cloud = call.World.Cloud;
        var task = itemId is { } part
            ? cloud.Deployments.Find(candidate => candidate.IsUpdate == isUpdate && candidate.Items.Exists(item => item.Id == part))
            ?? cloud.Require(null, isUpdate)
            : cloud.Require(id, isUpdate);
        var failed = task.Items.FindAll(
            item => item.Status == EmulatedSslDeploymentItemStatus.Failed && (itemId is null || item.Id == itemId));
        ApiErrorException.ThrowIf(
            failed.Count == 0, "FailedOperation.CertificateDeployRetryStatusInvalid", "Only what has failed can be tried again.");

        cloud.Retry(failed, call.Now);
    }

    private static long Undo(ActionCall call, bool isUpdate, long? id)
    {
        var cloud = call.World.Cloud;
        var task = cloud.Require(id, isUpdate);
        ApiErrorException.ThrowIf(
            !task.IsFinished || task.Count(EmulatedSslDeploymentItemStatus.Succeeded) == 0,
            "FailedOperation.CertificateDeployRollbackStatusInvalid",
            "Only what has succeeded can be rolled back, once the task has ended.");
        return cloud.Undo(task, call.Now).Id;
    }

    private static EmulatedSslCertificate RequireIssued(ActionCall call, string id)
    {
        var certificate = call.World.Ssl.Require(id);
        ApiErrorException.ThrowIf(
            certificate is not { Status: SslStatus.Issued, Material: not null },
            "FailedOperation.CertificateHostDeployCanNotAllow", "The certificate's status does not allow its deployment.");
        return certificate;
    }

    private static IEnumerable<EmulatedSslDeployment> NewestFirst(ActionCall call, bool isUpdate) =>
        call.World.Cloud.Deployments.Where(task => task.IsUpdate == isUpdate).Reverse();

    private static string IsoTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static long ParseNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ApiErrorException("InvalidParameterValue", "A whole number is needed.");
}
