using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>Identifies the binding of a change and of journal lines.</summary>
/// <param name="ListenerId">Listener.</param>
/// <param name="Domain">Domain; null for the listener itself.</param>
/// <param name="Role">Role of the certificate; client certificates are bound together with the server's.</param>
public readonly record struct BindingKey(string ListenerId, string? Domain, GaapCertificateRole Role = GaapCertificateRole.Server);
