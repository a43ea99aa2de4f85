namespace TencentCert.Ssl;

/// <summary>Finds the cloud resources that use certificates, one object for each resource.</summary>
[Cmdlet(VerbsCommon.Get, "SslCertificateBinding")]
[OutputType(typeof(SslCertificateBinding))]
public sealed class GetSslCertificateBindingCommand : SslCollectingCmdlet
{
    private const int CertificatesPerSearch = 100;

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
        base.ProcessRecord();
        if (Collected.Count >= CertificatesPerSearch)
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
        if (Collected.Count > 0)
        {
            string[] ids = [.. Collected];
            Collected.Clear();
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
            await output.TryAsync(search.CertificateId, async () =>
            {
                await bindings.WaitAsync(
                    search,
                    TimeSpan.FromSeconds(TimeoutSec),
                    elapsed => output.Progress(Wording.Of($"Searching resources"),
                        $"{search.CertificateId}, {elapsed:m\\:ss}", 100 * done / ids.Length),
                    cancellationToken).ConfigureAwait(false);
                await output.WriteAllAsync(
                    bindings.ReadAsync(search, types, gap => output.Error(gap.ToException(), gap), cancellationToken))
                    .ConfigureAwait(false);
            }).ConfigureAwait(false);
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
        catch (TencentCertException refusal)
            when (ids.Length > 1 && (refusal.IsNotFound || refusal.Code == ErrorCodes.InvalidParameter))
        {
            // Falls through to one task for each id.
        }

        var searches = new List<SslBindingSearch>();
        foreach (var id in ids)
        {
            await output.TryAsync(
                id,
                async () => searches.AddRange(await bindings.BeginAsync([id], UseCache, cancellationToken).ConfigureAwait(false)))
                .ConfigureAwait(false);
        }

        return searches;
    }
}
