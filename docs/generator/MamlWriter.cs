using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace TencentCert.HelpGenerator;

/// <summary>Writes the XML that Get-Help reads. The same input gives the same bytes.</summary>
internal sealed class MamlWriter(HelpBook book, OnlinePages online)
{
    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "",
        NewLineChars = "\n",
    };

    public void Write(string path)
    {
        using var writer = XmlWriter.Create(path, Settings);
        new XElement(
            Root + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "command", Command.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "dev", Dev.NamespaceName),
            book.Cmdlets.Select(Cmdlet)).Save(writer);
    }

    private XElement Cmdlet(CmdletFacts cmdlet)
    {
        var page = book.Page(cmdlet);
        return new XElement(
            Command + "command",
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Command + "verb", cmdlet.Verb),
                new XElement(Command + "noun", cmdlet.Noun),
                new XElement(Maml + "description", Paragraphs([page?.Synopsis ?? ""]))),
            new XElement(Maml + "description", Paragraphs(page?.Description ?? [])),
            new XElement(Command + "syntax", cmdlet.Sets.Select(set => SyntaxItem(cmdlet, set))),
            new XElement(
                Command + "parameters",
                cmdlet.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
                    .Select(parameter => Parameter(cmdlet, parameter))),
            new XElement(Command + "inputTypes", (page?.Inputs ?? Nothing).Select(pair => Typed("inputType", pair.Key, pair.Value))),
            new XElement(Command + "returnValues", (page?.Outputs ?? Nothing).Select(pair => Typed("returnValue", pair.Key, pair.Value))),
            page?.Notes is { Count: > 0 } notes ? new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(notes))) : null,
            new XElement(Command + "examples", (page?.Examples ?? []).Select(Example)),
            new XElement(Command + "relatedLinks", online.Of(book, cmdlet).Concat(page?.Links ?? []).Select(Link)));
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Nothing { get; } = new Dictionary<string, IReadOnlyList<string>>();

    private static XElement SyntaxItem(CmdletFacts cmdlet, string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        cmdlet.In(set).Select(pair => Parameter(pair.Parameter, pair.Use)));

    private XElement Parameter(CmdletFacts cmdlet, ParameterFacts parameter)
    {
        var element = Parameter(parameter, parameter.Use);
        element.Element(Maml + "name")!.AddAfterSelf(new XElement(Maml + "description", Paragraphs(book.Text(cmdlet, parameter))));
        element.Add(
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.TypeName)),
            new XElement(Dev + "defaultValue", parameter.Default));
        return element;
    }

    // Only what a syntax line needs; the texts are under the parameters.
    private static XElement Parameter(ParameterFacts parameter, ParameterUse use) => new(
        Command + "parameter",
        new XAttribute("required", use.IsMandatory),
        new XAttribute("variableLength", parameter.IsMany),
        new XAttribute("globbing", parameter.TakesWildcards),
        new XAttribute("pipelineInput", use.Pipeline),
        new XAttribute("position", ParameterFacts.Position(use)),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        parameter.Choices.Count == 0 ? null : new XElement(
            Command + "parameterValueGroup", parameter.Choices.Select(choice => Value(choice, isRequired: false, isMany: false))),
        parameter.IsSwitch ? null : Value(parameter.TypeName, isRequired: true, parameter.IsMany));

    private static XElement Value(string text, bool isRequired, bool isMany) => new(
        Command + "parameterValue", new XAttribute("required", isRequired), new XAttribute("variableLength", isMany), text);

    private static XElement Typed(string name, string type, IReadOnlyList<string> text) => new(
        Command + name,
        new XElement(Dev + "type", new XElement(Maml + "name", type)),
        new XElement(Maml + "description", Paragraphs(text)));

    private static XElement Example(HelpExample example) => new(
        Command + "example",
        new XElement(Maml + "title", $"---------- {example.Title} ----------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks)));

    private static XElement Link((string Text, string Target) link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", Markdown.IsAddress(link.Target) ? link.Target : ""));

    private static IEnumerable<XElement> Paragraphs(IReadOnlyList<string> texts) => texts.Select(text => new XElement(Maml + "para", text));
}
