using System.Security.Cryptography;
using TencentCert.Emulator.Authority;

namespace TencentCert.Emulator.Gaap;

/// <summary>Proxies, groups, listeners, domains, the certificate store, and the changes in progress.</summary>
internal sealed class GaapStore(TimeSpan changeDelay)
{
    private const string IdCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";

    private readonly Dictionary<string, EmulatedGaapListener> _listeners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EmulatedGaapCertificate> _certificates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EmulatedGaapDomain> _served = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, GaapChange> _tasks = new(StringComparer.Ordinal);
    private readonly PriorityQueue<GaapChange, DateTimeOffset> _changes = new();
    private int _domains;

    public List<EmulatedGaapProxy> Proxies { get; } = [];

    public List<EmulatedGaapProxyGroup> Groups { get; } = [];

    public IReadOnlyCollection<EmulatedGaapListener> Listeners => _listeners.Values;

    public IReadOnlyCollection<EmulatedGaapCertificate> Certificates => _certificates.Values;

    public static string NewId(string kind) => $"{kind}-{RandomNumberGenerator.GetString(IdCharacters, 8)}";

    public void Add(EmulatedGaapListener listener) => _listeners.Add(listener.Id, listener);

    public EmulatedGaapCertificate Add(EmulatedGaapCertificate certificate)
    {
        _certificates.Add(certificate.Id, certificate);
        return certificate;
    }

    /// <summary>Adds a domain; where two listeners have the same one, the edge serves the first.</summary>
    public EmulatedGaapDomain AddDomain(EmulatedGaapListener listener, string name, string certificateId)
    {
        var domain = new EmulatedGaapDomain { Name = name, Listener = listener, CertificateId = certificateId, Number = ++_domains };
        listener.DomainList.Add(domain);
        _served.TryAdd(DomainName.ToAscii(name), domain);
        return domain;
    }

    public void Remove(EmulatedGaapCertificate certificate) => _certificates.Remove(certificate.Id);

    public EmulatedGaapListener? FindListener(string id) => _listeners.GetValueOrDefault(id);

    public EmulatedGaapListener RequireListener(string id) =>
        FindListener(id) ?? throw new ApiErrorException("ResourceNotFound", $"ListenerId({id}) does not exist.");

    public EmulatedGaapCertificate? FindCertificate(string id) => _certificates.GetValueOrDefault(id);

    /// <summary>The domain that serves a host name: the exact one, otherwise its wildcard.</summary>
    public EmulatedGaapDomain? FindServed(string hostName) =>
        DomainName.Candidates(hostName).Select(FindExact).FirstOrDefault(domain => domain is not null);

    /// <summary>The domain of exactly this name, wildcards included.</summary>
    public EmulatedGaapDomain? FindExact(string asciiName) => _served.GetValueOrDefault(asciiName);

    public GaapChange? FindTask(string id) => _tasks.GetValueOrDefault(id);

    public bool IsUsed(string certificateId) =>
        _listeners.Values.Any(listener =>
            listener.CertificateId == certificateId
            || listener.ClientCertificateIds.Contains(certificateId)
            || listener.Change?.CertificateIds.Contains(certificateId) == true
            || listener.Domains.Any(domain => domain.AllCertificateIds.Contains(certificateId)));

    /// <summary>Starts a change, which its listener applies later; refused while another one is in progress.</summary>
    public void BeginChange(GaapChange change, DateTimeOffset now)
    {
        ApiErrorException.ThrowIf(
            change.Listener.Change is not null,
            "FailedOperation.ListenerHasTask", "The listener is being operated on, please do not repeat the operation.");
        change.Listener.Change = change;
        _tasks.Add(change.TaskId, change);
        _changes.Enqueue(change, now + (change.Listener.ChangeDelay ?? changeDelay));
    }

    public void AdvanceTo(DateTimeOffset now)
    {
        while (_changes.TryPeek(out var change, out var due) && due <= now)
        {
            _changes.Dequeue();
            change.Finish();
        }
    }
}
