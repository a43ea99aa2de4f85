using TencentCert.Core.Client;
using TencentCert.Core.Wire.Ssl;


namespace TencentCert.Core.Wire;

/// <summary>Every action of the SSL Certificate Service this project calls by type; one line each.</summary>
public static class SslActions
{
    /// <summary>The table, for look-ups by name.</summary>
    public static readonly ApiTable Table = new(ApiService.Ssl);

    // Certificates
    public static readonly ApiAction<DescribeCertificatesRequest, DescribeCertificatesResponse> DescribeCertificates =
        Table.Read<DescribeCertificatesRequest, DescribeCertificatesResponse>("DescribeCertificates", chinaOnlyParameters: ["ServiceId"]);
    public static readonly ApiAction<DescribeCertificateRequest, DescribeCertificateResponse> DescribeCertificate =
        Table.Read<DescribeCertificateRequest, DescribeCertificateResponse>("DescribeCertificate");
    public static readonly ApiAction<DescribeCertificateDetailRequest, DescribeCertificateDetailResponse> DescribeCertificateDetail =
        Table.Read<DescribeCertificateDetailRequest, DescribeCertificateDetailResponse>("DescribeCertificateDetail");
    public static readonly ApiAction<DownloadCertificateRequest, DownloadCertificateResponse> DownloadCertificate =
        Table.Read<DownloadCertificateRequest, DownloadCertificateResponse>("DownloadCertificate");
    public static readonly ApiAction<DescribeCertificateOperateLogsRequest, DescribeCertificateOperateLogsResponse> DescribeCertificateOperateLogs =
        Table.Read<DescribeCertificateOperateLogsRequest, DescribeCertificateOperateLogsResponse>("DescribeCertificateOperateLogs");
    public static readonly ApiAction<CheckCertificateChainRequest, CheckCertificateChainResponse> CheckCertificateChain =
        Table.Read<CheckCertificateChainRequest, CheckCertificateChainResponse>("CheckCertificateChain", chinaOnly: true);
    public static readonly ApiAction<ModifyCertificateAliasRequest, ModifyCertificateAliasResponse> ModifyCertificateAlias =
        Table.Idempotent<ModifyCertificateAliasRequest, ModifyCertificateAliasResponse>("ModifyCertificateAlias");
    public static readonly ApiAction<ModifyCertificateProjectRequest, ModifyCertificateProjectResponse> ModifyCertificateProject =
        Table.Idempotent<ModifyCertificateProjectRequest, ModifyCertificateProjectResponse>("ModifyCertificateProject");
    public static readonly ApiAction<ModifyCertificatesExpiringNotificationSwitchRequest, ModifyCertificatesExpiringNotificationSwitchResponse> ModifyCertificatesExpiringNotificationSwitch =
        Table.Idempotent<ModifyCertificatesExpiringNotificationSwitchRequest, ModifyCertificatesExpiringNotificationSwitchResponse>("ModifyCertificatesExpiringNotificationSwitch");

    // UploadCertificate is idempotent only with Repeatable=false; the table takes the careful view.
    public static readonly ApiAction<UploadCertificateRequest, UploadCertificateResponse> UploadCertificate =
        Table.Once<UploadCertificateRequest, UploadCertificateResponse>("UploadCertificate", chinaOnlyParameters: ["KeyPassword"]);

    // Orders
    public static readonly ApiAction<ApplyCertificateRequest, ApplyCertificateResponse> ApplyCertificate =
        Table.Once<ApplyCertificateRequest, ApplyCertificateResponse>("ApplyCertificate");
    public static readonly ApiAction<ReplaceCertificateRequest, ReplaceCertificateResponse> ReplaceCertificate =
        Table.Once<ReplaceCertificateRequest, ReplaceCertificateResponse>("ReplaceCertificate", chinaOnlyParameters: ["SignAlgo", "UseCrossSignRoot"]);
    public static readonly ApiAction<CheckCertificateDomainVerificationRequest, CheckCertificateDomainVerificationResponse> CheckCertificateDomainVerification =
        Table.Read<CheckCertificateDomainVerificationRequest, CheckCertificateDomainVerificationResponse>("CheckCertificateDomainVerification");
    public static readonly ApiAction<CompleteCertificateRequest, CompleteCertificateResponse> CompleteCertificate =
        Table.Idempotent<CompleteCertificateRequest, CompleteCertificateResponse>("CompleteCertificate", chinaOnly: true);
    public static readonly ApiAction<CertificateInfoSubmitRequest, CertificateInfoSubmitResponse> CertificateInfoSubmit =
        Table.Once<CertificateInfoSubmitRequest, CertificateInfoSubmitResponse>("CertificateInfoSubmit");
    public static readonly ApiAction<CertificateOrderSubmitRequest, CertificateOrderSubmitResponse> CertificateOrderSubmit =
        Table.Once<CertificateOrderSubmitRequest, CertificateOrderSubmitResponse>("CertificateOrderSubmit");
    public static readonly ApiAction<CancelCertificateOrderRequest, CancelCertificateOrderResponse> CancelCertificateOrder =
        Table.Once<CancelCertificateOrderRequest, CancelCertificateOrderResponse>("CancelCertificateOrder");
    public static readonly ApiAction<CancelAuditCertificateRequest, CancelAuditCertificateResponse> CancelAuditCertificate =
        Table.Once<CancelAuditCertificateRequest, CancelAuditCertificateResponse>("CancelAuditCertificate");
    public static readonly ApiAction<RevokeCertificateRequest, RevokeCertificateResponse> RevokeCertificate =
        Table.Once<RevokeCertificateRequest, RevokeCertificateResponse>("RevokeCertificate");
    public static readonly ApiAction<DeleteCertificateRequest, DeleteCertificateResponse> DeleteCertificate =
        Table.Idempotent<DeleteCertificateRequest, DeleteCertificateResponse>("DeleteCertificate");
    public static readonly ApiAction<DeleteCertificatesRequest, DeleteCertificatesResponse> DeleteCertificates =
        Table.Idempotent<DeleteCertificatesRequest, DeleteCertificatesResponse>("DeleteCertificates", chinaOnly: true);
    public static readonly ApiAction<DescribeDeleteCertificatesTaskResultRequest, DescribeDeleteCertificatesTaskResultResponse> DescribeDeleteCertificatesTaskResult =
        Table.Read<DescribeDeleteCertificatesTaskResultRequest, DescribeDeleteCertificatesTaskResultResponse>("DescribeDeleteCertificatesTaskResult", chinaOnly: true);

