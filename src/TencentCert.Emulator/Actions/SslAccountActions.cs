using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Http;

namespace TencentCert.Emulator.Actions;

/// <summary>The account's packages, companies and managers.</summary>
internal static class SslAccountActions
{
    private const long MaxLimit = 1000;

    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(SslActions.DescribePackages, Packages);
        handlers.Handle(SslActions.DescribeCompanies, Companies);
        handlers.Handle(SslActions.DescribeManagers, Managers);
        handlers.Handle(SslActions.DescribeManagerDetail, Manager);
    }

    private static DescribePackagesResponse Packages(ActionCall call, DescribePackagesRequest request)
    {
        var all = call.World.Account.Packages;
        var found = all.Where(package =>
            (string.IsNullOrEmpty(request.Status) || package.Status == request.Status)
            && (string.IsNullOrEmpty(request.PackageId) || package.PackageId == request.PackageId)
            && (string.IsNullOrEmpty(request.Type) || package.Type == request.Type));
        var sorted = (request.ExpireTime switch
        {
            null or "" => found,
            "asc" => found.OrderBy(package => package.ExpireTime, StringComparer.Ordinal),
            "desc" => found.OrderByDescending(package => package.ExpireTime, StringComparer.Ordinal),
            _ => throw new ApiErrorException("FailedOperation.InvalidParam", "ExpireTime must be asc or desc."),
        }).ToList();
        return new DescribePackagesResponse
        {
            Packages = [.. Paging.Page(sorted, request.Offset, request.Limit, 20, MaxLimit)],
            TotalCount = sorted.Count,
            TotalBalance = all.Where(package => package.Status == "usable").Sum(package => package.Balance),
        };
    }

    private static DescribeCompaniesResponse Companies(ActionCall call, DescribeCompaniesRequest request)
    {
        var found = call.World.Account.Companies
            .Where(company => request.CompanyId is null || company.CompanyId == request.CompanyId).ToList();
        var page = Paging.Page(found, request.Offset, request.Limit, 10, MaxLimit);
        return new DescribeCompaniesResponse { Companies = [.. page], TotalCount = found.Count };
    }

    private static DescribeManagersResponse Managers(ActionCall call, DescribeManagersRequest request)
    {
        var account = call.World.Account;
        var found = account.Managers.Where(manager =>
            account.Companies.Any(company => company.CompanyId == request.CompanyId)
            && (string.IsNullOrEmpty(request.Status) || manager.Status == request.Status)
            && (string.IsNullOrEmpty(request.ManagerMail)
                || manager.ManagerMail!.Contains(request.ManagerMail, StringComparison.OrdinalIgnoreCase))
            && (string.IsNullOrEmpty(request.ManagerName)
                || (manager.ManagerFirstName + manager.ManagerLastName).Contains(request.ManagerName, StringComparison.OrdinalIgnoreCase))
            && (string.IsNullOrEmpty(request.SearchKey) || SearchKey(manager) == request.SearchKey)).ToList();
        var page = Paging.Page(found, request.Offset, request.Limit, 10, MaxLimit);
        return new DescribeManagersResponse { Managers = [.. page], TotalCount = found.Count };
    }

    private static DescribeManagerDetailResponse Manager(ActionCall call, DescribeManagerDetailRequest request)
    {
        var account = call.World.Account;
        var found = account.Managers.FirstOrDefault(manager => manager.ManagerId == request.ManagerId)
            ?? throw new ApiErrorException("ResourceNotFound.Manager", $"The manager {request.ManagerId} does not exist.");
        var detail = WireJson.Convert<DescribeManagerDetailResponse>(found);
        detail.CompanyId = account.Companies[0].CompanyId;
        detail.CompanyInfo = account.Companies[0];
        return detail;
    }

    private static string SearchKey(ManagerInfo manager) =>
        $"{manager.ManagerFirstName}|{manager.ManagerLastName}|{manager.ManagerMail}|{manager.ManagerDepartment}";
}
