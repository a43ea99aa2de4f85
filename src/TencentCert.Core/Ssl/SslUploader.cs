using TencentCert.Core.Certificates;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Uploads certificates to the SSL service; by default, reuses an identical one.</summary>
/// <param name="client">Client.</param>
public sealed class SslUploader(ApiClient client)
{
    private readonly SslCertificateReader _certificates = new(client);

    /// <summary>The check of every certificate before its upload.</summary>
    /// <param name="bundle">Certificate and key.</param>
    /// <param name="type">Use.</param>
    public CertificateCheck Check(CertificateBundle bundle, SslCertificateType type = SslCertificateType.SVR) => CertificateCheck.Of(
        bundle, client.Connection.ServerTime,
        type == SslCertificateType.CA ? CertificatePurpose.Authority : CertificatePurpose.Server,
        isImport: true);

    /// <summary>
    /// The service's certificates with the same leaf. Without permission to read certificates (DescribeCertificateDetail, which also
    /// returns private keys), it finds none; the response to the upload then reports a duplicate.
    /// </summary>
    /// <param name="chain">Certificate.</param>
    /// <param name="type">Use.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<SslCertificate>> FindAsync(
        CertificateChain chain, SslCertificateType type = SslCertificateType.SVR, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var found = new List<SslCertificate>();
        foreach (var certificate in await CandidatesAsync(chain, type, cancellationToken).ConfigureAwait(false))
        {
            if (await IsSameAsync(certificate.CertificateId, chain.Leaf.ThumbprintSha256, cancellationToken).ConfigureAwait(false) == true)
                found.Add(certificate);
        }

