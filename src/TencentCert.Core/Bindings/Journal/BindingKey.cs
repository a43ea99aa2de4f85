using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>What a change is of, and a journal's lines are about.</summary>
/// <param name="ListenerId">Listener.</param>
/// <param name="Domain">Domain; null for the listener itself.</param>
/// <param name="Role">What the certificate does there; client certificates are bound together with the server's.</param>
public readonly record struct BindingKey(string ListenerId, string? Domain, GaapCertificateRole Role = GaapCertificateRole.Server);
