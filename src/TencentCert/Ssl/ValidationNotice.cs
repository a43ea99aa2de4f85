namespace TencentCert.Ssl;

/// <summary>Warns of each record to publish, once, as soon as it is available.</summary>
internal static class ValidationNotice
{
    /// <summary>Reports new records, unless the service publishes them itself.</summary>
    public static void Announce(SslCertificate? before, SslCertificate now, CmdletOutput output)
    {
        if (now.ValidType?.StartsWith("DNS_AUTO", StringComparison.OrdinalIgnoreCase) == true)
            return;

        foreach (var record in now.Validation.Except(before?.Validation ?? []))
        {
            output.Warning(record.Type == "FILE"
                ? Wording.Of(
                    $"{now.CertificateId} waits for a file on {record.Domain}: {record.Path + record.Name} with the content {record.Value}")
                : Wording.Of($"{now.CertificateId} waits for a {record.Type} record of {record.Domain}: {record.Name} = {record.Value}"));
        }
    }
}
