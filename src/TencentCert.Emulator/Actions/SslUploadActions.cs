using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Uploads certificates and checks chains.</summary>
internal static class SslUploadActions
{
    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.UploadCertificate, Upload);
        handlers.Handle(SslActions.CheckCertificateExist, FindExisting);
        handlers.Handle(SslActions.CheckCertificateChain, CheckChain);
    }

    private static UploadCertificateResponse Upload(ActionCall call, UploadCertificateRequest request)
    {
        ApiErrorException.ThrowIf(
            request.CertificateType is not (null or "SVR" or "CA"), "FailedOperation.InvalidParam", "CertificateType must be SVR or CA.");
        ApiErrorException.ThrowIf(
            request.CertificateType != "CA" && string.IsNullOrWhiteSpace(request.CertificatePrivateKey),
            "FailedOperation.CertificateInvalid", "A server certificate needs its private key.");
        var material = Read(request.CertificatePublicKey, request.CertificatePrivateKey);
        var store = call.World.Ssl;
        var existing = request.Repeatable == false ? FindIssued(call, material, onlyUploaded: true) : null;
        if (existing is not null)
            return new UploadCertificateResponse { CertificateId = existing.Id, RepeatCertId = existing.Id };

        var certificate = store.Add(new EmulatedSslCertificate
        {
            Id = store.NewId(),
            Names = material.Names,
            Product = SslProduct.Uploaded,
            CertificateType = request.CertificateType ?? "SVR",
            InsertTime = call.Now - call.World.InsertTimeOffset,
            OrderEnd = material.NotAfter,
            Alias = request.Alias ?? "",
            ProjectId = request.ProjectId ?? 0,
            Status = material.NotAfter <= call.Now ? SslStatus.Expired : SslStatus.Issued,
            Material = material,
        });
        foreach (var tag in request.Tags ?? [])
            certificate.Tags[tag.TagKey ?? ""] = tag.TagValue ?? "";

        call.Log("uploadFromYunAPI", certificate.Id);
        return new UploadCertificateResponse { CertificateId = certificate.Id };
    }

    private static CheckCertificateExistResponse FindExisting(ActionCall call, CheckCertificateExistRequest request)
    {
        var found = FindIssued(call, Read(request.CertificatePublicKey, key: null), onlyUploaded: false);
        return new CheckCertificateExistResponse { RepeatCertId = found?.Id ?? "" };
    }

    private static EmulatedSslCertificate? FindIssued(ActionCall call, CertificateMaterial material, bool onlyUploaded) =>
        call.World.Ssl.All.FirstOrDefault(candidate => candidate.Status == SslStatus.Issued && (!onlyUploaded || candidate.IsUploaded)
            && candidate.Material?.Leaf.Thumbprint == material.Leaf.Thumbprint);

    private static CertificateMaterial Read(string chain, string? key)
    {
        try
        {
            return CertificateMaterial.FromPem(chain, key);
        }
        catch (CertificateKeyMismatchException)
        {
            throw new ApiErrorException("FailedOperation.CertificateMismatch", "The certificate and its key do not belong together.");
        }
        catch (CryptographicException)
        {
            throw new ApiErrorException("FailedOperation.CertificateInvalid", "The certificate or its key cannot be read.");
        }
    }

    private static CheckCertificateChainResponse CheckChain(ActionCall call, CheckCertificateChainRequest request)
    {
        X509Certificate2Collection chain;
        try
        {
            chain = CertificateMaterial.ReadChain(request.CertificateChain);
        }
        catch (CryptographicException)
        {
            throw new ApiErrorException("FailedOperation.CertificateInvalid", "The chain cannot be read.");
        }

        ApiErrorException.ThrowIf(chain.Count == 0, "FailedOperation.CertificateInvalid", "The chain is empty.");

        var isLinked = chain
            .Zip(chain.Skip(1), (certificate, issuer) => certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData))
            .All(link => link);
        return new CheckCertificateChainResponse
        {
            IsValid = isLinked && chain.Count > 1,
            IsTrustedCA = chain[^1].Issuer == X509Certificate2.CreateFromPem(call.World.Authority.RootPem).Subject,
            Chains = [.. chain.Select(certificate => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false))],
        };
    }
}
