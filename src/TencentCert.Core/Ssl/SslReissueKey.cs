using TencentCert.Core.Certificates;

namespace TencentCert.Core.Ssl;

/// <summary>Validates a reissue before the request: an order has few reissues, a free certificate one, with RSA-2048 only.</summary>
internal static class SslReissueKey
{
    private const int FreeRsaBits = 2048;

    /// <summary>Refuses other names, or a key that the order does not allow or that is weaker.</summary>
    public static async Task CheckAsync(
        SslCertificateReader certificates, SslReissueRequest request, SslCertificate original, CancellationToken cancellationToken)
    {
        var submitted = request.ReadCsr();
        if (submitted is not null)
            CheckNames(submitted, original);

        var key = submitted is not null ? SslKeyStrength.Read(submitted.KeyAlgorithm)
            : request.EffectiveCsrType == SslCsrType.Online ? SslKeyStrength.Online(request.KeyAlgorithm, request.KeyParameter)
            : null;
        var requested = key?.ToString() ?? submitted?.KeyAlgorithm;
        if (requested is null)
            return;

        if (original.IsFree && key is not { Kind: "RSA", Bits: FreeRsaBits })
        {
            throw TencentCertException.Invalid(
                $"{original.CertificateId} is free and can be reissued once, with an RSA key of 2048 bits only; {requested} was requested. "
                + $"Nothing was sent.");
        }

        SslKeyStrength.RequireUsable(key, submitted);
        if (!request.Force && key is not null
            && await CurrentKeyAsync(certificates, original.CertificateId, cancellationToken).ConfigureAwait(false) is { } present
            && present.Kind == key.Kind && key.Bits < present.Bits)
        {
            throw TencentCertException.Invalid(
                $"{original.CertificateId} has a key of {present}, and the new one, {key}, would be weaker. Give a stronger one, or add "
                + $"-Force. Nothing was sent.");
        }
    }

    private static void CheckNames(CertificateRequestPem submitted, SslCertificate original)
    {
        var ordered = new[] { original.Domain }.Concat(original.SubjectAltName).OfType<string>().Select(DomainName.ForComparison)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (ordered.Count == 0)
            return;

        var others = submitted.DnsNames.Where(name => !ordered.Contains(DomainName.ForComparison(name))).ToList();
        if (others.Count > 0)
        {
            throw TencentCertException.Invalid(
                $"The certificate request asks for {Wording.List(others)}, and {original.CertificateId} is for {Wording.List(ordered)}: a "
                + $"reissue keeps the names. Nothing was sent.");
        }

        if (original.Domain is { } main && !submitted.AsksFor(main))
        {
            throw TencentCertException.Invalid(
                $"The certificate request does not contain {main}, the main domain of {original.CertificateId}. Nothing was sent.");
        }
    }

    // Without permission to read certificates, the service makes the check.
    private static async Task<SslKeyStrength?> CurrentKeyAsync(
        SslCertificateReader certificates, string certificateId, CancellationToken cancellationToken)
    {
        try
        {
            var detail = await certificates.GetDetailAsync(certificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
            return detail.CertificatePem is { } pem ? SslKeyStrength.Read(CertificateChain.FromPem(pem).Leaf.KeyAlgorithm) : null;
        }
        catch (Exception problem) when (problem is PemException or TencentCertException { IsDenied: true })
        {
            return null;
        }
    }
}
