using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>
/// A certificate line that needs a change, before its bindings are known: the certificate to replace, and every certificate of the line
/// that may still be served, the latest to expire first.
/// </summary>
internal sealed record DueCertificate(
    SslCertificate Current, RotationAction Action, string Reason, SslCertificate? Successor, IReadOnlyList<SslCertificate> Older)
{
    public IEnumerable<SslCertificate> Members => Older.Append(Current).Concat(Successor is null ? [] : [Successor]);
}
