using System.Globalization;
using TencentCert.Core.Certificates;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Checks a certificate's chain, key, dates and names, locally and optionally by the service.</summary>
public static class SslCertificateChecks
{
    /// <summary>Checks locally.</summary>
    /// <param name="bundle">Certificate and, if there is one, its key.</param>
    /// <param name="now">Reference time of the validity check.</param>
    /// <param name="domains">Names to cover.</param>
    /// <param name="minimumDays">Minimum remaining validity in days.</param>
    /// <param name="purpose">Intended use.</param>
    public static SslCertificateTest Check(
        CertificateBundle bundle, DateTimeOffset now, IReadOnlyList<string>? domains = null, int minimumDays = 0,
        CertificatePurpose purpose = CertificatePurpose.Server)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var chain = bundle.Chain;
        var leaf = chain.Leaf;
        var check = CertificateCheck.Of(bundle, now, purpose, domains, minimumDays);
        return new SslCertificateTest
        {
            Domain = leaf.MainName,
            ChainComplete = chain.IsComplete,
            KeyMatches = bundle.KeyMatch switch { KeyMatch.Matches => true, KeyMatch.Differs => false, _ => null },
            NotBefore = leaf.NotBefore,
            NotAfter = leaf.NotAfter,
            DaysLeft = (int)Math.Floor((leaf.NotAfter - now).TotalDays),
            DnsNames = leaf.DnsNames,
            NotCovered = DomainCoverage.FindUncovered(leaf.DnsNames, domains ?? []),
            KeyAlgorithm = leaf.KeyAlgorithm,
            Problems = check.Findings.Where(finding => !finding.IsWarning).Select(finding => finding.Message).ToArray(),
            Warnings = check.Findings.Where(finding => finding.IsWarning).Select(finding => finding.Message).ToArray(),
        };
    }

    /// <summary>Lets the service check the chain, too (CheckCertificateChain).</summary>
    /// <param name="client">Client.</param>
    /// <param name="chain">Chain.</param>
    /// <param name="local">Result of <see cref="Check"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public static async Task<SslCertificateTest> CheckOnlineAsync(
        ApiClient client, CertificateChain chain, SslCertificateTest local, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(local);
        var value = (await client.SendAsync(
            SslActions.CheckCertificateChain, new CheckCertificateChainRequest { CertificateChain = chain.ToPem() },
            cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        List<string> problems = [.. local.Problems];
        if (value.IsValid == false)
            problems.Add(Wording.Of($"The service finds the chain incomplete."));

        if (value.IsTrustedCA == false)
            problems.Add(Wording.Of($"The service does not know the CA."));

        return local with
        {
            OnlineChainValid = value.IsValid,
            OnlineTrustedCA = value.IsTrustedCA,
            OnlineChain = value.Chains.NonNull().ToArray(),
            Problems = problems.ToArray(),
        };
    }
}
