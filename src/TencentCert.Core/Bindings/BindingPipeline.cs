using TencentCert.Core.Bindings.Journal;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Binds certificates in GAAP: reads or imports the certificates, plans, and executes the plan. One instance serves one command.
/// A failure that every call would share, such as a refused key, stops the command and is reported once.
/// </summary>
public sealed class BindingPipeline : IDisposable
{
    private readonly ApiClient _client;
    private readonly SharedFailure _shared;

    /// <summary>Creates the parts; sends nothing yet.</summary>
    /// <param name="client">Client.</param>
    /// <param name="options">Execution options.</param>
    /// <param name="cancellationToken">Stops immediately; a change already sent continues in GAAP.</param>
    public BindingPipeline(ApiClient client, BindingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        options ??= new BindingOptions();
        _client = client;
        _shared = new SharedFailure(cancellationToken);
        Importer = new CertificateImporter(client, _shared) { Force = options.Force };
        Planner = new BindingPlanner(client, Importer, _shared, options.ThrottleLimit);
        Executor = new BindingExecutor(client, options, Importer, _shared, cancellationToken);
    }

    /// <summary>Reads certificates and imports them into the GAAP certificate store.</summary>
    public CertificateImporter Importer { get; }

    /// <summary>Creates plans.</summary>
    public BindingPlanner Planner { get; }

    /// <summary>Executes plans.</summary>
    public BindingExecutor Executor { get; }

    /// <summary>The new certificates of a rotation.</summary>
    /// <param name="selection">Certificates and bindings to replace.</param>
    public ReplacementCertificates Replacements(BindingSelection selection) => new(_client, Importer, selection);

    /// <inheritdoc />
    public void Dispose()
    {
        Executor.Dispose();
        Importer.Dispose();
        _shared.Dispose();
    }
}
