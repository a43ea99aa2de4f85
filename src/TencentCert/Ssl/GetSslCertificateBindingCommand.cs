namespace TencentCert.Ssl;

/// <summary>Finds the cloud resources that use certificates, one object for each resource.</summary>
[Cmdlet(VerbsCommon.Get, "SslCertificateBinding")]
[OutputType(typeof(SslCertificateBinding))]
public sealed class GetSslCertificateBindingCommand : ApiCmdlet
{
    private const int CertificatesPerSearch = 100;
    private readonly List<string> _ids = [];

    /// <summary>Certificates.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>Only resources of these types, such as clb, cdn, waf.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ResourceTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? ResourceType { get; set; }

    /// <summary>Accepts a cached result of the last half hour.</summary>
    [Parameter]
    public SwitchParameter UseCache { get; set; }

    /// <summary>Seconds for the search of each certificate.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // One task covers many certificates, so ids are collected up to the limit of a call.
        _ids.AddRange(CertificateId.Where(id => !_ids.Contains(id)));
        if (_ids.Count >= CertificatesPerSearch)
            Search();
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        Search();
        base.EndProcessing();
    }

    private void Search()
    {
        if (_ids.Count > 0)
        {
            string[] ids = [.. _ids];
            _ids.Clear();
            Run((output, token) => SearchAsync(ids, output, token), ids.Length == 1 ? ids[0] : ids);
        }
    }

    private async Task SearchAsync(string[] ids, CmdletOutput output, CancellationToken cancellationToken)
    {
        SslResourceType[]? kinds = ResourceType is null ? null : [.. ResourceType.Select(SslResourceType.Of)];
        Array.ForEach(kinds ?? [], kind => kind.RequireSearch(Client.Connection.Endpoints.Site));
        string[]? types = kinds is null ? null : [.. kinds.Select(kind => kind.Name)];
        var bindings = new SslBindings(Client);
        var done = 0;
        foreach (var search in await BeginAsync(bindings, ids, output, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await bindings.WaitAsync(
                    search,
                    TimeSpan.FromSeconds(TimeoutSec),
                    elapsed => output.Progress(Wording.Of($"Searching resources"),
                        $"{search.CertificateId}, {elapsed:m\\:ss}", 100 * done / ids.Length),
                    cancellationToken).ConfigureAwait(false);
                var found = bindings.ReadAsync(search, types, gap => output.Error(gap.ToException(), gap), cancellationToken);
                await foreach (var binding in found.ConfigureAwait(false))
                    await output.WriteAsync(binding).ConfigureAwait(false);
            }
            catch (TencentCertException failure) when (!ErrorRecords.IsTerminating(failure))
            {
                output.Error(failure, search.CertificateId);
            }

            done++;
        }
    }

    // One missing id fails the task for all ids. Each is then searched separately, and only the missing one is an error.
    private async Task<IReadOnlyList<SslBindingSearch>> BeginAsync(
        SslBindings bindings, string[] ids, CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            return await bindings.BeginAsync(ids, UseCache, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException refusal) when (ids.Length > 1
            && (refusal.IsNotFound || refusal.Code == ErrorCodes.InvalidParameter))
        {
            // Falls through to one task for each id.
        }

        var searches = new List<SslBindingSearch>();
        foreach (var id in ids)
        {
            try
            {
                searches.AddRange(await bindings.BeginAsync([id], UseCache, cancellationToken).ConfigureAwait(false));
            }
            catch (TencentCertException failure) when (!ErrorRecords.IsTerminating(failure))
            {
                output.Error(failure, id);
            }
        }

        return searches;
    }
}
