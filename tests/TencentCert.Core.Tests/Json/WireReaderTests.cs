using System.Globalization;
using System.Text.Json;
using TencentCert.Core.Wire.Gaap;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Tests.Json;

/// <summary>Responses write a value in different forms. Each form is read as its value or as null, and none breaks the response.</summary>
[Trait("Culture", "any")]
public sealed class WireReaderTests
{
    [Theory]
    [InlineData("\"text\"", "text")]
    [InlineData("\"\"", "")]
    [InlineData("null", null)]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("0.10", "0.10")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("{\"a\":[1,null]}", "{\"a\":[1,null]}")]
    [InlineData("[ ]", "[ ]")]
    public void A_text_is_read_from_any_JSON_value(string json, string? expected) =>
        Assert.Equal(expected, Read(nameof(Core.Wire.Ssl.CertificateListItem.ProjectId), json).ProjectId);

    [Theory]
    [InlineData("7", 7L)]
    [InlineData("-7", -7L)]
    [InlineData("7.0", 7L)]
    [InlineData("1e3", 1000L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("1e300", null)]
    [InlineData("1e999", null)]
    [InlineData("\"7\"", 7L)]
    [InlineData("\"-7\"", -7L)]
    [InlineData("\" 7 \"", 7L)]
    [InlineData("\"\"", null)]
    [InlineData("\"seven\"", null)]
    [InlineData("true", null)]
    [InlineData("false", null)]
    [InlineData("\"true\"", null)]
    [InlineData("7.5", null)]
    [InlineData("\"7.0\"", null)]
    [InlineData("9223372036854775808", null)]
    [InlineData("-9223372036854775809", null)]
    [InlineData("\"9223372036854775808\"", null)]
    [InlineData("\"1e3\"", null)]
    [InlineData("null", null)]
    [InlineData("{\"a\":1}", null)]
    [InlineData("[1]", null)]
    public void A_number_is_read_from_any_JSON_value_or_is_null(string json, long? expected) =>
        Assert.Equal(expected, Read(nameof(Core.Wire.Ssl.CertificateListItem.Status), json).Status);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("2", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"False\"", false)]
    [InlineData("\"1\"", true)]
    [InlineData("\"0\"", false)]
    [InlineData("\"\"", null)]
    [InlineData("\"yes\"", null)]
    [InlineData("null", null)]
    [InlineData("{\"a\":1}", null)]
    [InlineData("[true]", null)]
    public void A_boolean_is_read_from_any_JSON_value_or_is_null(string json, bool? expected) =>
        Assert.Equal(expected, Read(nameof(Core.Wire.Ssl.CertificateListItem.IsVip), json).IsVip);

    // A value of the wrong kind must not hide the following member.
    [Theory]
    [InlineData("Status", "{\"a\":[{}]}")]
    [InlineData("IsVip", "[[1],{}]")]
    [InlineData("ProjectId", "{\"a\":{}}")]
    public void A_member_after_a_value_of_the_wrong_kind_is_read(string member, string json) =>
        Assert.Equal("behind", Read(member, json).Alias);

    [Fact]
    public void Numbers_are_read_the_same_in_every_culture()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fa-IR");
        Assert.Equal(-7, Read("Status", "\"-7\"").Status);
    }

    [Fact]
    public void Values_are_written_with_their_JSON_types() =>
        Assert.Equal(
            """{"CertificatePublicKey":"x","ProjectId":7,"Repeatable":false}""",
            WireJson.Write(new UploadCertificateRequest { CertificatePublicKey = "x", ProjectId = 7, Repeatable = false }));

    [Theory]
    [InlineData("[200, 302]", new long[] { 200, 302 })]
    [InlineData("[\"200\"]", new long[] { 200 })]
    [InlineData("[null, {}, 3]", new long[] { 0, 0, 3 })]
    [InlineData("null", null)]
    public void Numbers_in_a_list_are_read_like_other_numbers(string json, long[]? expected) =>
        Assert.Equal(expected, WireJson.Read<RuleCheckParams>($$"""{"StatusCode":{{json}}}""").StatusCode);

    // A value of another kind must not be read as an empty list: a certificate without uses may be deleted.
    [Theory]
    [InlineData("Tags", "{}")]
    [InlineData("Tags", "\"\"")]
    [InlineData("Tags", "[\"text\"]")]
    [InlineData("SubjectAltName", "\"a.example.com\"")]
    [InlineData("CertificateExtra", "[]")]
    public void A_value_of_another_kind_in_place_of_a_list_or_object_is_refused(string member, string json) =>
        Assert.Throws<JsonException>(() => Read(member, json));

    [Fact]
    public void A_text_that_is_not_Unicode_is_refused() => Assert.Throws<JsonException>(() => Read("ProjectId", "\"\\ud800\""));

    private static Core.Wire.Ssl.CertificateListItem Read(string member, string json) =>
        WireJson.Read<Core.Wire.Ssl.CertificateListItem>($$"""{"{{member}}":{{json}},"Alias":"behind"}""");
}
