using System.Security;
using TencentCert.Core.Credentials;
using TencentCert.Core.Sts;
using TencentCert.Session;

namespace TencentCert.Connection;

/// <summary>Parameters of a connection, shared by the cmdlets that create one.</summary>
public abstract class ConnectionCmdlet : AsyncCmdlet
{
    private string? _tokenPath;

    private protected ConnectionCmdlet() { }

    /// <summary>SecretId as user name and SecretKey as password.</summary>
    [RefusesSecret]
    [RefusesProfileName]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>SecretId, together with <see cref="SecretKey"/> in place of <see cref="Credential"/>.</summary>
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

    /// <summary>Uses the role of the CVM that runs this process, from its metadata service.</summary>
    [Parameter]
    public SwitchParameter InstanceRole { get; set; }

    /// <summary>Role to assume, such as <c>qcs::cam::uin/100000000001:roleName/deploy</c>; its keys are renewed before expiry.</summary>
    [Parameter]
    [RoleArnFormat]
    public string? RoleArn { get; set; }

    /// <summary>Name of the role's session in the account's audit log; <c>TencentCert</c> when not given.</summary>
    [Parameter]
    [SessionNameFormat]
    public string? RoleSessionName { get; set; }

    /// <summary>External id that the role's trust policy requires of another account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExternalId { get; set; }

    /// <summary>File with an identity provider's token that assumes the role instead of a key; read again at each renewal.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WebIdentityTokenPath { get; set; }

    /// <summary>The identity provider's name in the account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProviderId { get; set; }

    /// <summary>URI for every service, or a pattern with <c>{service}</c>; plain http only for this machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>The site of the account; derived from the endpoint when not given.</summary>
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

    /// <summary>Maximum number of retries of a call after transient failures.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>Resolves the token's path against PowerShell's location. An override calls this method first.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _tokenPath = FilePath(WebIdentityTokenPath);
        if (Region is not null && Regions.NearestTo(Region) is { } nearest)
        {
            WriteWarning(
                Wording.Of($"'{Region}' is not a region known to this module; it is used as it is. The nearest known name is {nearest}."));
        }
    }

    /// <summary>Creates the connection of the parameters; reads nothing yet.</summary>
    private protected TencentCertConnection Describe()
    {
        RequireValidCombination();
        var defaults = ConnectionSettings.Default();
        var options = defaults with
        {
            Endpoint = Endpoint,
            Site = Site,
            Region = Region ?? defaults.Region,
            Language = Language ?? defaults.Language,
            RequestsPerSecond = RequestsPerSecond,
            AttemptTimeout = TimeSpan.FromSeconds(TimeoutSec),
            MaximumRetryCount = MaximumRetryCount,
        };
        return new TencentCertConnection(CreateChain(options), options);
    }

    private PSCredential? Key =>
        Credential ?? (SecretId is not null && SecretKey is not null ? new PSCredential(SecretId, SecretKey) : null);

    private CredentialChain CreateChain(ConnectionOptions options)
    {
        var role = RoleArn is null
            ? null
            : new RoleSession(RoleArn) { SessionName = RoleSessionName ?? RoleSession.DefaultName, ExternalId = ExternalId };
        if (_tokenPath is not null)
            return CredentialSources.Oidc(new WebIdentity(role!, ProviderId!, _tokenPath), options);

        var keys = InstanceRole ? CredentialSources.InstanceRole(options) : KeyChain.Of(Key, SessionToken, ProfileName, options);
        return role is null ? keys : keys.Assuming(role, options);
    }

    private void RequireValidCombination()
    {
        RejectIf((SecretId is null) != (SecretKey is null), $"-SecretId and -SecretKey go together. Give both.");
        RejectIf(SecretId is not null && Credential is not null,
            $"-Credential holds SecretId and SecretKey. Give either it, or -SecretId and -SecretKey.");
        object?[] keySources = [Key, ProfileName, WebIdentityTokenPath, InstanceRole ? InstanceRole : null];
        RejectIf(keySources.Count(static source => source is not null) > 1,
            $"-Credential, -ProfileName, -InstanceRole and -WebIdentityTokenPath each specify the source of the key. "
            + $"Give only one of them.");
        RejectIf(SessionToken is not null && Key is null, $"-SessionToken belongs to a -Credential. Give both.");
        RejectIf((RoleSessionName ?? ExternalId) is not null && RoleArn is null,
            $"-RoleSessionName and -ExternalId belong to a -RoleArn. Give it too.");
        RejectIf((WebIdentityTokenPath is null) != (ProviderId is null) || (WebIdentityTokenPath is not null && RoleArn is null),
            $"-WebIdentityTokenPath, -ProviderId and -RoleArn go together: the token, who signed it, and the role it opens.");
        RejectIf(WebIdentityTokenPath is not null && ExternalId is not null,
            $"-ExternalId cannot be used for a role that is assumed with a web identity token. Omit it.");
    }

    private static void RejectIf(bool condition, Wording message)
    {
        if (condition)
            throw new TencentCertException(ErrorCodes.InvalidParameter, message);
    }
}
