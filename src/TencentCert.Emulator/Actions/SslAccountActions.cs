using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;
using TencentCert.Emulator.Errors;

namespace TencentCert.Emulator.Actions;

/// <summary>The account's packages, companies and managers.</summary>
internal static class SslAccountActions
{
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
        var found = all.Where(one =>
            (string.IsNullOrEmpty(request.Status) || one.Status == request.Status)
            && (string.IsNullOrEmpty(request.PackageId) || one.PackageId == request.PackageId)
            && (string.IsNullOrEmpty(request.Type) || one.Type == request.Type));
        var sorted = (request.ExpireTime switch
        {
            null or "" => found,
            "asc" => found.OrderBy(one => one.ExpireTime, StringComparer.Ordinal),
            "desc" => found.OrderByDescending(one => one.ExpireTime, StringComparer.Ordinal),
            _ => throw new ApiErrorException("FailedOperation.InvalidParam", "ExpireTime must be asc or desc."),
        }).ToList();
        return new DescribePackagesResponse
        {
            Packages = [.. sorted.Skip(Paging.Offset(request.Offset)).Take(Paging.Limit(request.Limit, 20, 1000))],
            TotalCount = sorted.Count,
            TotalBalance = all.Where(one => one.Status == "usable").Sum(one => one.Balance),
        };
    }

    private static DescribeCompaniesResponse Companies(ActionCall call, DescribeCompaniesRequest request)
    {
        var found = call.World.Account.Companies.Where(one => request.CompanyId is null || one.CompanyId == request.CompanyId).ToList();
        return new DescribeCompaniesResponse
        {
            Companies = [.. found.Skip(Paging.Offset(request.Offset)).Take(Paging.Limit(request.Limit, 10, 1000))],
            TotalCount = found.Count,
        };
    }

    private static DescribeManagersResponse Managers(ActionCall call, DescribeManagersRequest request)
    {
        var account = call.World.Account;
        var found = account.Managers.Where(one =>
            account.Companies.Any(company => company.CompanyId == request.CompanyId)
            && (string.IsNullOrEmpty(request.Status) || one.Status == request.Status)
            && (string.IsNullOrEmpty(request.ManagerMail)
                || one.ManagerMail!.Contains(request.ManagerMail, StringComparison.OrdinalIgnoreCase))
            && (string.IsNullOrEmpty(request.ManagerName)
                || (one.ManagerFirstName + one.ManagerLastName).Contains(request.ManagerName, StringComparison.OrdinalIgnoreCase))
            && (string.IsNullOrEmpty(request.SearchKey) || SearchKey(one) == request.SearchKey)).ToList();
        return new DescribeManagersResponse
        {
            Managers = [.. found.Skip(Paging.Offset(request.Offset)).Take(Paging.Limit(request.Limit, 10, 1000))],
            TotalCount = found.Count,
        };
    }

    private static DescribeManagerDetailResponse Manager(ActionCall call, DescribeManagerDetailRequest request)
    {
        var account = call.World.Account;
        var found = account.Managers.FirstOrDefault(one => one.ManagerId == request.ManagerId)
            ?? throw new ApiErrorException("ResourceNotFound.Manager", $"The manager {request.ManagerId} does not exist.");
        return new DescribeManagerDetailResponse
        {
            ManagerId = found.ManagerId,
            ManagerFirstName = found.ManagerFirstName,
            ManagerLastName = found.ManagerLastName,
            ManagerPosition = found.ManagerPosition,
            ManagerPhone = found.ManagerPhone,
            ManagerMail = found.ManagerMail,
            ManagerDepartment = found.ManagerDepartment,
            CreateTime = found.CreateTime,
            VerifyTime = found.VerifyTime,
            ExpireTime = found.ExpireTime,
            CompanyId = account.Companies[0].CompanyId,
            CompanyInfo = account.Companies[0],
            StatusInfo = found.StatusInfo,
        };
    }

    private static string SearchKey(ManagerInfo one) =>
        $"{one.ManagerFirstName}|{one.ManagerLastName}|{one.ManagerMail}|{one.ManagerDepartment}";
}
