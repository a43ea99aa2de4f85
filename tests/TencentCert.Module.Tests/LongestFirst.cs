using Xunit.Sdk;
using Xunit.v3;

namespace TencentCert.Module.Tests;

/// <summary>Begins with the files that take or wait longest, so that none of them is left over at the end.</summary>
public sealed class LongestFirst : ITestCaseOrderer
{
    private static readonly string[] Long =
    [
        "HelpExamples", "Invoke-TencentCertRotation", "RotationFaults", "SslFaults", "Samples", "Set-GaapCertificate",
        "Update-GaapCertificate",
        "LostResponse", "Scripts", "Update-SslCertificateBinding", "Formats", "Contract", "Language", "Help", "GaapDomainAuthentication",
        "Undo-TencentCertRotation", "SslCertificate", "SslDeployment", "ExpiringWithin", "SslCertificateReissue", "GaapCertificate",
    ];

    /// <summary>Place of a Pester file.</summary>
    public static int Place(string file) => Array.IndexOf(Long, file.Split(".Tests")[0]) switch { -1 => Long.Length, var place => place };

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(test => Place(test.TestCaseDisplayName.Split('"').ElementAtOrDefault(1) ?? ""))
            .ThenBy(test => test.TestCaseDisplayName, StringComparer.Ordinal)];
}
