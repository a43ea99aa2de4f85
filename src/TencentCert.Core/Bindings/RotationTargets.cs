using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Bindings;

/// <summary>How a rotation finds the bindings to change.</summary>
/// <param name="OldCertificateId">Those of these certificates of GAAP's store.</param>
/// <param name="MatchDomain">Every one whose names the new certificate covers.</param>
public sealed record RotationSelection(IReadOnlyList<string>? OldCertificateId = null, bool MatchDomain = false)
{
    /// <inheritdoc />
    public override string ToString() =>
        MatchDomain ? Wording.Of($"matching domains")
        : OldCertificateId is { } ids ? "bindings of " + string.Join(", ", ids.Order(StringComparer.Ordinal))
        : Wording.Of($"bindings of the predecessor");
}

/// <summary>Makes targets out of what a user has: a certificate of either service, or files.</summary>
/// <param name="client">Client.</param>
/// <param name="selection">What is replaced.</param>
/// <param name="force">Takes also what the check of a certificate speaks against, as far as that may be overridden.</param>
public sealed class RotationTargets(ApiClient client, RotationSelection selection, bool force = false)
{
    private const int LongestAncestry = 10;
    private readonly SslCertificateReader _ssl = new(client);
    private readonly GaapCertificateStore _store = new(client);

    /// <summary>From a certificate of the SSL service.</summary>
    /// <param name="certificateId">Id in the SSL service.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<RotationTarget> FromSslAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        var carried = await new CertificateCarrier(client).FetchAsync(certificateId, force: force, cancellationToken: cancellationToken).ConfigureAwait(false);
        var leaf = carried.Bundle.Chain.Leaf;
        return new RotationTarget
        {
            Leaf = leaf,
            Name = certificateId,
            Copy = carried.Copy,
            Bundle = carried.Bundle,
            Findings = carried.Findings,
            Alias = CertificateCarrier.Alias(carried.Source),
            Replaces = selection.MatchDomain ? null
                : selection.OldCertificateId ?? await PredecessorCopiesAsync(carried.Source, leaf, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>From a certificate of GAAP's store.</summary>
    /// <param name="certificateId">Id in GAAP's store.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<RotationTarget> FromGaapAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        RequireSelection();
        var copy = await _store.GetAsync(certificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
        new GaapBindings(client).CheckServes(copy);
        if (copy.CertificatePem is null)
        {
            throw new TencentCertException(ErrorCodes.FailedState, $"GAAP does not show the content of {certificateId}.");
        }

        return new RotationTarget { Leaf = CertificateChain.FromPem(copy.CertificatePem).Leaf, Name = certificateId, Copy = copy, Replaces = selection.OldCertificateId };
    }

    /// <summary>From chain and key.</summary>
    /// <param name="bundle">Chain and key.</param>
    /// <param name="name">File name.</param>
    /// <param name="alias">Alias of a new entry.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<RotationTarget> FromBundleAsync(CertificateBundle bundle, string name, string? alias, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        RequireSelection();
        var findings = _store.Check(bundle).Require(name, force);
        return new RotationTarget
        {
            Leaf = bundle.Chain.Leaf,
            Name = name,
            Copy = await _store.FindAsync(bundle.Chain, GaapCertificateType.Server, cancellationToken).ConfigureAwait(false),
            Bundle = bundle,
            Findings = findings,
            Alias = alias,
            Replaces = selection.OldCertificateId,
        };
    }

    private void RequireSelection()
    {
        if (selection is { OldCertificateId: null, MatchDomain: false })
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                    $"Only a reissued or renewed certificate of the SSL service tells what it replaces. Give -OldCertificateId, or "
                    + $"-MatchDomain.");
        }
    }

    // A binding may have missed an earlier rotation, so the whole line of ancestors counts.
    private async Task<IReadOnlyList<string>> PredecessorCopiesAsync(SslCertificate source, CertificateFacts leaf, CancellationToken cancellationToken)
    {
        var lineage = new SslLineage(_ssl);
        var copies = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { source.CertificateId };
        for (var current = source; await lineage.PredecessorAsync(current, cancellationToken).ConfigureAwait(false) is { } ancestor && seen.Add(ancestor.CertificateId) && seen.Count <= LongestAncestry;)
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
                    $"{source.CertificateId} is no reissue or renewal of a certificate that exists, so what it replaces is not known. "
                    + $"Give -OldCertificateId, or -MatchDomain.");
    }
}