    // Bindings and deployments
    public static readonly ApiAction<CreateCertificateBindResourceSyncTaskRequest, CreateCertificateBindResourceSyncTaskResponse> CreateCertificateBindResourceSyncTask =
        Table.Idempotent<CreateCertificateBindResourceSyncTaskRequest, CreateCertificateBindResourceSyncTaskResponse>("CreateCertificateBindResourceSyncTask");
    public static readonly ApiAction<DescribeCertificateBindResourceTaskResultRequest, DescribeCertificateBindResourceTaskResultResponse> DescribeCertificateBindResourceTaskResult =
        Table.Read<DescribeCertificateBindResourceTaskResultRequest, DescribeCertificateBindResourceTaskResultResponse>("DescribeCertificateBindResourceTaskResult");
    public static readonly ApiAction<DescribeCertificateBindResourceTaskDetailRequest, DescribeCertificateBindResourceTaskDetailResponse> DescribeCertificateBindResourceTaskDetail =
        Table.Read<DescribeCertificateBindResourceTaskDetailRequest, DescribeCertificateBindResourceTaskDetailResponse>("DescribeCertificateBindResourceTaskDetail");
    public static readonly ApiAction<DeployCertificateInstanceRequest, DeployCertificateInstanceResponse> DeployCertificateInstance =
        Table.Once<DeployCertificateInstanceRequest, DeployCertificateInstanceResponse>("DeployCertificateInstance", chinaOnly: true);
    public static readonly ApiAction<DescribeHostDeployRecordRequest, DescribeHostDeployRecordResponse> DescribeHostDeployRecord =
        Table.Read<DescribeHostDeployRecordRequest, DescribeHostDeployRecordResponse>("DescribeHostDeployRecord", chinaOnly: true);
    public static readonly ApiAction<DescribeHostDeployRecordDetailRequest, DescribeHostDeployRecordDetailResponse> DescribeHostDeployRecordDetail =
        Table.Read<DescribeHostDeployRecordDetailRequest, DescribeHostDeployRecordDetailResponse>("DescribeHostDeployRecordDetail", chinaOnly: true);
    public static readonly ApiAction<DeployCertificateRecordRetryRequest, DeployCertificateRecordRetryResponse> DeployCertificateRecordRetry =
        Table.Once<DeployCertificateRecordRetryRequest, DeployCertificateRecordRetryResponse>("DeployCertificateRecordRetry", chinaOnly: true);
    public static readonly ApiAction<DeployCertificateRecordRollbackRequest, DeployCertificateRecordRollbackResponse> DeployCertificateRecordRollback =
        Table.Once<DeployCertificateRecordRollbackRequest, DeployCertificateRecordRollbackResponse>("DeployCertificateRecordRollback", chinaOnly: true);

    // Documented to be called again with the same input until it answers an id.
    public static readonly ApiAction<UpdateCertificateInstanceRequest, UpdateCertificateInstanceResponse> UpdateCertificateInstance =
        Table.Idempotent<UpdateCertificateInstanceRequest, UpdateCertificateInstanceResponse>("UpdateCertificateInstance");
    public static readonly ApiAction<DescribeHostUpdateRecordRequest, DescribeHostUpdateRecordResponse> DescribeHostUpdateRecord =
        Table.Read<DescribeHostUpdateRecordRequest, DescribeHostUpdateRecordResponse>("DescribeHostUpdateRecord");
    public static readonly ApiAction<DescribeHostUpdateRecordDetailRequest, DescribeHostUpdateRecordDetailResponse> DescribeHostUpdateRecordDetail =
        Table.Read<DescribeHostUpdateRecordDetailRequest, DescribeHostUpdateRecordDetailResponse>("DescribeHostUpdateRecordDetail");
    public static readonly ApiAction<UpdateCertificateRecordRetryRequest, UpdateCertificateRecordRetryResponse> UpdateCertificateRecordRetry =
        Table.Once<UpdateCertificateRecordRetryRequest, UpdateCertificateRecordRetryResponse>("UpdateCertificateRecordRetry");
    public static readonly ApiAction<UpdateCertificateRecordRollbackRequest, UpdateCertificateRecordRollbackResponse> UpdateCertificateRecordRollback =
        Table.Once<UpdateCertificateRecordRollbackRequest, UpdateCertificateRecordRollbackResponse>("UpdateCertificateRecordRollback");
}
