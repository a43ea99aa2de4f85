using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Changes alias, project and expiry notices of certificates. All changes are idempotent.</summary>
/// <param name="client">Client.</param>
public sealed class SslEditor(ApiClient client)
{
    /// <summary>Maximum certificates per change of notices; a change of the project accepts 100.</summary>
    public const int MaximumCertificatesPerCall = 50;

    /// <summary>Sets the alias of a certificate (ModifyCertificateAlias).</summary>
    public Task RenameAsync(string certificateId, string alias, CancellationToken cancellationToken = default)
    {
        SslCertificateId.Check(certificateId);
        return client.SendAsync(
            SslActions.ModifyCertificateAlias, new ModifyCertificateAliasRequest { CertificateId = certificateId, Alias = alias },
            cancellationToken: cancellationToken);
    }

    /// <summary>Moves certificates to a project (ModifyCertificateProject).</summary>
    /// <returns>Certificates that the service did not move.</returns>
    public async Task<IReadOnlyList<string>> MoveAsync(
        IReadOnlyList<string> certificateIds, long projectId, CancellationToken cancellationToken = default)
    {
        var answer = await client.SendAsync(
            SslActions.ModifyCertificateProject,
            new ModifyCertificateProjectRequest { CertificateIdList = [.. certificateIds], ProjectId = projectId },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. (answer.Value.FailCertificates ?? []).Where(id => !string.IsNullOrEmpty(id))];
    }

    /// <summary>Switches expiry notices on or off (ModifyCertificatesExpiringNotificationSwitch).</summary>
    public Task NotifyAsync(IReadOnlyList<string> certificateIds, bool notify, CancellationToken cancellationToken = default) =>
        client.SendAsync(
            SslActions.ModifyCertificatesExpiringNotificationSwitch,
            new ModifyCertificatesExpiringNotificationSwitchRequest { CertificateIds = [.. certificateIds], SwitchStatus = notify ? 0 : 1 },
            cancellationToken: cancellationToken);
}
