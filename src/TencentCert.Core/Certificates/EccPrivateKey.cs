using System.Formats.Asn1;

namespace TencentCert.Core.Certificates;

/// <summary>ECPrivateKey of RFC 5915: named curve and public point, null where omitted; the curve also for explicit parameters.</summary>
internal sealed record EccPrivateKey(string? Curve, ReadOnlyMemory<byte>? PublicKey)
{
    private static readonly Asn1Tag Parameters = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Point = new(TagClass.ContextSpecific, 1);

    /// <exception cref="AsnContentException">Not an ECPrivateKey.</exception>
    public static EccPrivateKey Read(ReadOnlyMemory<byte> encoded)
    {
        var key = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        key.ReadOctetString();
        string? curve = null;
        if (key.HasData && key.PeekTag().HasSameClassAndValue(Parameters))
        {
            var parameters = key.ReadSequence(Parameters);
            curve = parameters.PeekTag() == Asn1Tag.ObjectIdentifier ? parameters.ReadObjectIdentifier() : null;
        }

        ReadOnlyMemory<byte>? point = key.HasData && key.PeekTag().HasSameClassAndValue(Point)
            ? key.ReadSequence(Point).ReadBitString(out _) : null;
        return new EccPrivateKey(curve, point);
    }
}