        return found;
    }

    /// <summary>Uploads a certificate, or returns the existing one.</summary>
    /// <param name="bundle">Certificate and key.</param>
    /// <param name="request">Options.</param>
    /// <param name="before">Result of <see cref="FindAsync"/>.</param>
    /// <param name="cancellationToken">Stops immediately.</param>
    /// <exception cref="PemException">The key is missing or belongs to another certificate.</exception>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<SslCertificateImport> ImportAsync(
        CertificateBundle bundle, SslUploadRequest request, IReadOnlyList<SslCertificate> before,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(before);
        var chain = bundle.Chain;
        var isAuthority = request.CertificateType == SslCertificateType.CA;
        var wire = new UploadCertificateRequest
        {
            CertificatePublicKey = chain.ToPem(includeRoot: isAuthority),
            CertificatePrivateKey = isAuthority ? null : bundle.RequireKey().Reveal(),
            CertificateType = request.CertificateType.ToString(),
            Alias = request.Alias,
            ProjectId = request.ProjectId,
            Repeatable = request.AllowDuplicate,
        };
        if (!request.AllowDuplicate && before is [var existing, ..])
            return ToResult(chain, existing.CertificateId, existing.Alias, SslChangeState.AlreadyCurrent);

        using var gate =
            await OnceGate.EnterAsync(client, "certificate " + chain.Leaf.ThumbprintSha256, cancellationToken).ConfigureAwait(false);
        var known = request.AllowDuplicate
            ? await CandidatesAsync(chain, request.CertificateType, cancellationToken).ConfigureAwait(false)
            : [];
        var since = client.Connection.ServerTime - OnceCall.ClockSkew;
        var howToCheck = Wording.Of($"Check with Get-SslCertificate -SearchKey '{chain.Leaf.MainName}' for one more than before.");

        // With Repeatable=false, a repeated upload returns the first id, so a lost response is simply retried.
        return await new OnceCall(client).RunAsync(
            SslActions.UploadCertificate, wire,
            answer => FromResponse(chain, request, answer),
            async token =>
            {
                var matches = new List<SslCertificate>();
                foreach (var certificate in (await CandidatesAsync(chain, request.CertificateType, token).ConfigureAwait(false))
                    .Where(certificate => known.All(old => old.CertificateId != certificate.CertificateId)))
                {
                    var isSame = await IsSameAsync(certificate.CertificateId, chain.Leaf.ThumbprintSha256, token).ConfigureAwait(false);
                    if (isSame == true && !request.AllowDuplicate)
                        return Recovered(certificate);

                    if (isSame != false && (request.AllowDuplicate || !(certificate.InsertTime < since))
                        && (request.Alias is null || certificate.Alias == request.Alias))
                    {
                        matches.Add(certificate);
                    }
                }

                return OnceCall.Single(
                    matches, match => match.CertificateId, match => match.InsertTime, since, howToCheck) is { } created
                    ? Recovered(created) : null;
            },
            howToCheck,
            request.AllowDuplicate ? null : new ApiCallOptions { Effect = ActionEffect.Idempotent },
            cancellationToken).ConfigureAwait(false);

        SslCertificateImport Recovered(SslCertificate certificate) =>
            ToResult(chain, certificate.CertificateId, certificate.Alias, SslChangeState.Changed) with { Recovered = true };
    }

    private static SslCertificateImport? FromResponse(
        CertificateChain chain, SslUploadRequest request, ApiAnswer<UploadCertificateResponse> answer)
    {
        var isRepeated = !request.AllowDuplicate && answer.Value.RepeatCertId is { Length: > 0 };
        var state = isRepeated && answer.Attempts == 1 ? SslChangeState.AlreadyCurrent : SslChangeState.Changed;
        return SslCertificateId.FromResponse(isRepeated ? answer.Value.RepeatCertId : answer.Value.CertificateId) is { } id
            ? ToResult(chain, id, request.Alias, state) with
            {
                RequestId = answer.RequestId, Recovered = isRepeated && answer.Attempts > 1,
            }
            : null;
    }

    // The list has no fingerprint; its dates save most of the detail calls.
    private async Task<List<SslCertificate>> CandidatesAsync(
        CertificateChain chain, SslCertificateType type, CancellationToken cancellationToken)
    {
        var listed = new List<SslCertificate>();

        // The search name of a CA is not documented; an account has few CAs.
        var query = type == SslCertificateType.CA
            ? new SslCertificateQuery { CertificateType = "CA", Status = [SslCertificateStatus.Issued] }
            : new SslCertificateQuery { SearchKey = chain.Leaf.MainName, Status = [SslCertificateStatus.Issued] };
        try
        {
            await foreach (var certificate in _certificates.ListAsync(query, cancellationToken).ConfigureAwait(false))
            {
                if (ValidityComparison.MayBeSame(certificate.NotBefore, certificate.NotAfter, chain.Leaf.NotBefore, chain.Leaf.NotAfter))
                    listed.Add(certificate);
            }
        }
        catch (TencentCertException denied) when (denied.IsDenied)
        {
            // Without the right to list, the service's response to the upload reports whether it has the certificate.
        }

        return listed;
    }

    // Null without permission to read the certificate.
    private async Task<bool?> IsSameAsync(string certificateId, string thumbprint, CancellationToken cancellationToken)
    {
        try
        {
            var detail = await _certificates.GetDetailAsync(certificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
            return detail.CertificatePem is { } pem && CertificateChain.FromPem(pem).Leaf.ThumbprintSha256 == thumbprint;
        }
        catch (TencentCertException denied) when (denied.IsDenied)
        {
            return null;
        }
        catch (Exception problem) when (problem is PemException or TencentCertException { IsNotFound: true })
        {
            // A certificate that this platform cannot parse, or that was removed meanwhile, is not a copy.
            return false;
        }
    }

    private static SslCertificateImport ToResult(CertificateChain chain, string id, string? alias, SslChangeState state) => new()
    {
        CertificateId = id,
        Domain = chain.Leaf.MainName,
        Alias = alias,
        NotAfter = chain.Leaf.NotAfter,
        Thumbprint = chain.Leaf.Thumbprint,
        State = state,
    };
}

/// <summary>Options of an upload.</summary>
public sealed record SslUploadRequest
{
    /// <summary>Alias of a new certificate.</summary>
    public string? Alias { get; init; }

    /// <summary>Project of a new certificate; the default one when null.</summary>
    public long? ProjectId { get; init; }

    /// <summary>Use of a new certificate.</summary>
    public SslCertificateType CertificateType { get; init; }

    /// <summary>Uploads even if the service has the certificate.</summary>
    public bool AllowDuplicate { get; init; }
}
