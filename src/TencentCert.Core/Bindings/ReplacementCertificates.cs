using System.Security;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Bindings;

/// <summary>The new certificates of a rotation, each with the certificates it replaces.</summary>
/// <param name="client">Client.</param>
/// <param name="importer">Reads them.</param>
/// <param name="selection">What is replaced.</param>
public sealed class ReplacementCertificates(ApiClient client, CertificateImporter importer, BindingSelection selection)
{
    private const int LongestAncestry = 10;
    private readonly SslCertificateReader _ssl = new(client);
    private readonly GaapCertificateStore _store = new(client);
    private readonly BindingValidator _validator = new(client.Clock);

    /// <summary>From a certificate of the SSL service.</summary>
    /// <param name="certificateId">Id in the SSL service.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<BindingCertificate> FromSslAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        var certificate = await importer.FromSslAsync(certificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
        var replaced = selection.IsPredecessor
            ? await PredecessorCopiesAsync(certificate.Source!, certificate.Leaf!, cancellationToken).ConfigureAwait(false)
            : selection.OldCertificateId;
        return Replacing(certificate, replaced);
    }

    /// <summary>From GAAP's store.</summary>
    /// <param name="certificateId">Id in GAAP's store.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<BindingCertificate> FromGaapAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        RequireSelection();
        var certificate = await importer.FromGaapAsync(certificateId, cancellationToken).ConfigureAwait(false);
        _validator.CheckServes(certificate);
        return certificate.Leaf is not null
            ? Replacing(certificate, selection.OldCertificateId)
            : throw new TencentCertException(ErrorCodes.FailedState, $"GAAP does not show the content of {certificateId}.");
    }

    /// <summary>From a PEM, DER or PFX file.</summary>
    /// <param name="path">File.</param>
    /// <param name="keyPath">File with the private key, when it is not in the certificate's.</param>
    /// <param name="password">Password of the PFX or of an encrypted key.</param>
    /// <param name="alias">Alias of a new entry.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<BindingCertificate> FromFileAsync(
        string path, string? keyPath = null, SecureString? password = null, string? alias = null, CancellationToken cancellationToken = default)
    {
        RequireSelection();
        using var passphrase = password is null ? null : new Passphrase(password);
        var (bundle, name) = (CertificateBundle.FromFiles(path, keyPath, passphrase), Path.GetFileName(path));
        return Replacing(await importer.FromBundleAsync(bundle, name, alias, cancellationToken).ConfigureAwait(false), selection.OldCertificateId);
    }

    private static BindingCertificate Replacing(BindingCertificate certificate, IReadOnlyList<string>? replaced) => new()
    {
        Name = certificate.Name,
        Source = certificate.Source,
        Leaf = certificate.Leaf,
        Copy = certificate.Copy,
        Bundle = certificate.Bundle,
        Alias = certificate.Alias,
        Replaces = replaced,
    };

    private void RequireSelection()
    {
        if (selection.IsPredecessor)
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter, $"Only a reissued or renewed certificate of the SSL service tells what it replaces. Give -OldCertificateId, or -MatchDomain.");
        }
    }

    // A binding may have missed an earlier rotation, so the whole line of ancestors counts.
    private async Task<IReadOnlyList<string>> PredecessorCopiesAsync(SslCertificate source, CertificateFacts leaf, CancellationToken cancellationToken)
    {
        var lineage = new SslLineage(_ssl);
        var copies = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { source.CertificateId };
        var current = source;
        while (await lineage.PredecessorAsync(current, cancellationToken).ConfigureAwait(false) is { } ancestor && seen.Add(ancestor.CertificateId) && seen.Count <= LongestAncestry)
        {
            current = await _ssl.GetDetailAsync(ancestor.CertificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (current.CertificatePem is { } pem && CertificateChain.FromPem(pem).Leaf is var old && old.ThumbprintSha256 != leaf.ThumbprintSha256)
            {
                copies.AddRange(await _store.FindCopiesAsync(old, cancellationToken).ConfigureAwait(false));
            }
        }

        return seen.Count > 1
            ? [.. copies.Distinct(StringComparer.Ordinal)]
            : throw new TencentCertException(
                ErrorCodes.NotFound,
                $"{source.CertificateId} is no reissue or renewal of a certificate that exists, so what it replaces is not known. Give -OldCertificateId, or -MatchDomain.");
    }
}
