using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Gaap;

/// <summary>Client certificates in responses: one id, a list, or both.</summary>
internal static class GaapClientCertificates
{
    /// <summary>All ids, each once, the single one first.</summary>
    public static IReadOnlyList<string> Read(string? single, List<CertificateAliasInfo>? several) =>
        new[] { single }.Concat((several ?? []).Select(certificate => certificate?.CertificateId))
            .Where(id => !string.IsNullOrEmpty(id)).Select(id => id!).Distinct(StringComparer.Ordinal).ToArray();
}
