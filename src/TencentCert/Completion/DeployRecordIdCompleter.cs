using System.Collections;
using System.Globalization;

namespace TencentCert.Completion;

/// <summary>Completes ids of recent deployments, newest first, also found by certificate.</summary>
public sealed class DeployRecordIdCompleter : AccountCompleter
{
    private const int MaxDeployments = 50;

    // The service lists deployments onto named resources only by certificate.
    private const int MaxCertificates = 20;

    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound)
    {
        SslDeploymentKind? kind = Enum.TryParse<SslDeploymentKind>(bound["Kind"]?.ToString(), ignoreCase: true, out var parsed)
            ? parsed
            : null;
        return new AccountListing($"deployments {kind}", (client, cancellationToken) => ReadAsync(client, kind, cancellationToken));
    }

    private static async Task<IReadOnlyList<Suggestion>> ReadAsync(
        ApiClient client, SslDeploymentKind? kind, CancellationToken cancellationToken)
    {
        var found = new List<SslDeployment>();
        if (kind is null or SslDeploymentKind.Update)
            await AddAsync(found, client, SslDeploymentKind.Update, null, cancellationToken).ConfigureAwait(false);

        if ((kind is null or SslDeploymentKind.Deploy) && client.Connection.Endpoints.Site != TencentSite.International)
        {
            var certificates = 0;
            await foreach (var certificate in new SslCertificateReader(client)
                .ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (++certificates > MaxCertificates)
                    break;

                await AddAsync(found, client, SslDeploymentKind.Deploy, certificate.CertificateId, cancellationToken).ConfigureAwait(false);
            }
        }

        return
        [
            .. found.OrderByDescending(deployment => deployment.CreateTime).Select(deployment => new Suggestion(
                deployment.DeployRecordId!.Value.ToString(CultureInfo.InvariantCulture),
                Suggestion.Description(
                    deployment.Kind.ToString(), deployment.CertificateId, string.Join(' ', deployment.ResourceType),
                    deployment.State.ToString()),
                deployment.CertificateId)),
        ];
    }

    private static async Task AddAsync(
        List<SslDeployment> found, ApiClient client, SslDeploymentKind kind, string? certificateId, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var deployment in new SslDeployments(client)
            .ListAsync(kind, certificateId, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (deployment.DeployRecordId is null || ++count > MaxDeployments)
                break;

            found.Add(deployment);
        }
    }
}
