using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Errors;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Reissues certificates and validates their domains.</summary>
internal static class SslReissueActions
{
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
        if (!SslValidation.AcceptedMethods.Contains(request.ValidType))
            throw Invalid($"ValidType must be one of {string.Join(", ", SslValidation.AcceptedMethods)}.");

        var csrType = request.CsrType ?? "original";
        var issue = csrType switch
        {
            "original" => WithOriginalKey(store, original),
            "online" => WithKey(store, original, NewKey(original, request)),
            "upload" => WithPublicKey(store, original, UploadedKey(original, request)),
            _ => throw Invalid("CsrType must be original, upload or online."),
        };

        var reissue = new EmulatedSslCertificate
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
        };
        store.Add(reissue);
        store.BeginOrder(reissue, request.ValidType, call.Now, issue);
        original.Status = SslStatus.Reissuing;
        original.ReplacedFor = reissue.Id;
        call.World.SslLog.Add(call.Now, "replace", original.Id);
        return new ReplaceCertificateResponse { CertificateId = reissue.Id };
    }

    private static void RequireReplaceable(EmulatedSslCertificate original)
    {
        if (original.IsUploaded)
            throw new ApiErrorException("FailedOperation.InvalidCertificateSource", "An uploaded certificate cannot be reissued.");

        if (original.Status == SslStatus.Reissuing)
            throw new ApiErrorException("FailedOperation.OrderAlreadyReplaced", "A reissue of this certificate is in progress.");

        if (original.Status != SslStatus.Issued)
            throw new ApiErrorException("FailedOperation.InvalidCertificateStatusCode", "Only an issued certificate can be reissued.");

        // A reissue of a free certificate is the same order, which has had its one reissue.
        if (original.IsFree && (original.ReplacedFor ?? original.ReplacedBy) is not null)
            throw new ApiErrorException("FailedOperation.OrderAlreadyReplaced", "A free certificate can be reissued only once.");
    }

    private static CertificateKey NewKey(EmulatedSslCertificate original, ReplaceCertificateRequest request)
    {
        var algorithm = request.CertCSREncryptAlgo ?? "RSA";
        var parameter = request.CertCSRKeyParameter ?? (algorithm == "ECC" ? "prime256v1" : "2048");
        if (original.IsFree && (algorithm, parameter) is not ("RSA", "2048"))
            throw AlgorithmInvalid("A free certificate can be reissued with RSA-2048 only.");

        return (algorithm, parameter) switch
        {
            ("RSA", "2048") => CertificateKey.Rsa(2048),
            ("RSA", "4096") => CertificateKey.Rsa(4096),
            ("ECC", "prime256v1" or "secp384r1") => CertificateKey.Ecc(parameter),
            ("SM2", _) => throw Invalid("The emulator cannot make SM2 keys."),
            ("RSA" or "ECC", _) => throw Invalid($"{parameter} is not a key parameter of {algorithm}."),
            _ => throw AlgorithmInvalid("CertCSREncryptAlgo must be RSA, ECC or SM2."),
        };
    }

    private static PublicKey UploadedKey(EmulatedSslCertificate original, ReplaceCertificateRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.CsrContent))
            throw Invalid("CsrContent is needed when CsrType is upload.");

        var key = SigningRequest.PublicKeyOf(request.CsrContent);
        using var rsa = key.GetRSAPublicKey();
        return original.IsFree && rsa?.KeySize != 2048
            ? throw AlgorithmInvalid("A free certificate can be reissued with RSA-2048 only.")
            : key;
    }

    private static Func<DateTimeOffset, CertificateMaterial> WithOriginalKey(SslStore store, EmulatedSslCertificate original) =>
        original.Material!.Key is { } key
            ? WithKey(store, original, key)
            : WithPublicKey(store, original, original.Material.Leaf.PublicKey);

    private static Func<DateTimeOffset, CertificateMaterial> WithKey(SslStore store, EmulatedSslCertificate original, CertificateKey key) =>
        issued => store.Issue(original.Names, key, issued, original.OrderEnd);

    private static Func<DateTimeOffset, CertificateMaterial> WithPublicKey(
        SslStore store, EmulatedSslCertificate original, PublicKey key) =>
        issued => store.Issue(original.Names, key, issued, original.OrderEnd);

    private static CompleteCertificateResponse Complete(ActionCall call, CompleteCertificateRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        if (!certificate.IsPending)
            throw NotAllowed();

        SslStore.PassValidation(certificate, call.Now);
        return new CompleteCertificateResponse { CertificateId = certificate.Id };
    }

    private static CheckCertificateDomainVerificationResponse CheckVerification(
        ActionCall call, CheckCertificateDomainVerificationRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        if (certificate.Validation is not { } validation)
            throw NotAllowed();

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

    private static ApiErrorException NotAllowed() =>
        new("FailedOperation.CertificateStatusNotAllowVerify", "The certificate's status does not allow its validation.");

    private static ApiErrorException Invalid(string message) => new("FailedOperation.InvalidParam", message);

    private static ApiErrorException AlgorithmInvalid(string message) => new("InvalidParameter.RenewAlgorithmInvalid", message);
}
