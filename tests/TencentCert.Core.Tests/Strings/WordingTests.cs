using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Tests.Strings;

/// <summary>All user-visible texts of Core are translated.</summary>
public sealed partial class WordingTests
{
    private static readonly IEnumerable<string> StateNames = typeof(Wording).Assembly.GetTypes().Where(type => type.IsEnum)
        .SelectMany(type => Enum.GetNames(type).Select(name => $"{type.Name}.{name}"));

    // Names, texts stored in a journal, and internal errors of this library.
    private static readonly string[] NotSaid =
    [
        "A certificate is imported before it is bound.", "A domain is read before its authentication is written.",
            "A listener itself has no name to ask for.", "The run has not begun.",
        "(private key)", "bindings of ", "matching domains",
        "bindings of the predecessor", "ECC prime256v1", "ECC secp256k1", "ECC secp384r1", "ECC secp521r1", "{0} is missing from {1}.",
        "HTTP {0}", "HTTP {0}: {1}",
    ];

    private static readonly Lazy<IReadOnlyList<SourceText>> Sources = new(SourceTexts.OfCore);

    private static readonly Lazy<IReadOnlyList<SourceText>> Cmdlets = new(SourceTexts.OfCmdlets);

    private static readonly Lazy<Dictionary<string, string>> Chinese =
        new(() => XDocument.Load(Path.Combine(SourceTexts.Folder, "Strings", "Wording.zh.resx"))
        .Root!.Elements("data").ToDictionary(item => item.Attribute("name")!.Value, item => item.Element("value")!.Value));

    // The build fails for a text without a translation. It cannot detect a sentence that is not a Wording.
    [Fact]
    public void Every_sentence_in_Core_is_a_Wording()
    {
        var sentences = Sources.Value.Where(IsSaid).ToList();
        Assert.True(sentences.Count > 100, "The sources are read.");
        AssertNone(sentences.Where(text => !text.IsWording).Select(text => $"{text.Place}: {text.Text}"));
    }

    [Fact]
    public void Every_sentence_of_a_cmdlet_has_a_translation()
    {
        // The pipeline and the completers contain names of their lists and internal errors of the module.
        var sentences = Cmdlets.Value.Where(text => IsSaid(text) && !text.Place.Contains("Completion", StringComparison.Ordinal)
            && !text.Place.Contains("Pipeline", StringComparison.Ordinal)).ToList();
        Assert.True(sentences.Count > 100, "The sources are read.");
        AssertNone(sentences.Where(text => !Chinese.Value.ContainsKey(text.Key)).Select(text => $"{text.Place}: {text.Text}"));
    }

    [Fact]
    public void A_translated_text_is_not_used_as_a_value() => AssertNone(
        Sources.Value.Where(
            text => !text.IsWording && !text.HasValues && !NotSaid.Contains(text.Text) && text.Text.Any(char.IsLetter)
                && Chinese.Value.ContainsKey(text.Key)).Select(text =>
            $"{text.Place}: {text.Text}"));

    [Fact]
    public void Every_translation_has_a_text_in_the_sources() =>
        AssertNone(Chinese.Value.Keys.Except(Sources.Value.Concat(Cmdlets.Value).Select(text => text.Key)).Except(StateNames));

    [Fact]
    public void A_translation_has_the_same_values_and_is_Chinese()
    {
        foreach (var (english, chinese) in Chinese.Value)
        {
            Assert.Equal(Values(english), Values(chinese));
            // A text without letters is only punctuation in both languages.
            Assert.Matches(english.Any(char.IsLetter) ? @"[\u4e00-\u9fff]" : @"[\u2018-\u201d\u3001\uff00-\uffef]", chinese);
        }
    }

    [Theory]
    [Trait("Culture", "any")]
    [InlineData("en-US", "The domain holds a space.")]
    [InlineData("fr-FR", "The domain holds a space.")]
    [InlineData("zh-CN", "域名含有空格。")]
    [InlineData("zh-Hans-CN", "域名含有空格。")]
    [InlineData("zh-SG", "域名含有空格。")]
    [InlineData("zh", "域名含有空格。")]
    public void A_message_and_its_arguments_follow_the_culture(string culture, string expected) =>
        Assert.Equal(expected, In(culture, () => Assert.Throws<PemException>(() => DomainName.Normalize("a b.example.com")).Message));

    [Theory]
    [Trait("Culture", "any")]
    [InlineData("en-US", "fileauth.txt, a: b; c, 'd'")]
    [InlineData("zh-CN", "fileauth.txt、a：b；c、“d”")]
    public void List_separators_follow_the_language(string culture, string expected)
    {
        var (key, value, path) = ("a", "b", "d");
        Assert.Equal(expected, In(culture, () => Wording.Clauses([
            Wording.List(["fileauth.txt", Wording.Of($"{key}: {value}")]), Wording.List(["c", Wording.Of($"'{path}'")]),
        ])));
    }

    [Theory]
    [Trait("Culture", "any")]
    [InlineData("en-US", "x: no response within 2 s {0}")]
    [InlineData("zh-CN", "x: 2 秒内没有应答 {0}")]
    public void Values_keep_their_format_and_braces_are_kept(string culture, string expected)
    {
        var (host, seconds) = ("x", 2.4);
        Assert.Equal(expected, In(culture, () => Wording.Of($"{host}: {Wording.Of($"no response within {seconds:0} s")} {{0}}")));
    }

    [Fact]
    [Trait("Culture", "any")]
    public void Messages_of_the_service_are_not_translated() =>
        Assert.Equal(
            "Said {by} the service.", In("zh-CN", () => new TencentCertException("X", Wording.Verbatim("Said {by} the service.")).Message));

    [Theory]
    [Trait("Culture", "any")]
    [InlineData("en-US", "a91hoLqi (Reviewing, Update)")]
    [InlineData("zh-CN", "a91hoLqi（待验证，Update）")]
    public void States_are_translated_and_parameter_values_are_not(string culture, string expected)
    {
        var (id, status, kind) = ("a91hoLqi", SslCertificateStatus.Reviewing, SslDeploymentKind.Update);
        Assert.Equal(expected, In(culture, () => Wording.Of($"{id} ({status}, {kind})")));
    }

    [Fact]
    [Trait("Culture", "any")]
    public void An_unknown_state_is_shown_as_its_number() =>
        Assert.Equal("99", In("zh-CN", () => Wording.Of($"{(SslCertificateStatus)99}")));

    // Lists all missing texts in the message.
    private static void AssertNone(IEnumerable<string> texts) => Assert.True(!texts.Any(), string.Join('\n', texts));

    private static string In(string culture, Func<string> text)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return text();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    // The markup of a report looks like prose, and metrics are described in English. Their texts are tested in their own tests.
    private static bool IsSaid(SourceText text) =>
        !NotSaid.Contains(text.Text)
        && !text.Place.Contains("InventoryMetrics.cs", StringComparison.Ordinal)
        && (text.IsWording
        ? Letter().IsMatch(text.Text)
        : Prose().IsMatch(text.Text) && !text.Place.Contains("InventoryReport.cs", StringComparison.Ordinal));

    private static string[] Values(string text) =>
        [.. Hole().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Letter();

    [GeneratedRegex("[A-Za-z] [a-z]")]
    private static partial Regex Prose();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Hole();
}
