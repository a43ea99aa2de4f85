using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>A certificate line that needs a change, before its bindings are known.</summary>
/// <param name="Current">The certificate to replace, or the issued successor of a deployment.</param>
/// <param name="Action">What to do.</param>
/// <param name="Reason">Why.</param>
/// <param name="Successor">Its successor; null when there is none yet.</param>
/// <param name="Older">Every certificate of the line that may still be served, the latest to expire first.</param>
internal sealed record DueCertificate(
    SslCertificate Current, RotationAction Action, string Reason, SslCertificate? Successor, IReadOnlyList<SslCertificate> Older)
{
    /// <summary>Every certificate that takes part.</summary>
    public IEnumerable<SslCertificate> Members => Older.Append(Current).Concat(Successor is null ? [] : [Successor]);
}
