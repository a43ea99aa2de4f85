using System.Globalization;
using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Strings;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Checks a certificate's chain, key, dates and names; on this machine, and by the service where asked.</summary>
public static class SslCertificateChecks
{
    /// <summary>Checks without any call.</summary>
    /// <param name="bundle">Certificate and, if there is one, its key.</param>
    /// <param name="now">The moment the dates are held against.</param>
    /// <param name="domains">Names it should cover.</param>
    /// <param name="minimumDays">Days it should still live.</param>
    public static SslCertificateTest Check(CertificateBundle bundle, DateTimeOffset now, IReadOnlyList<string>? domains = null, int minimumDays = 0)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var chain = bundle.Chain;
        var leaf = chain.Leaf;
        var match = bundle.KeyMatch;
        var daysLeft = (int)Math.Floor((leaf.NotAfter - now).TotalDays);
        var notCovered = DomainCoverage.FindUncovered(leaf.DnsNames, domains ?? []);
        var problems = new List<string>();
        if (!chain.IsComplete)
        {
            problems.Add(Wording.Of($"The chain is not complete: add the certificate of '{chain.MissingIssuer}'."));
        }

        if (match == KeyMatch.Differs)
        {
            problems.Add(Wording.Of($"The private key belongs to another certificate."));
        }

        if (leaf.NotBefore > now)
        {
            problems.Add(Wording.Of($"It is not valid before {DateText.Minute(leaf.NotBefore)}."));
        }

        if (leaf.NotAfter <= now)
        {
            problems.Add(Wording.Of($"It ended at {DateText.Minute(leaf.NotAfter)}."));
        }
        else if (daysLeft < minimumDays)
        {
            problems.Add(Wording.Of($"It ends in {daysLeft} days, at {DateText.Minute(leaf.NotAfter)}."));
        }

        problems.AddRange(chain.Intermediates.Where(one => one.NotAfter <= now).Select(one => Wording.Of(
            $"The intermediate '{one}' ended at {DateText.Minute(one.NotAfter)}.")));
        problems.AddRange(notCovered.Select(name => Wording.Of($"It does not cover {name}.")));
        return new SslCertificateTest
        {
            Domain = leaf.MainName,
            ChainComplete = chain.IsComplete,
            KeyMatches = match switch { KeyMatch.Matches => true, KeyMatch.Differs => false, _ => null },
            NotBefore = leaf.NotBefore,
            NotAfter = leaf.NotAfter,
            DaysLeft = daysLeft,
            DnsNames = leaf.DnsNames,
            NotCovered = notCovered,
            KeyAlgorithm = leaf.KeyAlgorithm,
            Problems = problems.ToArray(),
        };
    }

    /// <summary>Lets the service judge the chain too (CheckCertificateChain).</summary>
    /// <param name="client">Client.</param>
    /// <param name="chain">Chain.</param>
    /// <param name="local">What <see cref="Check"/> found.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public static async Task<SslCertificateTest> CheckOnlineAsync(
        ApiClient client, CertificateChain chain, SslCertificateTest local, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(local);
        var answer = await client.SendAsync(
            SslActions.CheckCertificateChain, new CheckCertificateChainRequest { CertificateChain = chain.ToPem() }, cancellationToken: cancellationToken).ConfigureAwait(false);
        var value = answer.Value;
        List<string> problems = [.. local.Problems];
        if (value.IsValid == false)
        {
            problems.Add(Wording.Of($"The service finds the chain incomplete."));
        }

        if (value.IsTrustedCA == false)
        {
            problems.Add(Wording.Of($"The service does not know the CA."));
        }

        return local with
        {
            OnlineChainValid = value.IsValid,
            OnlineTrustedCA = value.IsTrustedCA,
            OnlineChain = (value.Chains ?? []).Where(one => one is not null).ToArray(),
            Problems = problems.ToArray(),
        };
    }
}
