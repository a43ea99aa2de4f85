using TencentCert.Core.Certificates;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Gaap;

/// <summary>GAAP's own certificate store.</summary>
/// <param name="client">Client.</param>
public sealed class GaapCertificateStore(ApiClient client)
{
    internal const int MaxAliasLength = 50;

    private const long AllTypes = -1;

    private readonly AsyncCache<List<GaapCertificate>> _bound = new();

    /// <summary>Why only bound certificates were searched for a copy: no permission for the list. Null if the list was read.</summary>
    public string? NotListed { get; private set; }

    /// <summary>Lists certificates, a page at a time as they are read.</summary>
    /// <param name="type">Only of this use; all when null.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public IAsyncEnumerable<GaapCertificate> ListAsync(GaapCertificateType? type = null, CancellationToken cancellationToken = default) =>
        Paging.ReadAllAsync(
            client,
            GaapActions.DescribeCertificates,
            (start, limit) => new DescribeCertificatesRequest { CertificateType = (long?)type ?? AllTypes, Offset = start, Limit = limit },
            answer => new Page<Certificate>(answer.CertificateSet ?? [], answer.TotalCount),
            item => item?.CertificateId,
            GaapReader.PageSize,
            cancellationToken).SelectAsync(Read, cancellationToken);

    /// <summary>The full description. The service always sends the private key too; it is dropped unless asked for.</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="includePrivateKey">Whether to keep the key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<GaapCertificate> GetAsync(
        string certificateId, bool includePrivateKey = false, CancellationToken cancellationToken = default)
    {
        GaapCertificateId.Check(certificateId, "CertificateId");
        try
        {
            return await DetailAsync(certificateId, includePrivateKey, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException denied) when (denied.IsDenied && !includePrivateKey)
        {
            // The description also returns the private key. Without permission to read it, the list is sufficient.
            await foreach (var listed in ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (listed.CertificateId == certificateId)
                    return listed;
            }

            throw new TencentCertException(ErrorCodes.NotFound,
                $"There is no certificate {certificateId} in the GAAP certificate store.", denied);
        }
    }

    /// <summary>The full description for a caller that needs the content; fails if the key may not read it.</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="includePrivateKey">Whether to keep the key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="TencentCertException">The service refused, or does not show the content.</exception>
    public async Task<GaapCertificate> GetContentAsync(
        string certificateId, bool includePrivateKey = false, CancellationToken cancellationToken = default)
    {
        GaapCertificateId.Check(certificateId, "CertificateId");
        var certificate = await DetailAsync(certificateId, includePrivateKey, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(certificate.CertificatePem)
            ? throw new TencentCertException(ErrorCodes.NotFound, $"GAAP does not show the content of {certificateId}.")
            : certificate;
    }

    /// <summary>Checks a certificate before it is imported into the store.</summary>
    /// <param name="bundle">Certificate and key.</param>
    /// <param name="type">Use.</param>
    public CertificateCheck Check(CertificateBundle bundle, GaapCertificateType type = GaapCertificateType.Server) =>
        CertificateCheck.Of(bundle, client.Connection.ServerTime, PurposeOf(type), isImport: true);

    internal static CertificatePurpose PurposeOf(GaapCertificateType type) => type switch
    {
        GaapCertificateType.Client or GaapCertificateType.RealServer => CertificatePurpose.Authority,
        GaapCertificateType.Gaap => CertificatePurpose.Client,
        _ => CertificatePurpose.Server,
    };

    /// <summary>Imports a certificate into the store, or returns an identical existing one.</summary>
    /// <param name="bundle">Certificate and key.</param>
    /// <param name="alias">Alias of a new entry; at most 50 characters.</param>
    /// <param name="type">Use.</param>
    /// <param name="force">Overrides errors of <see cref="Check"/>, where possible.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="PemException">The key is missing or belongs to another certificate.</exception>
    /// <exception cref="TencentCertException">The service refused, or the check failed.</exception>
    public async Task<GaapCertificate> ImportAsync(
        CertificateBundle bundle, string? alias = null, GaapCertificateType type = GaapCertificateType.Server, bool force = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Check(bundle, type).Require(alias ?? "GAAP", force);
        if (alias?.Length > MaxAliasLength)
            throw new TencentCertException(ErrorCodes.InvalidParameter, $"Alias has {alias.Length} characters; the service takes 50.");

        var key = type is GaapCertificateType.Server or GaapCertificateType.Gaap ? bundle.RequireKey().Reveal() : null;
        try
        {
            if (await FindAsync(bundle.Chain, type, cancellationToken).ConfigureAwait(false) is { } existing)
                return existing;
        }
        catch (TencentCertException denied) when (denied.IsDenied)
        {
            // Without permission to read the store, another copy is created.
        }

        var request = new CreateCertificateRequest
        {
            CertificateType = (long)type,
            CertificateContent = bundle.Chain.ToPem(),
            CertificateKey = key,
            CertificateAlias = alias,
        };
        var id = await CreateAsync(request, bundle.Chain, type, cancellationToken).ConfigureAwait(false);
        try
        {
            return await DetailAsync(id, includePrivateKey: false, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException)
        {
            // The entry exists; a failed read must not lose its id.
            var created = new CertificateDetail
            {
                CertificateAlias = alias, CertificateType = request.CertificateType, CertificateContent = request.CertificateContent,
            };
            return Read(id, created, includePrivateKey: false);
        }
    }

    /// <summary>Finds the entry with the same leaf and intermediates; without the right to the list, among what is bound.</summary>
    /// <param name="chain">Certificate.</param>
    /// <param name="type">Use.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The entry, marked as reused; null when there is none.</returns>
    /// <exception cref="TencentCertException">No permission to read the list or the bindings.</exception>
    public async Task<GaapCertificate?> FindAsync(
        CertificateChain chain, GaapCertificateType type, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return await FindCopyAsync(
            chain, await CandidatesAsync(type, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds every certificate with a given leaf that is served to clients or origin servers, with any intermediates.</summary>
    /// <param name="leaf">Leaf.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<GaapCertificate>> FindCopiesAsync(CertificateFacts leaf, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        var copies = new List<GaapCertificate>();
        foreach (var candidate in await CandidatesAsync(null, cancellationToken).ConfigureAwait(false))
        {
            if (candidate.CertificateType is GaapCertificateType.Server or GaapCertificateType.Gaap
                && await MatchAsync(candidate, leaf, IsLeaf, cancellationToken).ConfigureAwait(false) is not null)
            {
                copies.Add(candidate);
            }
        }

        return copies;

        bool IsLeaf(CertificateChain? chain) => chain?.Leaf.ThumbprintSha256 == leaf.ThumbprintSha256;
    }

    /// <summary>Changes the alias of an entry (ModifyCertificateAttributes).</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="alias">At most 50 characters.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task RenameAsync(string certificateId, string alias, CancellationToken cancellationToken = default)
    {
        GaapCertificateId.Check(certificateId, "CertificateId");
        await client.SendAsync(
            GaapActions.ModifyCertificateAttributes,
            new ModifyCertificateAttributesRequest { CertificateId = certificateId, CertificateAlias = alias },
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes an entry; a missing entry counts as removed.</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Whether this call removed it.</returns>
    /// <exception cref="TencentCertException"><c>FailedOperation.CertificateIsUsing</c>: something uses it.</exception>
    public async Task<bool> RemoveAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        GaapCertificateId.Check(certificateId, "CertificateId");
        try
        {
            await client.SendAsync(
                GaapActions.DeleteCertificate, new DeleteCertificateRequest { CertificateId = certificateId },
                cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TencentCertException failure) when (failure.IsNotFound)
        {
            return failure.MayHaveTakenEffect;
        }
    }

    internal async Task<string?> PemAsync(string certificateId, CancellationToken cancellationToken) =>
        (await DetailAsync(certificateId, includePrivateKey: false, cancellationToken).ConfigureAwait(false)).CertificatePem;

    private async Task<GaapCertificate> DetailAsync(string certificateId, bool includePrivateKey, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            GaapActions.DescribeCertificateDetail, new DescribeCertificateDetailRequest { CertificateId = certificateId },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        var detail = answer.Value.CertificateDetail
            ?? throw new TencentCertException(
                ErrorCodes.NotFound, $"There is no certificate {certificateId} in the GAAP certificate store.")
            {
                RequestId = answer.RequestId,
            };
        return Read(certificateId, detail, includePrivateKey);
    }

    private GaapCertificate Read(Certificate item) => new()
    {
        CertificateId = item.CertificateId!,
        Alias = item.CertificateAlias.NullIfEmpty() ?? item.CertificateName,
        CertificateType = (GaapCertificateType)(item.CertificateType ?? -1),
        SubjectCN = item.SubjectCN,
        IssuerCN = item.IssuerCN,
        NotBefore = GaapTime.Read(item.BeginTime),
        NotAfter = GaapTime.Read(item.EndTime),
        DaysLeft = DaysLeft(GaapTime.Read(item.EndTime)),
        CreateTime = GaapTime.Read(item.CreateTime),
    };

    private GaapCertificate Read(string certificateId, CertificateDetail detail, bool includePrivateKey)
    {
        var leaf = ParseLeaf(detail.CertificateContent);
        var end = leaf?.NotAfter ?? GaapTime.Read(detail.EndTime);
        return new GaapCertificate
        {
            CertificateId = certificateId,
            Alias = detail.CertificateAlias,
            CertificateType = (GaapCertificateType)(detail.CertificateType ?? -1),
            SubjectCN = detail.SubjectCN.NullIfEmpty() ?? leaf?.MainName,
            IssuerCN = detail.IssuerCN ?? leaf?.IssuerCommonName,
            NotBefore = leaf?.NotBefore ?? GaapTime.Read(detail.BeginTime),
            NotAfter = end,
            DaysLeft = DaysLeft(end),
            CreateTime = GaapTime.Read(detail.CreateTime),
            DnsNames = leaf?.DnsNames ?? [],
            Thumbprint = leaf?.Thumbprint,
            CertificatePem = detail.CertificateContent,
            PrivateKey = includePrivateKey && detail.CertificateKey is { Length: > 0 } key ? SecretText.Seal(key) : null,
        };
    }

    // Without permission for the list, bound certificates are read from the listeners. A new copy is not bound, so this does not apply
    // directly after an import.
    private async Task<IReadOnlyList<GaapCertificate>> CandidatesAsync(GaapCertificateType? type, CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync(type, cancellationToken).ToListAsync().ConfigureAwait(false);
        }
        catch (TencentCertException denied) when (denied.IsDenied)
        {
            try
            {
                var bound = await _bound.GetAsync("", _ => BoundAsync(cancellationToken)).ConfigureAwait(false);
                NotListed = Wording.Of(
                    $"This key may not list the GAAP certificate store ({denied.Action}), "
                    + $"so only bound certificates were searched for a copy.");
                return bound.FindAll(certificate => type is null || certificate.CertificateType == type);
            }
            catch (TencentCertException unread) when (unread.IsDenied)
            {
                throw denied;
            }
        }
    }

    private async Task<List<GaapCertificate>> BoundAsync(CancellationToken cancellationToken)
    {
        var snapshot = await new GaapSnapshotReader(client).ReadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return snapshot.Listeners.FirstOrDefault(listener => listener.Failure is not null)?.Failure is { } failure
            ? throw failure
            : [.. snapshot.Uses().Where(use => GaapCertificateId.IsWellFormed(use.CertificateId))
                .Select(use => (use.CertificateId, Type: GaapCertificateRoles.TypeOf(use.Role))).Distinct()
                .Select(use => new GaapCertificate { CertificateId = use.CertificateId, CertificateType = use.Type })];
    }

    private async Task<GaapCertificate?> FindCopyAsync(
        CertificateChain chain, IEnumerable<GaapCertificate> candidates, CancellationToken cancellationToken)
    {
        var pem = chain.ToPem();
        foreach (var candidate in candidates)
        {
            var copy = await MatchAsync(candidate, chain.Leaf, other => other?.ToPem() == pem, cancellationToken).ConfigureAwait(false);
            if (copy is not null)
                return copy.AsReused();
        }

        return null;
    }

    // The description of a list entry that is the certificate; null if it is another one, or has been removed since.
    private async Task<GaapCertificate?> MatchAsync(
        GaapCertificate listed, CertificateFacts leaf, Func<CertificateChain?, bool> isSame, CancellationToken cancellationToken)
    {
        // The list has no fingerprint; its times save most of the detail calls.
        if (!ValidityComparison.MayBeSame(listed.NotBefore, listed.NotAfter, leaf.NotBefore, leaf.NotAfter))
            return null;

        try
        {
            var detail = await GetAsync(listed.CertificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
            return (detail.CertificatePem is { } pem ? isSame(ParseChain(pem)) : detail.IsListedAs(leaf)) ? detail : null;
        }
        catch (TencentCertException gone) when (gone.IsNotFound)
        {
            return null;
        }
    }

    // Each call creates a copy, so it is sent once; after a lost response, the store is read.
    private Task<string> CreateAsync(
        CreateCertificateRequest request, CertificateChain chain, GaapCertificateType type, CancellationToken cancellationToken) =>
        new OnceCall(client).RunAsync(
            GaapActions.CreateCertificate,
            request,
            answer => GaapCertificateId.IsWellFormed(answer.Value.CertificateId) ? answer.Value.CertificateId : null,
            async token => (await FindCopyAsync(
                chain, await ListAsync(type, token).ToListAsync().ConfigureAwait(false), token).ConfigureAwait(false))?.CertificateId,
            Wording.Of($"Check with Get-GaapCertificate; running the same command again finds a certificate that was created."),
            cancellationToken: cancellationToken);

    private int? DaysLeft(DateTimeOffset? end) =>
        end is { } moment ? (int)Math.Floor((moment - client.Clock.GetUtcNow()).TotalDays) : null;

    internal static CertificateFacts? ParseLeaf(string? pem) => ParseChain(pem)?.Leaf;

    // A basic-authentication file, or an algorithm this platform cannot read, must not fail the listing.
    private static CertificateChain? ParseChain(string? pem)
    {
        if (string.IsNullOrEmpty(pem))
            return null;

        try
        {
            return CertificateChain.FromPem(pem);
        }
        catch (PemException)
        {
            return null;
        }
    }
}
