using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;


namespace TencentCert.Core.Ssl;

/// <summary>Puts certificates into the SSL service, re-using the one that is there unless told otherwise.</summary>
/// <param name="client">Client.</param>
public sealed class SslUploader(ApiClient client)
{
    private readonly SslCertificateReader _certificates = new(client);

    /// <summary>The service's certificates with the same leaf.</summary>
    /// <param name="chain">Certificate.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<SslCertificate>> FindAsync(CertificateChain chain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var leaf = chain.Leaf;
        var found = new List<SslCertificate>();
        var query = new SslCertificateQuery { SearchKey = leaf.MainName, Status = [SslCertificateStatus.Issued] };
        await foreach (var one in _certificates.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            // The list has no fingerprint; its dates save most of the detail calls.
            if ((one.NotAfter is null || one.NotAfter == leaf.NotAfter)
                && await IsSameAsync(one.CertificateId, leaf.ThumbprintSha256, cancellationToken).ConfigureAwait(false))
            {
                found.Add(one);
            }
        }

        return found;
    }

    /// <summary>Uploads a certificate, or gives the one that is there.</summary>
    /// <param name="bundle">Certificate and key.</param>
    /// <param name="request">How to upload.</param>
    /// <param name="before">What <see cref="FindAsync"/> gave.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="PemException">The key is missing or belongs to another certificate.</exception>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<SslCertificateImport> ImportAsync(
        CertificateBundle bundle, SslUploadRequest request, IReadOnlyList<SslCertificate> before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(before);
        var wire = new UploadCertificateRequest
        {
            CertificatePublicKey = bundle.Chain.ToPem(),
            CertificatePrivateKey = bundle.RequireKey().Reveal(),
            CertificateType = "SVR",
            Alias = request.Alias,
            ProjectId = request.ProjectId,
            Repeatable = request.AllowDuplicate,
        };
        if (request.AllowDuplicate)
        {
            return await OnceAsync(bundle.Chain, wire, before, cancellationToken).ConfigureAwait(false);
        }

        if (before is [var existing, ..])
        {
            return Import(bundle.Chain, existing.CertificateId, existing.Alias, SslChangeState.AlreadyCurrent);
        }

        // With Repeatable=false a repetition gives the first one's id, so a lost answer is simply asked for again.
        var answer = await client.SendAsync(
            SslActions.UploadCertificate, wire, new ApiCallOptions { Effect = ActionEffect.Idempotent }, cancellationToken).ConfigureAwait(false);
        var repeated = answer.Value.RepeatCertId is { Length: > 0 };
        var id = repeated ? answer.Value.RepeatCertId! : answer.Value.CertificateId;
        return string.IsNullOrEmpty(id)
            ? throw new TencentCertException(ErrorCodes.UnreadableAnswer, "UploadCertificate answered no id. Importing again is safe: it finds what is there.") { RequestId = answer.RequestId }
            : Import(bundle.Chain, id, request.Alias, repeated && answer.Attempts == 1 ? SslChangeState.AlreadyCurrent : SslChangeState.Changed) with
            {
                RequestId = answer.RequestId,
                Recovered = repeated && answer.Attempts > 1,
            };
    }

    private Task<SslCertificateImport> OnceAsync(
        CertificateChain chain, UploadCertificateRequest wire, IReadOnlyList<SslCertificate> before, CancellationToken cancellationToken)
    {
        var known = before.Select(one => one.CertificateId).ToHashSet(StringComparer.Ordinal);
        return new OnceCall(client).RunAsync(
            SslActions.UploadCertificate,
            wire,
            answer => answer.Value.CertificateId is { Length: > 0 } id
                ? Import(chain, id, wire.Alias, SslChangeState.Changed) with { RequestId = answer.RequestId }
                : null,
            async token =>
            {
                var now = await FindAsync(chain, token).ConfigureAwait(false);
                return now.FirstOrDefault(one => !known.Contains(one.CertificateId)) is { } made
                    ? Import(chain, made.CertificateId, made.Alias, SslChangeState.Changed) with { Recovered = true }
                    : null;
            },
            Wording.Of($"Check with Get-SslCertificate -SearchKey '{chain.Leaf.MainName}' for one more than before."),
            cancellationToken: cancellationToken);
    }

    private async Task<bool> IsSameAsync(string certificateId, string thumbprint, CancellationToken cancellationToken)
    {
        try
        {
            var detail = await _certificates.GetDetailAsync(certificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
            return detail.CertificatePem is { } pem && CertificateChain.FromPem(pem).Leaf.ThumbprintSha256 == thumbprint;
        }
        catch (Exception problem) when (problem is PemException or TencentCertException { IsNotFound: true })
        {
            // What this platform cannot read is not what it has just read, and what was removed meanwhile is no copy.
            return false;
        }
    }

    private static SslCertificateImport Import(CertificateChain chain, string id, string? alias, SslChangeState state) => new()
    {
        CertificateId = id,
        Domain = chain.Leaf.MainName,
        Alias = alias,
        NotAfter = chain.Leaf.NotAfter,
        Thumbprint = chain.Leaf.Thumbprint,
        State = state,
    };
}

/// <summary>How to upload.</summary>
public sealed record SslUploadRequest
{
    /// <summary>Alias of a new certificate.</summary>
    public string? Alias { get; init; }

    /// <summary>Project of a new certificate; the default one when null.</summary>
    public long? ProjectId { get; init; }

    /// <summary>Uploads even when the certificate is there already.</summary>
    public bool AllowDuplicate { get; init; }
}
