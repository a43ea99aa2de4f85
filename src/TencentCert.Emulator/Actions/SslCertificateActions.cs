using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Lists, describes, downloads and uploads certificates, and checks chains.</summary>
internal static class SslCertificateActions
{
    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.DescribeCertificates, List);
        handlers.Handle(SslActions.DescribeCertificate, (call, request) =>
            SslViews.Summary(call.World.Ssl.Require(request.CertificateId), call.Now, call.World.Options.ValidationRecordDelay));
        handlers.Handle(SslActions.DescribeCertificateDetail, (call, request) => SslViews.Detail(
            call.World.Ssl.Require(request.CertificateId), call.Now, call.World.Options.ValidationRecordDelay,
            call.World.Authority.RootPem));
        handlers.Handle(SslActions.DownloadCertificate, Download);
        handlers.Handle(SslActions.UploadCertificate, Upload);
        handlers.Handle(SslActions.CheckCertificateExist, FindExisting);
        handlers.Handle(SslActions.CheckCertificateChain, CheckChain);
    }

    private static DescribeCertificatesResponse List(ActionCall call, DescribeCertificatesRequest request)
    {
        var found = call.World.Ssl.All.Where(certificate => Matches(certificate, request, call.Now));

        // The order of entry breaks ties: the text form has whole seconds.
        found = request.ExpirationSort switch
        {
            null or "" => found.Reverse().OrderByDescending(certificate => certificate.InsertTime),
            "ASC" => found.OrderBy(certificate => certificate.Material?.NotAfter ?? DateTimeOffset.MaxValue),
            "DESC" => found.OrderByDescending(certificate => certificate.Material?.NotAfter ?? DateTimeOffset.MinValue),
            _ => throw new ApiErrorException("InvalidParameter", "ExpirationSort must be ASC or DESC."),
        };
        var all = found.ToList();
        var page = Paging.Page(all, request.Offset, request.Limit, 10, 1000);
        return new DescribeCertificatesResponse
        {
            TotalCount = all.Count,
            Certificates = [.. page.Select(certificate => SslViews.ListEntry(certificate, call.Now))],
        };
    }

    private static bool Matches(EmulatedSslCertificate certificate, DescribeCertificatesRequest request, DateTimeOffset now) =>
        (string.IsNullOrEmpty(request.SearchKey) || IsFound(certificate, request.SearchKey))
        && (string.IsNullOrEmpty(request.CertificateType) || request.CertificateType == certificate.CertificateType)
        && (request.ProjectId is not { } project || certificate.ProjectId == project)
        && (request.CertificateStatus is not { Count: > 0 } statuses || statuses.Contains((long)certificate.Status))
        && (request.CertIds is not { Count: > 0 } ids || ids.Contains(certificate.Id))
        && (request.Upload is not 1 || certificate.IsUploaded)
        && (string.IsNullOrEmpty(request.FilterSource) || certificate.IsUploaded != (request.FilterSource == "buy"))
        && (request.FilterExpiring is not 1 || SslViews.IsExpiring(certificate, now))
        && (request.Renew is not 1 || SslViews.CanRenew(certificate, now))
        && (request.IsPendingIssue is not 1 || certificate.IsPending)
        && (request.Deployable is not { } deployable || (certificate.Status == SslStatus.Issued) == (deployable == 1))
        && request.IsSM is not 1
        && (request.Tags is not { Count: > 0 } tags || tags.Any(tag =>
            tag.TagKey is { } key && certificate.Tags.TryGetValue(key, out var value)
                && (tag.TagValue is null || tag.TagValue == value)));

    private static bool IsFound(EmulatedSslCertificate certificate, string key) =>
        certificate.Id.Contains(key, StringComparison.OrdinalIgnoreCase)
        || certificate.Alias.Contains(key, StringComparison.OrdinalIgnoreCase)
        || certificate.Names.Any(name => name.Contains(key, StringComparison.OrdinalIgnoreCase));

    private static DownloadCertificateResponse Download(ActionCall call, DownloadCertificateRequest request)
    {
        var certificate = call.World.Ssl.Require(request.CertificateId);
        ApiErrorException.ThrowIf(
            certificate.Material is null || certificate.Status is not (SslStatus.Issued or SslStatus.Expired or SslStatus.Reissuing),
            "FailedOperation.CertificateStatusNotAllowDownload", "The certificate's status does not allow its download.");
        return new DownloadCertificateResponse
        {
            Content = Convert.ToBase64String(new DownloadZip(certificate).Pack(call.World.Options.ZipLayout)),
            ContentType = "application/zip",
        };
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
