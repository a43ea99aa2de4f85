using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Tests.Strings;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("\u001b[2Jgone", " [2Jgone")]
    [InlineData("one\r\ntwo\tthree", "one  two three")]
    [InlineData("\u009b31mred\u007f", " 31mred ")]
    [InlineData("a\u202eb\u2066c\u2028d\ufeffe", "a b c d e")]
    [InlineData("证书 👨‍👩‍👧 naïve", "证书 👨‍👩‍👧 naïve")]
    public void A_line_contains_no_control_characters(string text, string shown)
    {
        Assert.Equal(shown, VisibleText.Line(text));
        Assert.Equal(shown, VisibleText.Value(text));
    }

    [Fact]
    public void A_long_line_is_truncated_and_a_long_value_is_not()
    {
        Assert.Equal(2001, VisibleText.Line(new string('x', 5000)).Length);
        Assert.Equal(5000, VisibleText.Value(new string('x', 5000)).Length);
    }

    [Fact]
    public void PEM_text_keeps_its_line_breaks_only() =>
        Assert.Equal("-----BEGIN X-----\nA \n-----END X-----\n", VisibleText.Value("-----BEGIN X-----\nA\u001b\n-----END X-----\n"));

    [Theory]
    [InlineData("FailedOperation.X_y-1", "FailedOperation.X_y-1")]
    [InlineData("Bad\u001b[31m\nCode", "Bad__31m_Code")]
    [InlineData("证书", "__")]
    public void Invalid_characters_in_a_name_are_replaced(string text, string shown) => Assert.Equal(shown, VisibleText.Name(text));

    [Fact]
    public void Code_message_and_RequestId_of_an_error_contain_no_control_characters()
    {
        var failure =
            new TencentCertException("A\u001bB", Wording.Verbatim("one\ntwo\u001b[0m")) { RequestId = new string('r', 500) + "\n" };
        Assert.Equal(("A_B", "one two [0m", 128), (failure.Code, failure.Message, failure.RequestId.Length));
    }
}
