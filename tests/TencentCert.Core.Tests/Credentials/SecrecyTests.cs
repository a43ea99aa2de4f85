using System.Collections;
using System.Reflection;
using System.Text.Json;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Tests.Credentials;

/// <summary>No public member of an object that a user can obtain exposes a key.</summary>
public sealed class SecrecyTests
{
    private const string Id = "AKIDvisibleHiddenPartTail";
    private const string Key = "keyHiddenKey";
    private const string Token = "tokenHiddenToken";

    private static readonly TencentCredential Credential = new(Id, Key, Token, DateTimeOffset.UnixEpoch.AddYears(80));
    private static readonly FoundCredential Found = new(Credential, "source", "detail", ["passed over"]);

    public static TheoryData<string> Kinds => [.. Objects.Keys];

    private static Dictionary<string, object> Objects { get; } = new()
    {
        ["credential"] = Credential,
        ["found credential"] = Found,
        ["connection"] = Connection(),
        ["options"] = Connection().Options,
        ["lookup"] = new CredentialLookup(Credential, "detail"),
        ["attempt"] = new ApiAttempt("gaap:ModifyCertificate", 1, TimeSpan.Zero, "id", "code", TimeSpan.Zero),
        ["error"] = Refused(),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_text_of_an_object_contains_no_secret(string kind) => AssertSilent(Objects[kind].ToString());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_public_properties_of_an_object_expose_no_secret(string kind)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Walk(Objects[kind], seen, 0);
        Assert.NotEmpty(seen);
    }

    [Theory]
    [InlineData("credential")]
    [InlineData("found credential")]
    [InlineData("lookup")]
    [InlineData("attempt")]
    public void The_JSON_of_an_object_contains_no_secret(string kind) =>
        AssertSilent(JsonSerializer.Serialize(Objects[kind], Objects[kind].GetType()));

    [Fact]
    public void A_secret_in_a_nested_property_is_detected() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(
            () => Walk(new { Inner = new[] { new { Text = "x" + Key } } }, new HashSet<object>(ReferenceEqualityComparer.Instance), 0));

    [Theory]
    [InlineData("id", "key", "SecretKey", " hidden")]
    [InlineData("id", "key", "SecretKey", "hidden ")]
    [InlineData("id", "key", "SecretKey", "hid den")]
    [InlineData("id", "key", "SecretKey", "hidden\n")]
    [InlineData("id", "key", "SecretKey", "hidden\r\n")]
    [InlineData("id", "key", "SecretKey", "hid\tden")]
    [InlineData("id", "key", "SecretKey", "hidden\u00A0")]
    [InlineData("id", "key", "SecretKey", "\uFEFFhidden")]
    [InlineData("id", "key", "SecretKey", "hidden\u200B")]
    [InlineData("id", "key", "SecretKey", "hidden\0")]
    [InlineData("id", "key", "SecretId", "hidden ")]
    [InlineData("id", "key", "SecretId", "ｈidden")]
    [InlineData("id", "key", "SessionToken", "hidden\n")]
    public void White_space_and_invisible_characters_are_refused_with_a_remedy(string id, string key, string part, string value)
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => new TencentCredential(
                part == "SecretId" ? value : id, part == "SecretKey" ? value : key, part == "SessionToken" ? value : null));
        Assert.StartsWith(part + " ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Remove it", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hid", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "key")]
    [InlineData("id", "")]
    public void An_empty_id_or_key_is_refused(string id, string key) =>
        Assert.Contains(
            "is empty", Assert.Throws<ArgumentException>(() => new TencentCredential(id, key)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE")]
    [InlineData("IKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE")]
    public void Swapped_id_and_key_are_refused_before_the_key_is_shown_or_sent(string id)
    {
        var refused = Assert.Throws<ArgumentException>(() => new TencentCredential("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", id));
        Assert.Contains("changed places", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Gu5t", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal("AKID****0000", new TencentCredential("AKIDtestAndAll0000", id).ToString());
    }

    [Theory]
    [InlineData("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "AKID****MPLE")]
    [InlineData("short", "****")]
    [InlineData("exactlytwelv", "****")]
    public void The_id_is_shown_masked(string id, string masked) => Assert.Equal(masked, new TencentCredential(id, "key").ToString());

    private static TencentCertConnection Connection()
    {
        var connection = new TencentCertConnection(CredentialChain.Explicit(Credential));
        connection.Credentials.GetAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return connection;
    }

    private static TencentCertException Refused()
    {
        try
        {
            CredentialText.Create(Id, Key + " ", Token, null, "place");
            throw new InvalidOperationException("A key with white space was taken.");
        }
        catch (TencentCertException refused)
        {
            return refused;
        }
    }

    private static void Walk(object? value, HashSet<object> seen, int depth)
    {
        if (value is null || depth > 6 || value is Type or MemberInfo or Assembly or TimeProvider || !seen.Add(value))
            return;

        AssertSilent(value.ToString());
        if (value is byte[] bytes)
            AssertSilent(System.Text.Encoding.UTF8.GetString(bytes));

        if (value is IEnumerable items and not string)
        {
            foreach (var item in items)
                Walk(item, seen, depth + 1);
        }

        if (value.GetType().Assembly != typeof(Exception).Assembly)
        {
            foreach (var property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(property => property.GetIndexParameters().Length == 0))
            {
                Walk(property.GetValue(value), seen, depth + 1);
            }
        }
    }

    private static void AssertSilent(string? text)
    {
        Assert.DoesNotContain("Hidden", text ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Key))[..12], text ?? "", StringComparison.Ordinal);
    }
}
