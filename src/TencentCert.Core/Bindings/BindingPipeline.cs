using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Client;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Binds certificates in GAAP: read or import the certificates, plan, and carry the plan out. One object serves one command.
/// A failure that every call would share, such as a key that is refused, ends all of it and is reported once.
/// </summary>
public sealed class BindingPipeline : IDisposable
{
    private readonly ApiClient _client;
    private readonly SharedFailure _shared;

    /// <summary>Creates the parts; nothing is sent yet.</summary>
    /// <param name="client">Client.</param>
    /// <param name="options">How plans are carried out.</param>
    /// <param name="cancellationToken">Stops at once; a change already sent goes on in GAAP.</param>
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

    /// <summary>Reads certificates, and brings them into GAAP's store.</summary>
    public CertificateImporter Importer { get; }

    /// <summary>Works plans out.</summary>
    public BindingPlanner Planner { get; }

    /// <summary>Carries plans out.</summary>
    public BindingExecutor Executor { get; }

    /// <summary>The new certificates of a rotation.</summary>
    /// <param name="selection">What is replaced.</param>
    public ReplacementCertificates Replacements(BindingSelection selection) => new(_client, Importer, selection);

    /// <inheritdoc />
    public void Dispose()
    {
        Executor.Dispose();
        Importer.Dispose();
        _shared.Dispose();
    }
}
