using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Ssl;

/// <summary>Names the records to publish, each once, as soon as it is known.</summary>
internal static class ValidationNotice
{
    /// <summary>Says what was not known before, unless the service publishes it itself.</summary>
    /// <param name="before">The certificate at the last look.</param>
    /// <param name="now">The certificate now.</param>
    /// <param name="output">Takes the warnings.</param>
    public static void Announce(SslCertificate? before, SslCertificate now, CmdletOutput output)
    {
        if (now.ValidType?.StartsWith("DNS_AUTO", StringComparison.OrdinalIgnoreCase) == true)
        {
            return;
        }

        foreach (var record in now.Validation.Except(before?.Validation ?? []))
        {
            output.Warning(record.Type == "FILE"
                ? Wording.Of(
                    $"{now.CertificateId} waits for a file on {record.Domain}: {record.Path + record.Name} with the content {record.Value}")
                : Wording.Of($"{now.CertificateId} waits for a {record.Type} record of {record.Domain}: {record.Name} = {record.Value}"));
        }
    }
}
