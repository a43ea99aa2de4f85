using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>Lists, describes and downloads certificates.</summary>
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
}
