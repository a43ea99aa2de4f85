using System.Formats.Asn1;
using System.Text;

namespace TencentCert.Core.Certificates;

/// <summary>
/// A distinguished name as comparable text, independent of string types, case and white space (RFC 5280, 7.1).
/// A CA may spell its name as UTF8String in its own certificate and as PrintableString in those it issues.
/// </summary>
internal static class DistinguishedNameText
{
    public static string Of(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            var text = new StringBuilder();
            var name = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
            while (name.HasData)
            {
                var parts = new List<string>();
                var set = name.ReadSetOf(skipSortOrderValidation: true);
                while (set.HasData)
                {
                    var part = set.ReadSequence();
                    var type = part.ReadObjectIdentifier();
                    var value = ValueOf(part);
                    parts.Add($"{type}={value.Length}:{value}");
                }

                text.AppendJoin('+', parts.Order(StringComparer.Ordinal)).Append('/');
            }

            return text.ToString();
        }
        catch (AsnContentException)
        {
            return Convert.ToHexString(encoded.Span);
        }
    }

    private static string ValueOf(AsnReader part)
    {
        var tag = part.PeekTag();
        var encoded = part.PeekEncodedValue();
        try
        {
            var text = part.ReadCharacterString((UniversalTagNumber)tag.TagValue).ToUpperInvariant();
            return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Exception exception) when (exception is AsnContentException or ArgumentException or InvalidOperationException)
        {
            return Convert.ToHexString(encoded.Span);
        }
    }
}
