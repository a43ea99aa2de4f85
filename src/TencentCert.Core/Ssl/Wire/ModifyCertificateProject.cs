namespace TencentCert.Core.Ssl.Wire;

/// <summary>What ModifyCertificateProject takes; API page SSL 2019-12-05 ModifyCertificateProject.</summary>
public sealed class ModifyCertificateProjectRequest
{
    public required List<string> CertificateIdList { get; init; }
    public required long ProjectId { get; init; }
}

/// <summary>What ModifyCertificateProject answers.</summary>
public sealed class ModifyCertificateProjectResponse
{
    public List<string>? SuccessCertificates { get; init; }
    public List<string>? FailCertificates { get; init; }
}
