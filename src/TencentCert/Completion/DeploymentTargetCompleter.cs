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
        return AccountListing.Of(
            $"targets {query}",
            (client, cancellationToken) => new SslDeploymentTargets(client).ListAsync(query, cancellationToken),
            static target =>
            {
                var domains = string.Join(' ', target.Domain);
                return target.Instance is { } instance
                    ? new Suggestion(
                        instance, Suggestion.Description(target.InstanceName, domains, target.PresentCertificateId, target.Status), domains)
                    : null;
            });
    }
}
