using System.Diagnostics.CodeAnalysis;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Reissues certificates and validates their domains.</summary>
internal static class SslReissueActions
{
    private const string InvalidParam = "FailedOperation.InvalidParam";
    private const string InvalidAlgorithm = "InvalidParameter.RenewAlgorithmInvalid";

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.ReplaceCertificate, Replace);
        handlers.Handle(SslActions.CompleteCertificate, Complete);
        handlers.Handle(SslActions.CheckCertificateDomainVerification, CheckVerification);
    }

    private static ReplaceCertificateResponse Replace(ActionCall call, ReplaceCertificateRequest request)
    {
        var store = call.World.Ssl;
        var original = store.Require(request.CertificateId);
        RequireReplaceable(original);
        ApiErrorException.ThrowIf(
            !SslValidation.AcceptedMethods.Contains(request.ValidType),
            InvalidParam, $"ValidType must be one of {string.Join(", ", SslValidation.AcceptedMethods)}.");
        var csrType = request.CsrType ?? "original";
        var key = csrType switch
        {
            "original" => original.Material!.Key ?? CertificateKey.External(original.Material.Leaf.PublicKey),
            "online" => NewKey(original, request),
            "upload" => UploadedKey(original, request),
            _ => throw new ApiErrorException(InvalidParam, "CsrType must be original, upload or online."),
        };

        var reissue = store.Add(new EmulatedSslCertificate
        {
            Id = store.NewId(),
            Names = original.Names,
            Product = original.Product,
            InsertTime = call.Now - call.World.InsertTimeOffset,
            OrderBegin = original.OrderBegin ?? original.InsertTime,
            OrderEnd = original.OrderEnd,
            Alias = original.Alias,
            ProjectId = original.ProjectId,
            ReplacedBy = original.Id,
            KeyPassword = request.CsrkeyPassword,
            CsrType = csrType,
            CsrPem = csrType == "upload" ? request.CsrContent : csrType == "original" ? original.CsrPem : null,
        });
        store.BeginOrder(
            reissue, request.ValidType, call.Now, issued => store.Issue(original.Names, key, issued, original.OrderEnd));
        original.Status = SslStatus.Reissuing;
        original.ReplacedFor = reissue.Id;
        call.Log("replace", original.Id);
        return new ReplaceCertificateResponse { CertificateId = reissue.Id };
    }

    private static void RequireReplaceable(EmulatedSslCertificate original)
    {
        ApiErrorException.ThrowIf(
            original.IsUploaded, "FailedOperation.InvalidCertificateSource", "An uploaded certificate cannot be reissued.");
        ApiErrorException.ThrowIf(
            original.Status == SslStatus.Reissuing,
            "FailedOperation.OrderAlreadyReplaced", "A reissue of this certificate is in progress.");
        ApiErrorException.ThrowIf(
            original.Status != SslStatus.Issued,
            "FailedOperation.InvalidCertificateStatusCode", "Only an issued certificate can be reissued.");

        // A reissue of a free certificate is the same order, which has had its one reissue.
        ApiErrorException.ThrowIf(
            original.IsFree && (original.ReplacedFor ?? original.ReplacedBy) is not null,
            "FailedOperation.OrderAlreadyReplaced", "A free certificate can be reissued only once.");
    }

    private static CertificateKey NewKey(EmulatedSslCertificate original, ReplaceCertificateRequest request)
    {
        var algorithm = request.CertCSREncryptAlgo ?? "RSA";
        var parameter = request.CertCSRKeyParameter ?? (algorithm == "ECC" ? "prime256v1" : "2048");
        RequireFreeKey(original, (algorithm, parameter) is ("RSA", "2048"));
        return (algorithm, parameter) switch
        {
            ("RSA", "2048") => CertificateKey.Rsa(2048),
            ("RSA", "4096") => CertificateKey.Rsa(4096),
            ("ECC", "prime256v1" or "secp384r1") => CertificateKey.Ecc(parameter),
            ("SM2", _) => throw new ApiErrorException(InvalidParam, "The emulator cannot make SM2 keys."),
            ("RSA" or "ECC", _) => throw new ApiErrorException(InvalidParam, $"{parameter} is not a key parameter of {algorithm}."),
            _ => throw new ApiErrorException(InvalidAlgorithm, "CertCSREncryptAlgo must be RSA, ECC or SM2."),
        };
    }

    private static CertificateKey UploadedKey(EmulatedSslCertificate original, ReplaceCertificateRequest request)
    {
        ApiErrorException.ThrowIf(
            string.IsNullOrWhiteSpace(request.CsrContent), InvalidParam, "CsrContent is needed when CsrType is upload.");
        var key = CertificateKey.OfRequest(request.CsrContent!);
        using var rsa = key.PublicKey.GetRSAPublicKey();
        RequireFreeKey(original, rsa?.KeySize == 2048);
        return key;
    }

    private static void RequireFreeKey(EmulatedSslCertificate original, bool isRsa2048) => ApiErrorException.ThrowIf(
        original.IsFree && !isRsa2048, InvalidAlgorithm, "A free certificate can be reissued with RSA-2048 only.");

    private static CompleteCertificateResponse Complete(ActionCall call, CompleteCertificateRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        RequireVerifiable(certificate.IsPending);
        SslStore.PassValidation(certificate, call.Now);
        return new CompleteCertificateResponse { CertificateId = certificate.Id };
    }

    private static CheckCertificateDomainVerificationResponse CheckVerification(
        ActionCall call, CheckCertificateDomainVerificationRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        var validation = certificate.Validation;
        RequireVerifiable(validation is not null);

        var issued = certificate.Status == SslStatus.Issued;
        var passed = issued || validation.HasPassed(call.Now);
        return new CheckCertificateDomainVerificationResponse
        {
            VerificationResults = [.. certificate.Names.Select(name => Result(name, validation, passed, issued))],
        };
    }

    private static DomainValidationResult Result(string name, SslValidation validation, bool passed, bool issued)
    {
        var record = validation.RecordFor(name);
        return new DomainValidationResult
        {
            Domain = name,
            VerifyType = validation.Method,
            LocalCheck = passed ? 1 : record.Type switch { "FILE" => -4, "CNAME" => -6, _ => -1 },
            CaCheck = passed ? 2 : -1,
            LocalCheckFailReason = passed ? null : $"{record.Type} record not found",
            CheckValue = passed ? [record.Value] : [],
            Frequently = false,
            Issued = issued,
        };
    }

    private static void RequireVerifiable([DoesNotReturnIf(false)] bool condition) => ApiErrorException.ThrowIf(
        !condition, "FailedOperation.CertificateStatusNotAllowVerify", "The certificate's status does not allow its validation.");
}
