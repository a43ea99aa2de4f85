using System.Runtime.CompilerServices;

namespace TencentCert.Core.Ssl;

/// <summary>Lists the cloud resources that accept a certificate, and checks the parameters of each type.</summary>
/// <param name="client">Client.</param>
public sealed class SslDeploymentTargets(ApiClient client)
{
    /// <summary>The types for which the service has a list.</summary>
    public static IReadOnlyList<string> ResourceTypes { get; } =
        ["apigateway", "cdn", "clb", "cos", "ddos", "lighthouse", "live", "teo", "tke", "vod", "waf"];

    /// <summary>Lists resources, each once.</summary>
    /// <param name="query">Query.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="TencentCertException">A type without a list, or without a required region; or the service's error.</exception>
    public async IAsyncEnumerable<SslDeploymentTarget> ListAsync(
        SslDeploymentTargetQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check(query);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var matches in query.IncludeMismatch ? [true, false] : (bool[])[true])
        {
            var reader = new SslDeploymentTargetReader(client, query, RegionOf(query), matches);
            await foreach (var target in reader.ReadAsync().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if ((query.IncludeMismatch || target.IsMatch) && seen.Add(target.Instance ?? target.ToString()))
                    yield return target;
            }
        }
    }

    /// <summary>Checks the query without a call.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public void Check(SslDeploymentTargetQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        SslCertificateId.Check(query.CertificateId);
        if (!ResourceTypes.Contains(query.ResourceType.Name))
        {
            throw TencentCertException.Invalid(
                $"The service has no list of {query.ResourceType.Name} resources that can use a certificate. It has one for "
                + $"{Wording.List(ResourceTypes)}.");
        }

        query.ResourceType.RequireRegion(RegionOf(query));
    }

    private string? RegionOf(SslDeploymentTargetQuery query) =>
        string.IsNullOrEmpty(query.Region) ? client.Connection.Options.Region : query.Region;
}
