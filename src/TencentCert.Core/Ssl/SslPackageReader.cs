using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Reads benefit packages.</summary>
/// <param name="client">Client.</param>
public sealed class SslPackageReader(ApiClient client)
{
    private const long PageSize = 100;

    /// <summary>Lists packages, ordered by expiry.</summary>
    /// <param name="status">Only packages in this state; all when null.</param>
    /// <param name="packageId">Only this package; all when null.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="TencentCertException">A page could not be read, or the site has no packages.</exception>
    public IAsyncEnumerable<SslPackage> ListAsync(
        string? status = null, string? packageId = null, CancellationToken cancellationToken = default) =>
        Paging.ReadAllAsync(
            client, SslActions.DescribePackages,
            (offset, limit) => new DescribePackagesRequest
            {
                Offset = offset, Limit = limit, Status = status, PackageId = packageId, ExpireTime = "asc",
            },
            response => new Page<PackageInfo>(response.Packages ?? [], response.TotalCount),
            item => item?.PackageId, PageSize, cancellationToken).SelectAsync(SslPackage.Read, cancellationToken);
}
