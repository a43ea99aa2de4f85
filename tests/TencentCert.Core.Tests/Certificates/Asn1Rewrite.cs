using System.Formats.Asn1;
using System.Numerics;

namespace TencentCert.Core.Tests.Certificates;

/// <summary>Changes one number inside an encoding and adjusts the lengths around it, for inputs that no tool writes.</summary>
internal static class Asn1Rewrite
{
    /// <summary>Replaces every integer of a value by another, also within octet strings that contain an encoding.</summary>
    public static byte[] Integer(ReadOnlyMemory<byte> encoded, int from, byte[] to)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        Copy(new AsnReader(encoded, AsnEncodingRules.BER), writer, from, to);
        return writer.Encode();
    }

    private static void Copy(AsnReader reader, AsnWriter writer, int from, byte[] to)
    {
        while (reader.HasData)
        {
            var tag = reader.PeekTag();
            if (tag == Asn1Tag.Integer && new BigInteger(reader.PeekContentBytes().Span, isBigEndian: true) == from)
            {
                reader.ReadInteger();
                writer.WriteInteger(to);
            }
            else if (tag.IsConstructed)
            {
                var inner = new AsnReader(reader.PeekContentBytes(), AsnEncodingRules.BER);
                reader.ReadEncodedValue();
                using (writer.PushSequence(tag == new Asn1Tag(UniversalTagNumber.SetOf, true) ? Asn1Tag.Sequence : tag))
                {
                    Copy(inner, writer, from, to);
                }
            }
            else if (tag == Asn1Tag.PrimitiveOctetString && reader.PeekContentBytes() is var content && IsSequence(content))
            {
                reader.ReadEncodedValue();
                writer.WriteOctetString(Integer(content, from, to));
            }
            else
            {
                writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
            }
        }
    }

    private static bool IsSequence(ReadOnlyMemory<byte> content)
    {
        try
        {
            var reader = new AsnReader(content, AsnEncodingRules.BER);
            var isSequence = reader.PeekTag() == Asn1Tag.Sequence;
            reader.ReadEncodedValue();
            return isSequence && !reader.HasData;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
