using System.Globalization;
using System.Runtime.CompilerServices;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Reads the companies on file and their managers.</summary>
/// <param name="client">Client.</param>
public sealed class SslManagerReader(ApiClient client)
{
    private const long PageSize = 100;

    /// <summary>Lists managers, company by company; a company without managers is one entry.</summary>
    /// <param name="companyId">Only of this company; of all when null.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="TencentCertException">A page could not be read; or <see cref="ErrorCodes.NotFound"/>: the company does
    /// not exist.</exception>
    public async IAsyncEnumerable<SslManager> ListAsync(
        long? companyId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var isFound = companyId is null;
        await foreach (var company in CompaniesAsync(companyId, cancellationToken).ConfigureAwait(false))
        {
            isFound = true;
            var isEmpty = true;
            await foreach (var manager in ManagersAsync(company.CompanyId!.Value, cancellationToken).ConfigureAwait(false))
            {
                isEmpty = false;
                yield return SslManager.Read(company, manager);
            }

            if (isEmpty)
                yield return SslManager.Read(company);
        }

        if (!isFound)
        {
            throw new TencentCertException(
                ErrorCodes.NotFound, $"There is no company {companyId}. Get-SslManager lists the companies on file.");
        }
    }

    private IAsyncEnumerable<CompanyInfo> CompaniesAsync(long? companyId, CancellationToken cancellationToken) =>
        Paging.ReadAllAsync(
            client, SslActions.DescribeCompanies,
            (offset, limit) => new DescribeCompaniesRequest { Offset = offset, Limit = limit, CompanyId = companyId },
            response => new Page<CompanyInfo>(response.Companies ?? [], response.TotalCount),
            item => Text(item?.CompanyId), PageSize, cancellationToken);

    private IAsyncEnumerable<ManagerInfo> ManagersAsync(long companyId, CancellationToken cancellationToken) =>
        Paging.ReadAllAsync(
            client, SslActions.DescribeManagers,
            (offset, limit) => new DescribeManagersRequest { CompanyId = companyId, Offset = offset, Limit = limit },
            response => new Page<ManagerInfo>(response.Managers ?? [], response.TotalCount),
            item => Text(item?.ManagerId), PageSize, cancellationToken);

    private static string? Text(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}
