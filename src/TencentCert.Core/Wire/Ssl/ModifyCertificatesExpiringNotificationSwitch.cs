namespace TencentCert.Core.Wire.Ssl;

/// <summary>What ModifyCertificatesExpiringNotificationSwitch takes; API page SSL 2019-12-05 ModifyCertificatesExpiringNotificationSwitch.</summary>
public sealed partial class ModifyCertificatesExpiringNotificationSwitchRequest
{
    public required List<string> CertificateIds { get; set; }
    public required long SwitchStatus { get; set; }
}

/// <summary>What ModifyCertificatesExpiringNotificationSwitch answers.</summary>
public sealed partial class ModifyCertificatesExpiringNotificationSwitchResponse
{
    public List<string>? CertificateIds { get; set; }
}
