namespace TencentCert.Core.Wire.Ssl;

/// <summary>What ModifyCertificateProject takes; API page SSL 2019-12-05 ModifyCertificateProject.</summary>
public sealed partial class ModifyCertificateProjectRequest
{
    public required List<string> CertificateIdList { get; set; }
    public required long ProjectId { get; set; }
}

/// <summary>What ModifyCertificateProject answers.</summary>
public sealed partial class ModifyCertificateProjectResponse
{
    public List<string>? SuccessCertificates { get; set; }
    public List<string>? FailCertificates { get; set; }
}
