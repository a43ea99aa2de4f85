using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Ordering a certificate, handing its information in, cancelling, revoking.</summary>
internal static class SslOrderActions
{
    private static readonly string[] ValidTypes = ["DNS_AUTO", "DNS", "FILE"];
    private static readonly TimeSpan FreeLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan PaidLife = TimeSpan.FromDays(365);
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RevokeTime = TimeSpan.FromSeconds(3);

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.ApplyCertificate, Apply);
        handlers.Handle(SslActions.CertificateInfoSubmit, SubmitInformation);
        handlers.Handle(SslActions.CertificateOrderSubmit, SubmitOrder);
        handlers.Handle(SslActions.CancelCertificateOrder, Cancel);
        handlers.Handle(SslActions.CancelAuditCertificate, CancelReview);
        handlers.Handle(SslActions.RevokeCertificate, Revoke);
    }

    private static ApplyCertificateResponse Apply(ActionCall call, ApplyCertificateRequest request)
    {
        var store = call.World.Ssl;
        RequireValidType(request.DvAuthMethod);
        if (request.DnsNames is { Count: > 0 })
        {
            throw Invalid("DnsNames is not open yet.");
        }

        if (request.PackageType is not (null or "83") || request.ValidityPeriod is not (null or "3"))
        {
            throw Invalid("PackageType must be 83 and ValidityPeriod 3.");
        }

        if (DomainName.IsWildcard(request.DomainName))
        {
            throw new ApiErrorException("FailedOperation.InvalidParam", "A free certificate is for one host name, not for a wildcard.");
        }

        var key = (request.CsrEncryptAlgo ?? "RSA", request.CsrKeyParameter) switch
        {
            ("RSA", null or "2048") => CertificateKey.Rsa(2048),
            ("ECC", "prime256v1") => CertificateKey.Ecc("prime256v1"),
            _ => throw Invalid("CsrEncryptAlgo and CsrKeyParameter must be RSA and 2048, or ECC and prime256v1."),
        };
        if (request.OldCertificateId is { } oldId)
        {
            RequireRenewable(store.Require(oldId), call.Now);
        }

        if (store.All.Count(one => one.IsFree && one.Status is SslStatus.Issued or SslStatus.Reviewing or SslStatus.AddingDnsRecord && one.IsFree) >= call.World.FreeCertificateLimit)
        {
            throw new ApiErrorException("FailedOperation.ExceedsFreeLimit", "The number of free certificates has reached its limit.");
        }

        var certificate = new EmulatedSslCertificate
        {
            Id = store.NewId(),
            Names = [request.DomainName],
            Product = SslProduct.Free,
            InsertTime = call.Now,
            OrderEnd = call.Now + FreeLife,
            Alias = request.Alias ?? "",
            ProjectId = request.ProjectId ?? 0,
            RenewalOf = request.OldCertificateId,
            KeyPassword = request.CsrKeyPassword,
        };
        store.Add(certificate);
        store.BeginOrder(certificate, request.DvAuthMethod, call.Now, issued => store.Issue(certificate.Names, key, issued, issued + FreeLife));
        call.World.SslLog.Add(call.Now, "apply", certificate.Id);
        return new ApplyCertificateResponse { CertificateId = certificate.Id };
    }

    private static void RequireRenewable(EmulatedSslCertificate old, DateTimeOffset now)
    {
        if (!SslViews.CanRenew(old, now))
        {
            throw new ApiErrorException("FailedOperation.InvalidCertificateStatusCode", "Only a certificate that ends within 30 days and has not ended can be renewed.");
        }
    }

    private static CertificateInfoSubmitResponse SubmitInformation(ActionCall call, CertificateInfoSubmitRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertId);
        RequireInformationPending(certificate);
        if (request.GenCsrType is not ("online" or "parse"))
        {
            throw Invalid("GenCsrType must be online or parse.");
        }

        if (request.GenCsrType == "parse" && string.IsNullOrWhiteSpace(request.Csr))
        {
            throw Invalid("Csr is needed when GenCsrType is parse.");
        }

        if (request.CompanyType == 1 && string.IsNullOrEmpty(request.ContactEmail))
        {
            throw Invalid("ContactEmail is needed when CompanyType is 1.");
        }

        if (request.CompanyType == 2 && request.CompanyId is "0" && request.ManagerId is null or "0" && string.IsNullOrEmpty(request.OrgOrganization))
        {
            throw Invalid("OrgOrganization is needed without CompanyId and ManagerId.");
        }

        certificate.Information = request;
        call.World.SslLog.Add(call.Now, "submitInfo", certificate.Id);
        return new CertificateInfoSubmitResponse();
    }

    private static CertificateOrderSubmitResponse SubmitOrder(ActionCall call, CertificateOrderSubmitRequest request)
    {
        var store = call.World.Ssl;
        var certificate = store.Require(request.CertId);
        RequireInformationPending(certificate);
        var information = certificate.Information
            ?? throw new ApiErrorException("FailedOperation.CertificateInfoNotSubmitted", "The order's information has not been submitted.");
        var validType = request.VerifyType ?? information.VerifyType ?? "DNS";
        RequireValidType(validType);
        certificate.Names = [information.CertCommonName, .. information.DnsNames ?? []];
        certificate.CsrType = information.GenCsrType == "parse" ? "upload" : "online";
        certificate.CsrPem = information.Csr;
        certificate.KeyPassword = information.KeyPass;
        if (information.GenCsrType == "parse")
        {
            var key = SigningRequest.PublicKeyOf(information.Csr!);
            store.BeginOrder(certificate, validType, call.Now, issued => store.Issue(certificate.Names, key, issued, issued + PaidLife));
        }
        else
        {
            var key = information.CsrEncryptAlgo == "ECC" ? CertificateKey.Ecc("prime256v1") : CertificateKey.Rsa(information.CsrKeyParameter == "4096" ? 4096 : 2048);
            store.BeginOrder(certificate, validType, call.Now, issued => store.Issue(certificate.Names, key, issued, issued + PaidLife));
        }

        call.World.SslLog.Add(call.Now, "applyVIP", certificate.Id);
        return new CertificateOrderSubmitResponse { OrderId = "CA-" + certificate.Id, Status = (long)certificate.Status, IsAudited = true };
    }

    private static CancelCertificateOrderResponse Cancel(ActionCall call, CancelCertificateOrderRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        if (certificate.IsUploaded || !(certificate.IsPending || IsInformationPending(certificate)))
        {
            throw new ApiErrorException("FailedOperation.CertificateStatusNotAllowCancel", "The certificate's status does not allow its order to be cancelled.");
        }

        call.World.Ssl.EndOrder(certificate, SslStatus.Cancelling);
        certificate.Next = (SslStatus.Cancelled, call.Now + CancelTime);
        call.World.SslLog.Add(call.Now, "cancel", certificate.Id);
        return new CancelCertificateOrderResponse { CertificateId = certificate.Id };
    }

    private static CancelAuditCertificateResponse CancelReview(ActionCall call, CancelAuditCertificateRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        if (!certificate.IsPending || certificate.Information is null)
        {
            throw new ApiErrorException("FailedOperation.CancelOrderFailed", "The certificate is not under review.");
        }

        call.World.Ssl.EndOrder(certificate, SslStatus.CompanyDataPending);
        certificate.Validation = null;
        certificate.Information = null;
        call.World.SslLog.Add(call.Now, "cancel", certificate.Id);
        return new CancelAuditCertificateResponse { Result = true };
    }

    private static RevokeCertificateResponse Revoke(ActionCall call, RevokeCertificateRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        if (certificate.IsUploaded || certificate.Status != SslStatus.Issued)
        {
            throw new ApiErrorException("FailedOperation.CertificateStatusNotAllowRevoke", "Only an issued certificate that was ordered here can be revoked.");
        }

        certificate.Status = SslStatus.Revoking;
        certificate.Next = (SslStatus.Revoked, call.Now + RevokeTime);
        call.World.SslLog.Add(call.Now, "revoke", certificate.Id);
        var records = new SslValidation { Method = "DNS", Started = call.Now };
        return new RevokeCertificateResponse
        {
            RevokeDomainValidateAuths =
            [
                .. certificate.Names.Select(records.RecordFor).Select(record => new RevokeDomainValidateAuths
                {
                    DomainValidateAuthPath = record.Path,
                    DomainValidateAuthKey = record.Key,
                    DomainValidateAuthValue = record.Value,
                    DomainValidateAuthDomain = record.Domain,
                }),
            ],
        };
    }

    private static bool IsInformationPending(EmulatedSslCertificate certificate) =>
        certificate.Status is SslStatus.CompanyDataPending or SslStatus.FreeDataPending;

    private static void RequireInformationPending(EmulatedSslCertificate certificate)
    {
        if (!IsInformationPending(certificate))
        {
            throw new ApiErrorException("FailedOperation.InvalidCertificateStatusCode", "The order does not wait for information.");
        }
    }

    private static void RequireValidType(string validType)
    {
        if (!ValidTypes.Contains(validType))
        {
            throw Invalid($"The validation must be one of {string.Join(", ", ValidTypes)}.");
        }
    }

    private static ApiErrorException Invalid(string message) => new("FailedOperation.InvalidParam", message);
}
