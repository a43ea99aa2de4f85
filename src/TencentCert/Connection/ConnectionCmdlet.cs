using System.Management.Automation;
using System.Security;
using TencentCert.Completion;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;
using TencentCert.Core.Sts;
using TencentCert.Pipeline;
using TencentCert.Session;

namespace TencentCert.Connection;

/// <summary>Everything a connection can be told; shared by the cmdlets that make one.</summary>
public abstract class ConnectionCmdlet : PumpedCmdlet
{
    private string? _tokenPath;

    private protected ConnectionCmdlet()
    {
    }

    /// <summary>SecretId as user name and SecretKey as password.</summary>
    [RefusesSecret]
    [RefusesProfileName]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>SecretId, together with <see cref="SecretKey"/> in the place of <see cref="Credential"/>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretId { get; set; }

    /// <summary>SecretKey of <see cref="SecretId"/>.</summary>
    [RefusesText]
    [Parameter]
    [ValidateNotNull]
    public SecureString? SecretKey { get; set; }

    /// <summary>Session token of a temporary key.</summary>
    [RefusesText]
    [Parameter]
    [ValidateNotNull]
    public SecureString? SessionToken { get; set; }

    /// <summary>Profile of tccli, or section of the shared credentials file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The role of the CVM this runs on, from its metadata service.</summary>
    [Parameter]
    public SwitchParameter InstanceRole { get; set; }

    /// <summary>Role to take on, such as <c>qcs::cam::uin/100000000001:roleName/deploy</c>; its keys end and are renewed.</summary>
    [Parameter]
    [RoleArnFormat]
    public string? RoleArn { get; set; }

    /// <summary>Name of the role's session in the account's audit log; <c>TencentCert</c> when not given.</summary>
    [Parameter]
    [SessionNameFormat]
    public string? RoleSessionName { get; set; }

    /// <summary>What the role's owner asks for before another account may assume the role.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExternalId { get; set; }

    /// <summary>File with an identity provider's token, which takes the role on in a key's place; read anew at each renewal.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WebIdentityTokenPath { get; set; }

    /// <summary>The identity provider's name in the account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProviderId { get; set; }

    /// <summary>URI for every service, or a pattern with <c>{service}</c>; plain http for this machine only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>The site the account belongs to; read off the endpoint when not given.</summary>
    [RefusesSecret]
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public TencentSite? Site { get; set; }

    /// <summary>Region sent with each call; <c>TENCENTCLOUD_REGION</c> when not given. The certificate calls need none.</summary>
    [Parameter]
    [RegionFormat]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Language of the service's messages; the session's when not given.</summary>
    [Parameter]
    [LanguageFormat]
    [ArgumentCompleter(typeof(LanguageCompleter))]
    public string? Language { get; set; }

    /// <summary>Requests a second for each action; the service's documented limit when not given.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0.1, 1000.0)]
    public double? RequestsPerSecond { get; set; }

    /// <summary>Seconds for one attempt of a call, from connecting to the last byte.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>How often a call is repeated after faults that pass.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>Makes the token's path a file's while PowerShell's location is at hand; an override calls this first.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _tokenPath = WebIdentityTokenPath is null ? null : FilePath(WebIdentityTokenPath);
        if (Region is not null && Regions.NearestTo(Region) is { } nearest)
        {
            WriteWarning(
                Wording.Of($"'{Region}' is not a region known to this module; it is used as it is. The nearest known name is {nearest}."));
        }
    }

    /// <summary>The connection described by the parameters; nothing is read yet.</summary>
    private protected TencentCertConnection Describe()
    {
        Check();
        var usual = ConnectionSettings.Default();
        var options = usual with
        {
            Endpoint = Endpoint,
            Site = Site,
            Region = Region ?? usual.Region,
            Language = Language ?? usual.Language,
            RequestsPerSecond = RequestsPerSecond,
            AttemptTimeout = TimeSpan.FromSeconds(TimeoutSec),
            MaximumRetryCount = MaximumRetryCount,
        };
        return new TencentCertConnection(Keys(options), options);
    }

    private PSCredential? Key =>
        Credential ?? (SecretId is not null && SecretKey is not null ? new PSCredential(SecretId, SecretKey) : null);

    private CredentialChain Keys(ConnectionOptions options)
    {
        var role = RoleArn is null
            ? null
            : new RoleSession(RoleArn) { SessionName = RoleSessionName ?? RoleSession.UsualName, ExternalId = ExternalId };
        if (_tokenPath is not null)
        {
            return CredentialSources.Oidc(new WebIdentity(role!, ProviderId!, _tokenPath), options);
        }

        var keys = InstanceRole ? CredentialSources.InstanceRole(options) : KeyChain.Of(Key, SessionToken, ProfileName, options);
        return role is null ? keys : keys.Assuming(role, options);
    }

    private void Check()
    {
        Refuse((SecretId is null) != (SecretKey is null), $"-SecretId and -SecretKey go together. Give both.");
        Refuse(SecretId is not null && Credential is not null,
            $"-Credential holds SecretId and SecretKey. Give either it, or -SecretId and -SecretKey.");
        object?[] named = [Key, ProfileName, WebIdentityTokenPath, InstanceRole ? InstanceRole : null];
        Refuse(named.Count(static source => source is not null) > 1,
            $"-Credential, -ProfileName, -InstanceRole and -WebIdentityTokenPath each name where the key comes from. Give one of them.");
        Refuse(SessionToken is not null && Key is null, $"-SessionToken belongs to a -Credential. Give both.");
        Refuse((RoleSessionName ?? ExternalId) is not null && RoleArn is null,
            $"-RoleSessionName and -ExternalId belong to a -RoleArn. Give it too.");
        Refuse((WebIdentityTokenPath is null) != (ProviderId is null) || (WebIdentityTokenPath is not null && RoleArn is null),
            $"-WebIdentityTokenPath, -ProviderId and -RoleArn go together: the token, who signed it, and the role it opens.");
        Refuse(WebIdentityTokenPath is not null && ExternalId is not null,
            $"-ExternalId cannot be used for a role that is assumed with a web identity token. Omit it.");
    }

    private static void Refuse(bool wrong, Wording message)
    {
        if (wrong)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter, message);
        }
    }
}
