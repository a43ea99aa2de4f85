using Xunit.Sdk;
using Xunit.v3;

namespace TencentCert.Module.Tests;

/// <summary>Begins with the files that take or wait longest, so that none of them is left over at the end.</summary>
public sealed class LongestFirst : ITestCaseOrderer
{
    private static readonly string[] Long =
    [
        "TencentCertRotation", "HelpExamples", "Set-GaapCertificate", "LostAnswer", "Update-GaapCertificate", "Samples",
        "Update-SslCertificateBinding", "SslCertificateReissue", "Scripts", "SslFaults", "Help", "GaapCertificate", "SslDeployment",
        "GaapDomainAuthentication", "Secrets",
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(
            test => Array.FindIndex(Long, name => test.TestCaseDisplayName.Contains($"\"{name}.Tests", StringComparison.Ordinal)) switch
        {
            -1 => Long.Length,
            var place => place,
        }).ThenBy(test => test.TestCaseDisplayName, StringComparer.Ordinal)];
}
