namespace TencentCert.Ssl;

/// <summary>Warnings about the verification of a cloud resource.</summary>
internal static class BindingTestOutput
{
    /// <summary>Warns if the right certificate is served but clients would reject it.</summary>
    public static void WarnOfRefusal(SslCertificateBindingTest test, CmdletOutput output)
    {
        if (test is { Passed: true, ClientProblem: { Count: > 0 } problems })
            output.Warning(Wording.Of($"{test} serves {test.CertificateId}, but a client would refuse it: {string.Join(' ', problems)}"));
    }
}
