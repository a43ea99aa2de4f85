using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TencentCert.Core.Tests.Ssl;

/// <summary>How one value of a response is malformed.</summary>
public enum Malformation
{
    /// <summary>Any value is null.</summary>
    Null,

    /// <summary>A member is missing.</summary>
    Missing,

    /// <summary>A list is empty.</summary>
    Empty,

    /// <summary>A list begins with null.</summary>
    NullFirst,

    /// <summary>The number of a state is unknown.</summary>
    UnknownNumber,

    /// <summary>A date lacks a digit, as on one page of the service documentation.</summary>
    ShortDate,

    /// <summary>A date is not a date.</summary>
    NoDate,

    /// <summary>The letter case of a word is inverted.</summary>
    LetterCase,

    /// <summary>Numbers become texts, and texts become numbers.</summary>
    Type,
}

/// <summary>Malforms a response at one place after another.</summary>
internal static partial class MalformedResponses
{
    /// <summary>Every response that results from malforming an example once, with the place.</summary>
    public static IEnumerable<(string Place, string Answer)> Of(string action, Malformation bend)
    {
        foreach (var path in Paths(ExampleResponses.Of(action), []).Where(path => path.Count > 0).ToList())
        {
            var root = ExampleResponses.Of(action);
            var parent = path.SkipLast(1).Aggregate(root, (node, key) => (key is int index ? node[index] : node[(string)key])!);
            if (Apply(parent, path[^1], bend))
                yield return (string.Join('.', path), root.ToJsonString());
        }
    }

    private static IEnumerable<List<object>> Paths(JsonNode? node, List<object> here)
    {
        yield return here;
        var below = node switch
        {
            JsonObject members => members.SelectMany(member => Paths(member.Value, [.. here, member.Key])),
            JsonArray items => items.SelectMany((item, index) => Paths(item, [.. here, index])),
            _ => [],
        };
        foreach (var path in below)
            yield return path;
    }

    private static bool Apply(JsonNode parent, object key, Malformation bend)
    {
        var value = key is int at ? parent[at] : parent[(string)key];
        var name = key as string ?? "";
        switch (bend)
        {
            case Malformation.Null:
                return Put(null);
            case Malformation.Missing when parent is JsonObject members && name.Length > 0:
                return members.Remove(name);
            case Malformation.Empty when value is JsonArray:
                return Put(new JsonArray());
            case Malformation.NullFirst when value is JsonArray items:
                items.Insert(0, null);
                return true;
            case Malformation.UnknownNumber when IsNumber(value) && StateName().IsMatch(name):
                return Put(99);
            case Malformation.ShortDate when Text(value) is { } date && Date().IsMatch(date):
                return Put(date[..^1]);
            case Malformation.NoDate when Text(value) is { } date && Date().IsMatch(date):
                return Put("0000-00-00 00:00:00");
            case Malformation.LetterCase when Text(value) is { Length: > 0 and < 100 } word:
                return Put(
                    string.Concat(
                        word.Select(letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter))));
            case Malformation.Type when IsNumber(value):
                return Put(value!.ToJsonString());
            case Malformation.Type when Text(value) is { } digits && long.TryParse(digits, CultureInfo.InvariantCulture, out var number):
                return Put(number);
            default:
                return false;
        }

        bool Put(JsonNode? other)
        {
            if (key is int index)
                parent[index] = other;
            else
                parent[name] = other;

            return true;
        }
    }

    private static bool IsNumber(JsonNode? value) => value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.Number;

    private static string? Text(JsonNode? value) =>
        value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : null;

    [GeneratedRegex("Status$|Check$|^IsSM$")]
    private static partial Regex StateName();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d")]
    private static partial Regex Date();
}
