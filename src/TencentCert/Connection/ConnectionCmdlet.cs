using System.Management.Automation;
using System.Security;
using TencentCert.Completion;
using TencentCert.Core.Api;
using TencentCert.Pipeline;
using TencentCert.Strings;

namespace TencentCert.Connection;

/// <summary>Everything a connection can be told; shared by the cmdlets that make one.</summary>
public abstract class ConnectionCmdlet : PumpedCmdlet
{
    private protected ConnectionCmdlet()
    {
    }

    /// <summary>SecretId as user name and SecretKey as password.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>Session token of a temporary key.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? SessionToken { get; set; }

    /// <summary>Profile of tccli, or section of the shared credentials file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>URI for every service, or a pattern with <c>{service}</c>; plain http for this machine only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>The site the account belongs to; read off the endpoint when not given.</summary>
    [Parameter]
    public TencentSite? Site { get; set; }

    /// <summary>Region sent with each call; <c>TENCENTCLOUD_REGION</c> when not given. The certificate calls need none.</summary>
    [Parameter]
    [ValidatePattern(@"^[a-z][a-z0-9-]*\z")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Language of the service's messages; the session's when not given.</summary>
    [Parameter]
    [ValidatePattern(@"^[a-z]{2}-[A-Z]{2}\z")]
    [ArgumentCompleter(typeof(LanguageCompleter))]
    public string? Language { get; set; }

    /// <summary>Requests a second for each action; the service's documented limit when not given.</summary>
    [Parameter]
    [ValidateRange(0.1, 1000.0)]
    public double? RequestsPerSecond { get; set; }

    /// <summary>Seconds for one attempt of a call, from connecting to the last byte.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>How often a call is repeated after faults that pass.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>The connection described by the parameters; nothing is read yet.</summary>
    private protected TencentCertConnection Describe()
    {
        if (Credential is not null && ProfileName is not null)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter, Messages.Text("OneKeySource"));
        }

        if (SessionToken is not null && Credential is null)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter, Messages.Text("TokenWithoutCredential"));
        }

        var options = ConnectionSettings.Default();
        return new TencentCertConnection(KeyChain.Of(Credential, SessionToken, ProfileName), options with
        {
            Endpoint = Endpoint,
            Site = Site,
            Region = Region ?? options.Region,
            Language = Language ?? options.Language,
            RequestsPerSecond = RequestsPerSecond,
            AttemptTimeout = TimeSpan.FromSeconds(TimeoutSec),
            MaximumRetryCount = MaximumRetryCount,
        });
    }
}
