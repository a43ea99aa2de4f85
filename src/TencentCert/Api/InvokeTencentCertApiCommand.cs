namespace TencentCert.Api;

/// <summary>
/// Calls any action and writes its raw response. A <c>SecureString</c> in the body is converted to text only when
/// the request is sent, so that the command need not contain a key.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "TencentCertApi", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PSObject))]
public sealed class InvokeTencentCertApiCommand : ApiCmdlet
{
    /// <summary>Service, the first label of its host name, such as <c>ssl</c>.</summary>
    [RefusesAction]
    [Expects(Expected.Service, typeof(InvokeTencentCertApiCommand))]
    [Parameter(Mandatory = true, Position = 0)]
    [ServiceFormat]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string Service { get; set; } = "";

    /// <summary>Action, such as <c>DescribeCertificates</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ActionFormat]
    [ArgumentCompleter(typeof(ActionCompleter))]
    public string Action { get; set; } = "";

    /// <summary>The action's parameters: a hashtable, an object, or JSON text.</summary>
    [Parameter(Position = 2)]
    public object? Body { get; set; }

    /// <summary>API version, such as <c>2019-12-05</c>; known for ssl, gaap and sts.</summary>
    [Parameter]
    [ApiVersionFormat]
    public string? Version { get; set; }

    /// <summary>Region of this call.</summary>
    [Parameter]
    [RegionFormat]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        try
        {
            // Not in the asynchronous work: an object's script properties need the pipeline thread.
            var body = new RawRequest(RawBody.From(Body));
            var action = RawAction.Of(Service, Action, Version);
            Run((output, token) => CallAsync(action, body, output, token), Action);
        }
        catch (TencentCertException exception)
        {
            Fail(exception, Action);
        }
    }

    private async Task CallAsync(ApiAction<RawRequest, RawResponse> action, RawRequest body, CmdletOutput output, CancellationToken token)
    {
        if (action.Effect != ActionEffect.Read
            && !await output.ShouldProcessAsync(
                Client.Connection.Endpoints.Of(action.Service).Authority, action.ToString()).ConfigureAwait(false))
        {
            return;
        }

        var response = await Client.SendAsync(action, body, new ApiCallOptions { Region = Region }, token).ConfigureAwait(false);
        var result = RawResult.Of(response.Value.Body);
        if (result.Properties["RequestId"] is null)
            result.Properties.Add(new PSNoteProperty("RequestId", response.RequestId));

        output.Write(result);
    }
}

/// <summary>Names the right parameter when an action is passed as the service.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefusesActionAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Value(inputData) is string text
            && new[] { ApiService.Ssl, ApiService.Gaap }.FirstOrDefault(service => Declares(service, text)) is { } owner
            ? throw new ArgumentTransformationMetadataException(
                Wording.Of($"'{text}' is an action, not a service. The service comes first: Invoke-TencentCertApi {owner.Name} {text}."))
            : inputData;

    private static bool Declares(ApiService service, string action) =>
        RawAction.DeclaredActions(service.Name).Any(declared => string.Equals(declared.Name, action, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Suggests the services with a known version; any other name is accepted.</summary>
public sealed class ServiceCompleter() : ListCompleter(static _ => RawAction.KnownServices.Select(static service => service.Name));

/// <summary>Suggests the declared actions of the given service; any other name is accepted.</summary>
public sealed class ActionCompleter() : ListCompleter(
    static bound => RawAction.DeclaredActions(bound["Service"] as string).Select(static action => action.Name));
