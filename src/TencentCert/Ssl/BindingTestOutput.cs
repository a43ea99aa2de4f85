using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Ssl;

/// <summary>What a verification of a cloud resource is worth a warning for.</summary>
internal static class BindingTestOutput
{
    /// <summary>Warns where the right certificate is served and a client would refuse it.</summary>
    public static void WarnOfRefusal(SslCertificateBindingTest test, CmdletOutput output)
    {
        if (test is { Passed: true, ClientProblem: { Count: > 0 } problems })
        {
            output.Warning(Wording.Of($"{test} serves {test.CertificateId}, but a client would refuse it: {string.Join(' ', problems)}"));
        }
    }
}
