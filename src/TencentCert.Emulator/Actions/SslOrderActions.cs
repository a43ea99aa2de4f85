using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Orders certificates, submits their information, cancels and revokes them.</summary>
internal static class SslOrderActions
{
    private const string InvalidParam = "FailedOperation.InvalidParam";
    private const string InvalidStatus = "FailedOperation.InvalidCertificateStatusCode";
    private const int MinLetterBytes = 1024;
    private const int MaxLetterBytes = 1_400_000;

    private static readonly TimeSpan CancellationDelay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RevocationDelay = TimeSpan.FromSeconds(3);

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.ApplyCertificate, Apply);
        handlers.Handle(SslActions.CertificateInfoSubmit, SubmitInformation);
        handlers.Handle(SslActions.CertificateOrderSubmit, SubmitOrder);
        handlers.Handle(SslActions.CancelCertificateOrder, Cancel);
        handlers.Handle(SslActions.CancelAuditCertificate, CancelReview);
        handlers.Handle(SslActions.RevokeCertificate, Revoke);
        handlers.Handle(SslActions.ModifyCertificateResubmit, Resubmit);
        handlers.Handle(SslActions.UploadConfirmLetter, UploadConfirmation);
        handlers.Handle(SslActions.UploadRevokeLetter, UploadRevocation);
    }

    private static ApplyCertificateResponse Apply(ActionCall call, ApplyCertificateRequest request)
    {
        var store = call.World.Ssl;
        RequireValidationMethod(request.DvAuthMethod);
        RequireParameter(request.DnsNames is not { Count: > 0 }, "DnsNames is not open yet.");
        RequireParameter(
            request.PackageType is null or "83" && request.ValidityPeriod is null or "3", "PackageType must be 83 and ValidityPeriod 3.");
        RequireParameter(!DomainName.IsWildcard(request.DomainName), "A free certificate is for one host name, not for a wildcard.");

        var key = (request.CsrEncryptAlgo ?? "RSA", request.CsrKeyParameter) switch
        {
            ("RSA", null or "2048") => CertificateKey.Rsa(2048),
            ("ECC", "prime256v1") => CertificateKey.Ecc("prime256v1"),
            _ => throw new ApiErrorException(
                InvalidParam, "CsrEncryptAlgo and CsrKeyParameter must be RSA and 2048, or ECC and prime256v1."),
        };
        ApiErrorException.ThrowIf(
            request.OldCertificateId is { } oldId && !SslViews.CanRenew(store.Require(oldId), call.Now),
            InvalidStatus, "Only a certificate that ends within 30 days and has not ended can be renewed.");
        var freeOrders =
            store.All.Count(order => order.IsFree && order.Status is SslStatus.Issued or SslStatus.Reviewing or SslStatus.AddingDnsRecord);
        ApiErrorException.ThrowIf(
            freeOrders >= call.World.FreeCertificateLimit,
            "FailedOperation.ExceedsFreeLimit", "The number of free certificates has reached its limit.");

        var certificate = store.Add(new EmulatedSslCertificate
        {
            Id = store.NewId(),
            Names = [request.DomainName],
            Product = SslProduct.Free,
            InsertTime = call.Now - call.World.InsertTimeOffset,
            OrderEnd = call.Now + CertificateLifetime.FreeOrder,
            Alias = request.Alias ?? "",
            ProjectId = request.ProjectId ?? 0,
            RenewalOf = request.OldCertificateId,
            KeyPassword = request.CsrKeyPassword,
        });
        store.BeginOrder(
            certificate, request.DvAuthMethod, call.Now,
            issued => store.Issue(certificate.Names, key, issued, issued + CertificateLifetime.FreeOrder));
        call.Log("apply", certificate.Id);
        return new ApplyCertificateResponse { CertificateId = certificate.Id };
    }

    private static CertificateInfoSubmitResponse SubmitInformation(ActionCall call, CertificateInfoSubmitRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertId);
        RequireInformationPending(certificate);
        RequireParameter(request.GenCsrType is "online" or "parse", "GenCsrType must be online or parse.");
        RequireParameter(
            request.GenCsrType == "online" || !string.IsNullOrWhiteSpace(request.Csr), "Csr is needed when GenCsrType is parse.");
        RequireParameter(
            request.CompanyType != 1 || !string.IsNullOrEmpty(request.ContactEmail), "ContactEmail is needed when CompanyType is 1.");
        RequireParameter(
            request.CompanyType != 2 || request.CompanyId != "0" || request.ManagerId is not (null or "0")
                || !string.IsNullOrEmpty(request.OrgOrganization),
            "OrgOrganization is needed without CompanyId and ManagerId.");

        certificate.Information = request;
        call.Log("submitInfo", certificate.Id);
        return new CertificateInfoSubmitResponse();
    }

    private static CertificateOrderSubmitResponse SubmitOrder(ActionCall call, CertificateOrderSubmitRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertId);
        RequireInformationPending(certificate);
        var information = certificate.Information
            ?? throw new ApiErrorException(InvalidStatus, "The order's information has not been submitted.");
        var validationMethod = request.VerifyType ?? information.VerifyType ?? "DNS";
        RequireValidationMethod(validationMethod);
        BeginReview(call, certificate, information, validationMethod);
        call.Log("applyVIP", certificate.Id);
        return new CertificateOrderSubmitResponse { OrderId = "CA-" + certificate.Id, Status = (long)certificate.Status, IsAudited = true };
    }

    private static void BeginReview(
        ActionCall call, EmulatedSslCertificate certificate, CertificateInfoSubmitRequest information, string validationMethod)
    {
        var store = call.World.Ssl;
        certificate.Names = [information.CertCommonName, .. information.DnsNames ?? []];
        certificate.CsrType = information.GenCsrType == "parse" ? "upload" : "online";
        certificate.CsrPem = information.Csr;
        certificate.KeyPassword = information.KeyPass;
        var key = information switch
        {
            { GenCsrType: "parse" } => CertificateKey.OfRequest(information.Csr!),
            { CsrEncryptAlgo: "ECC" } => CertificateKey.Ecc("prime256v1"),
            _ => CertificateKey.Rsa(information.CsrKeyParameter == "4096" ? 4096 : 2048),
        };
        store.BeginOrder(
            certificate, validationMethod, call.Now,
            issued => store.Issue(certificate.Names, key, issued, issued + CertificateLifetime.PaidOrder));
    }

    private static void RepeatReview(ActionCall call, EmulatedSslCertificate certificate, CertificateInfoSubmitRequest information) =>
        BeginReview(call, certificate, information, certificate.Validation?.Method ?? information.VerifyType ?? "DNS");

    private static ModifyCertificateResubmitResponse Resubmit(ActionCall call, ModifyCertificateResubmitRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        ApiErrorException.ThrowIf(
            certificate is not { Status: SslStatus.Failed or SslStatus.Cancelled, Information: not null },
            "FailedOperation.CertificateStatusNotAllowResubmit",
            "Only a paid order whose review failed or was cancelled can be submitted again.");
        RepeatReview(call, certificate, certificate.Information);
        call.Log("resubmit", certificate.Id);
        return new ModifyCertificateResubmitResponse { CertificateId = certificate.Id };
    }

    private static UploadConfirmLetterResponse UploadConfirmation(ActionCall call, UploadConfirmLetterRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        RequireLetter(request.ConfirmLetter);
        RequireStatus(certificate, SslStatus.LetterPending);
        if (certificate.Information is { } information)
            RepeatReview(call, certificate, information);
        else
            certificate.Status = SslStatus.Reviewing;

        return new UploadConfirmLetterResponse { CertificateId = certificate.Id, IsSuccess = true };
    }

    private static UploadRevokeLetterResponse UploadRevocation(ActionCall call, UploadRevokeLetterRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        RequireLetter(request.RevokeLetter);
        RequireStatus(certificate, SslStatus.RevocationLetterPending);
        BeginRevocation(call, certificate);
        return new UploadRevokeLetterResponse { CertificateId = certificate.Id, IsSuccess = true };
    }

    // Published: base64 of a jpg, jpeg, png or pdf file between 1 KB and 1.4 MB.
    private static void RequireLetter(string base64)
    {
        byte[] file;
        try
        {
            file = Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new ApiErrorException("FailedOperation.InvalidConfirmLetterFormat", "The letter is not base64.");
        }

        ApiErrorException.ThrowIf(
            file.Length < MinLetterBytes, "FailedOperation.ConfirmLetterTooSmall", "The letter must have more than 1 KB.");
        ApiErrorException.ThrowIf(
            file.Length > MaxLetterBytes, "FailedOperation.ConfirmLetterTooLarge", "The letter must have less than 1.4 MB.");
        ApiErrorException.ThrowIf(
            file is not [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] and not [0xFF, 0xD8, 0xFF, ..]
                and not [0x89, (byte)'P', (byte)'N', (byte)'G', ..],
            "FailedOperation.InvalidConfirmLetterFormat", "The letter must be a jpg, jpeg, png or pdf file.");
    }

    private static void RequireStatus(EmulatedSslCertificate certificate, SslStatus status) =>
        ApiErrorException.ThrowIf(certificate.Status != status, InvalidStatus, $"The certificate's status is not {status}.");

    private static CancelCertificateOrderResponse Cancel(ActionCall call, CancelCertificateOrderRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        ApiErrorException.ThrowIf(
            certificate.IsUploaded || !(certificate.IsPending || IsInformationPending(certificate)),
            "FailedOperation.CertificateNotFoundOrCantCancel", "The certificate's status does not allow its order to be cancelled.");

        call.World.Ssl.EndOrder(certificate, SslStatus.Cancelling);
        certificate.Next = (SslStatus.Cancelled, call.Now + CancellationDelay);
        call.Log("cancel", certificate.Id);
        return new CancelCertificateOrderResponse { CertificateId = certificate.Id };
    }

    private static CancelAuditCertificateResponse CancelReview(ActionCall call, CancelAuditCertificateRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        ApiErrorException.ThrowIf(
            !certificate.IsPending || certificate.Information is null,
            "FailedOperation.CancelOrderFailed", "The certificate is not under review.");

        call.World.Ssl.EndOrder(certificate, SslStatus.CompanyDataPending);
        certificate.Validation = null;
        certificate.Information = null;
        call.Log("cancel", certificate.Id);
        return new CancelAuditCertificateResponse { Result = true };
    }

    private static RevokeCertificateResponse Revoke(ActionCall call, RevokeCertificateRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        ApiErrorException.ThrowIf(
            certificate.IsUploaded || certificate.Status != SslStatus.Issued,
            "FailedOperation.RevokeFailed", "Only an issued certificate that was ordered here can be revoked.");
        BeginRevocation(call, certificate);
        call.Log("revoke", certificate.Id);
        var records = new SslValidation { Method = "DNS", Started = call.Now };
        return new RevokeCertificateResponse
        {
            RevokeDomainValidateAuths = [.. certificate.Names.Select(records.RecordFor).Select(record => new RevokeDomainValidateAuths
            {
                DomainValidateAuthPath = record.Path,
                DomainValidateAuthKey = record.Key,
                DomainValidateAuthValue = record.Value,
                DomainValidateAuthDomain = record.Domain,
            })],
        };
    }

    private static bool IsInformationPending(EmulatedSslCertificate certificate) =>
        certificate.Status is SslStatus.CompanyDataPending or SslStatus.FreeDataPending;

    private static void RequireInformationPending(EmulatedSslCertificate certificate) =>
        ApiErrorException.ThrowIf(!IsInformationPending(certificate), InvalidStatus, "The order does not wait for information.");

    private static void RequireValidationMethod(string validationMethod) => RequireParameter(
        SslValidation.AcceptedMethods.Contains(validationMethod),
        $"The validation must be one of {string.Join(", ", SslValidation.AcceptedMethods)}.");

    private static void RequireParameter(bool condition, string message) =>
        ApiErrorException.ThrowIf(!condition, InvalidParam, message);

    private static void BeginRevocation(ActionCall call, EmulatedSslCertificate certificate)
    {
        certificate.Status = SslStatus.Revoking;
        certificate.Next = (SslStatus.Revoked, call.Now + RevocationDelay);
    }
}
