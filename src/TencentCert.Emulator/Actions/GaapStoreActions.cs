using System.Security.Cryptography;
using TencentCert.Core.Wire.Gaap;
using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Gaap;

namespace TencentCert.Emulator.Actions;

/// <summary>GAAP's own certificate store.</summary>
internal static class GaapStoreActions
{
    private const int MaxAliasLength = 50;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(GaapActions.CreateCertificate, Create);
        handlers.Handle(GaapActions.DescribeCertificates, List);
        handlers.Handle(GaapActions.DescribeCertificateDetail, Describe);
        handlers.Handle(GaapActions.ModifyCertificateAttributes, Rename);
        handlers.Handle(GaapActions.DeleteCertificate, Delete);
    }

    private static CreateCertificateResponse Create(ActionCall call, CreateCertificateRequest request)
    {
        RequireAlias(request.CertificateAlias);
        var isBasic = request.CertificateType == EmulatedGaapCertificateType.BasicAuthentication;
        var certificate = call.World.Gaap.Add(new EmulatedGaapCertificate
        {
            Id = GaapStore.NewId("cert"),
            Type = request.CertificateType,
            Created = call.Now,
            Alias = request.CertificateAlias ?? "",
            BasicAuthentication = isBasic ? BasicAuthentication(request.CertificateContent) : null,
            Material = isBasic ? null : Material(request),
        });
        return new CreateCertificateResponse { CertificateId = certificate.Id };
    }

    private static DescribeCertificateDetailResponse Describe(ActionCall call, DescribeCertificateDetailRequest request) =>
        new() { CertificateDetail = GaapViews.Detail(Require(call, request.CertificateId), call.World.GaapTimeOffset) };

    private static string BasicAuthentication(string content) =>
        content.Contains(':', StringComparison.Ordinal)
            ? content
            : throw new ApiErrorException("InvalidParameterValue.InvalidCertificateContent", "Basic authentication is given as user:hash.");

    private static CertificateMaterial Material(CreateCertificateRequest request)
    {
        var needsKey = request.CertificateType switch
        {
            EmulatedGaapCertificateType.Server or EmulatedGaapCertificateType.Proxy => true,
            EmulatedGaapCertificateType.ClientAuthority or EmulatedGaapCertificateType.RealServerAuthority => false,
            _ => throw new ApiErrorException("InvalidParameterValue", "CertificateType must be 0, 1, 2, 3 or 4."),
        };
        ApiErrorException.ThrowIf(
            needsKey && string.IsNullOrEmpty(request.CertificateKey),
            "MissingParameter", "A certificate of this type needs CertificateKey.");

        var withoutKey = Read(
            request.CertificateContent, key: null,
            "InvalidParameterValue.InvalidCertificateContent", "The certificate cannot be read as PEM.");
        return !needsKey ? withoutKey : Read(
            request.CertificateContent, request.CertificateKey,
            "InvalidParameterValue.InvalidCertificateKey", "The private key cannot be read as PEM.");
    }

    private static CertificateMaterial Read(string content, string? key, string code, string message)
    {
        try
        {
            return CertificateMaterial.FromPem(content, key);
        }
        catch (CertificateKeyMismatchException exception)
        {
            throw new ApiErrorException("InvalidParameterValue.CertificateContentNotMatchKey", exception.Message);
        }
        catch (CryptographicException)
        {
            throw new ApiErrorException(code, message);
        }
    }

    private static DescribeCertificatesResponse List(ActionCall call, DescribeCertificatesRequest request)
    {
        var type = request.CertificateType ?? EmulatedGaapCertificateType.Any;
        var found = call.World.Gaap.Certificates
            .Where(certificate => type == EmulatedGaapCertificateType.Any || certificate.Type == type)
            .OrderByDescending(certificate => certificate.Created)
            .ThenBy(certificate => certificate.Id, StringComparer.Ordinal)
            .ToList();
        return new DescribeCertificatesResponse
        {
            TotalCount = found.Count,
            CertificateSet = [.. Paging.Page(found, request.Offset, request.Limit)
                .Select(certificate => GaapViews.ListEntry(certificate, call.World.GaapTimeOffset))],
        };
    }

    private static ModifyCertificateAttributesResponse Rename(ActionCall call, ModifyCertificateAttributesRequest request)
    {
        RequireAlias(request.CertificateAlias);
        var certificate = Require(call, request.CertificateId);
        certificate.Alias = request.CertificateAlias ?? certificate.Alias;
        return new ModifyCertificateAttributesResponse();
    }

    private static DeleteCertificateResponse Delete(ActionCall call, DeleteCertificateRequest request)
    {
        var certificate = Require(call, request.CertificateId);
        ApiErrorException.ThrowIf(
            call.World.Gaap.IsUsed(certificate.Id),
            "FailedOperation.CertificateIsUsing", $"Certificate {certificate.Id} is bound and cannot be deleted.");

        call.World.Gaap.Remove(certificate);
        return new DeleteCertificateResponse();
    }

    private static EmulatedGaapCertificate Require(ActionCall call, string id) =>
        call.World.Gaap.FindCertificate(id) ?? throw new ApiErrorException("ResourceNotFound", $"CertificateId({id}) does not exist.");

    private static void RequireAlias(string? alias) => ApiErrorException.ThrowIf(
        alias?.Length > MaxAliasLength, "InvalidParameterValue", $"CertificateAlias must not exceed {MaxAliasLength} characters.");
}
