using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>A line with something to do, before its bindings are known.</summary>
/// <param name="Current">The certificate that has to be replaced, or for a deployment the one that took its place.</param>
/// <param name="Action">What to do.</param>
/// <param name="Reason">Why.</param>
/// <param name="Successor">What takes its place; null when there is none yet.</param>
/// <param name="Older">Every certificate of the line that something may still serve, the latest to expire first.</param>
internal sealed record DueCertificate(
    SslCertificate Current, RotationAction Action, string Reason, SslCertificate? Successor, IReadOnlyList<SslCertificate> Older)
{
    /// <summary>Every certificate that takes part.</summary>
    public IEnumerable<SslCertificate> Members => Older.Append(Current).Concat(Successor is null ? [] : [Successor]);
}
