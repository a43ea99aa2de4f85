using TencentCert.Core.Client;
using TencentCert.Core.Wire.Sts;


namespace TencentCert.Core.Wire;

/// <summary>The actions of the Security Token Service this project calls; one line each.</summary>
public static class StsActions
{
    /// <summary>The table, for look-ups by name.</summary>
    public static readonly ApiTable Table = new(ApiService.Sts);

    // A key handed out changes nothing and costs nothing: asking again is always right.
    public static readonly ApiAction<AssumeRoleRequest, AssumeRoleResponse> AssumeRole =
        Table.Read<AssumeRoleRequest, AssumeRoleResponse>("AssumeRole");
    public static readonly ApiAction<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse> AssumeRoleWithWebIdentity =
        Table.Read<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse>("AssumeRoleWithWebIdentity");
    public static readonly ApiAction<GetCallerIdentityRequest, GetCallerIdentityResponse> GetCallerIdentity =
        Table.Read<GetCallerIdentityRequest, GetCallerIdentityResponse>("GetCallerIdentity");
}
