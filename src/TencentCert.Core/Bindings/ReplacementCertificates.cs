using System.Security;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Bindings;

/// <summary>The new certificates of a rotation, each with the certificates it replaces.</summary>
/// <param name="client">Client.</param>
/// <param name="importer">Reads the certificates.</param>
/// <param name="selection">Certificates and bindings to replace.</param>
public sealed class ReplacementCertificates(ApiClient client, CertificateImporter importer, BindingSelection selection)
{
    private const int MaxAncestors = 10;
    private readonly SslCertificateReader _ssl = new(client);
    private readonly GaapCertificateStore _store = new(client);
    private readonly BindingValidator _validator = new(client.Clock);
    private readonly Dictionary<string, GaapCertificateType> _types = new(StringComparer.Ordinal);

    /// <summary>Whether a certificate may be used towards origin servers although its key usage excludes that.</summary>
    internal bool AllowOriginUse { get; init; }

    /// <summary>Takes a certificate of the SSL service.</summary>
    /// <param name="certificateId">Id in the SSL service.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<BindingCertificate> FromSslAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        var type = await ReplacedTypeAsync(cancellationToken).ConfigureAwait(false);
        var certificate = await importer.FromSslAsync(
            certificateId, type, cancellationToken, AllowOriginUse && type == GaapCertificateType.Gaap).ConfigureAwait(false);
        var replaced = selection.IsPredecessor
            ? await PredecessorCopiesAsync(certificate.Source!, certificate.Leaf!, cancellationToken).ConfigureAwait(false)
            : selection.OldCertificateId;
        return certificate.Replacing(replaced);
    }

    /// <summary>The same certificate for origin servers, if a replaced one has that use: each use has its own entry in the store.</summary>
    /// <param name="certificate">A certificate of the SSL service from <see cref="FromSslAsync"/>.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>Null without such a use.</returns>
    public async Task<BindingCertificate?> ForOriginServersAsync(
        BindingCertificate certificate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate is { CertificateType: GaapCertificateType.Server, Source.CertificateId: { } id, Replaces: { } replaced }
            && replaced.Any(old => _types.GetValueOrDefault(old) == GaapCertificateType.Gaap)
            ? (await importer.FromSslAsync(id, GaapCertificateType.Gaap, cancellationToken, AllowOriginUse).ConfigureAwait(false))
                .Replacing(replaced)
            : null;
    }

    /// <summary>Takes a certificate of the GAAP certificate store.</summary>
    /// <param name="certificateId">Id in the GAAP certificate store.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<BindingCertificate> FromGaapAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        RequireSelection();
        var certificate = await importer.FromGaapAsync(certificateId, cancellationToken).ConfigureAwait(false);
        if (certificate.Role == GaapCertificateRole.Client)
            _validator.CheckServerCertificate(certificate);

        _validator.CheckAuthenticationCertificate(certificate, certificate.Role);
        if (certificate.Leaf is not null || certificate.CertificateType == GaapCertificateType.BasicAuth)
            return certificate.Replacing(selection.OldCertificateId);

        // The service reports a missing permission as its own error.
        await _store.GetContentAsync(certificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
        throw new TencentCertException(ErrorCodes.FailedState, $"The content of {certificateId} is not a certificate that can be read.");
    }

    /// <summary>Takes a certificate from a PEM, DER or PFX file.</summary>
    /// <param name="path">File.</param>
    /// <param name="keyPath">File with the private key, if it is separate.</param>
    /// <param name="password">Password of the PFX or of an encrypted key.</param>
    /// <param name="alias">Alias of a new entry.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<BindingCertificate> FromFileAsync(
        string path, string? keyPath = null, SecureString? password = null, string? alias = null,
        CancellationToken cancellationToken = default)
    {
        RequireSelection();
        using var passphrase = Passphrase.Of(password);
        var (bundle, name) = (CertificateBundle.FromFiles(path, keyPath, passphrase), Path.GetFileName(path));
        var type = await ReplacedTypeAsync(cancellationToken).ConfigureAwait(false);
        var certificate = await importer.FromBundleAsync(bundle, name, alias, type, cancellationToken).ConfigureAwait(false);
        return certificate.Replacing(selection.OldCertificateId);
    }

    private void RequireSelection()
    {
        if (selection.IsPredecessor)
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"Only for a reissued or renewed certificate of the SSL service is the replaced one known. Give -OldCertificateId, or "
                + $"-MatchDomain.");
        }
    }

    // The new certificate gets the type of the replaced ones. Of several types, server comes first; a removed certificate has none.
    private async Task<GaapCertificateType> ReplacedTypeAsync(CancellationToken cancellationToken)
    {
        foreach (var id in selection.OldCertificateId ?? [])
        {
            try
            {
                _types[id] = (await importer.FromGaapAsync(id, cancellationToken).ConfigureAwait(false)).CertificateType;
            }
            catch (TencentCertException gone) when (gone.IsNotFound)
            {
                // Removed by an earlier run, or never existed: nothing is bound to it.
            }
        }

        return (selection.OldCertificateId ?? []).Where(_types.ContainsKey).Select(id => _types[id]).Distinct().ToList() switch
        {
            [] => GaapCertificateType.Server,
            [GaapCertificateType.Client or GaapCertificateType.BasicAuth] => throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"{Wording.List(selection.OldCertificateId!)} is neither a server certificate nor one for origin servers. "
                + $"Set-GaapCertificate -ClientCertificateId and Set-GaapDomainAuthentication bind others in its place."),
            [var only] => only,
            var several when several.TrueForAll(type => type is GaapCertificateType.Server or GaapCertificateType.Gaap) =>
                GaapCertificateType.Server,
            _ => throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"{Wording.List(selection.OldCertificateId!)} have different uses, and a certificate has one use. Replace those of each "
                + $"use with a separate command."),
        };
    }

    // A binding may have missed an earlier rotation, so all ancestors count.
    private async Task<IReadOnlyList<string>> PredecessorCopiesAsync(
        SslCertificate source, CertificateFacts leaf, CancellationToken cancellationToken)
    {
        var lineage = new SslLineage(_ssl);
        var copies = new List<string>();
        var visited = new HashSet<string>(StringComparer.Ordinal) { source.CertificateId };
        var current = source;
        while (await lineage.PredecessorAsync(current, cancellationToken).ConfigureAwait(false) is { } ancestor
            && visited.Add(ancestor.CertificateId) && visited.Count <= MaxAncestors)
        {
            current = await _ssl.GetDetailAsync(ancestor.CertificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (current.CertificatePem is { } pem && CertificateChain.FromPem(pem).Leaf is var old
                && old.ThumbprintSha256 != leaf.ThumbprintSha256)
            {
                foreach (var copy in await _store.FindCopiesAsync(old, cancellationToken).ConfigureAwait(false))
                {
                    copies.Add(copy.CertificateId);
                    _types[copy.CertificateId] = copy.CertificateType;
                }
            }
        }

        return visited.Count > 1
            ? [.. copies.Distinct(StringComparer.Ordinal)]
            : throw new TencentCertException(
                ErrorCodes.NotFound,
                $"{source.CertificateId} is not a reissue or renewal of an existing certificate, so what it replaces is unknown. Give "
                + $"-OldCertificateId, or -MatchDomain.")
            {
                Advice = "",
            };
    }
}
