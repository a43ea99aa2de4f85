using System.Collections;

namespace TencentCert.Completion;

/// <summary>Completes the resources that accept the certificate of the command line, also found by domain.</summary>
public sealed class DeploymentTargetCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound)
    {
        if (Text(bound, "CertificateId") is not { } certificate || Text(bound, "ResourceType") is not { } type)
            return null;

        // A cached result, up to half an hour old, is sufficient for names and fast.
        var query = new SslDeploymentTargetQuery
        {
            CertificateId = certificate, ResourceType = SslResourceType.Of(type), Region = Text(bound, "Region"), UseCache = true,
        };
        return new AccountListing($"targets {query}", (client, cancellationToken) => ReadAsync(client, query, cancellationToken));
    }

    private static async Task<IReadOnlyList<Suggestion>> ReadAsync(
        ApiClient client, SslDeploymentTargetQuery query, CancellationToken cancellationToken)
    {
        var found = new List<Suggestion>();
        await foreach (var target in new SslDeploymentTargets(client).ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (target.Instance is { } instance)
            {
                var domains = string.Join(' ', target.Domain);
                string?[] facts = [target.InstanceName, domains, target.PresentCertificateId, target.Status];
                found.Add(new Suggestion(instance, string.Join(", ", facts.Where(fact => !string.IsNullOrEmpty(fact))), domains));
            }
        }

        return found;
    }
}
