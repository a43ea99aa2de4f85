using System.Reflection;
using System.Text;

namespace TencentCert.HelpGenerator;

/// <summary>Makes <c>TencentCert.dll-Help.xml</c> and the about topics of each culture from the pages in <c>docs</c>.</summary>
internal static class Program
{
    private const int Usage = 2;
    private const int HasProblems = 1;

    private static int Main(string[] arguments)
    {
        var switches = arguments.Where(argument => argument.StartsWith("--", StringComparison.Ordinal)).ToHashSet();
        if (arguments.Except(switches).ToArray() is not [var module, var pages, var output]
            || !switches.IsSubsetOf(["--strict", "--update"]))
        {
            Console.Error.WriteLine("""
                Usage: MODULE.dll PAGES OUTPUT [--update] [--strict]
                PAGES holds a folder a culture, OUTPUT will hold one a language.
                  --update   put each cmdlet's syntax and shared parameters into its pages
                  --strict   fail when a page is missing, incomplete or out of date
                """);
            return Usage;
        }

        var cmdlets = CmdletReader.Read(Assembly.LoadFrom(Path.GetFullPath(module)));
        var online = OnlinePages.Of(Path.Combine(pages, "..", Path.ChangeExtension(Path.GetFileName(module), ".psd1")));
        var problems = new List<string>();
        var folders = Directory.EnumerateDirectories(pages).Where(folder => File.Exists(Path.Combine(folder, "_common.md")));
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            if (switches.Contains("--update"))
                Update(new HelpBook(folder, cmdlets));

            var book = new HelpBook(folder, cmdlets);
            Write(book, online, Path.GetFileName(module), Path.Combine(output, book.HelpFolder));
            problems.AddRange(book.Problems);
        }

        // Plain lines, no compiler warnings: a page may follow its cmdlet, but a release needs it.
        problems.ForEach(problem => Console.WriteLine("help: " + problem));
        return switches.Contains("--strict") && problems.Count > 0 ? HasProblems : 0;
    }

    private static void Update(HelpBook book)
    {
        foreach (var cmdlet in book.Cmdlets.Where(cmdlet => book.Page(cmdlet) is not null))
        {
            if (HelpPage.Update(book.PagePath(cmdlet), cmdlet.Syntax(), book.SharedParameters(cmdlet)))
                Console.WriteLine($"updated {book.Culture}/{cmdlet.Name}.md");
        }
    }

    private static void Write(HelpBook book, OnlinePages online, string module, string folder)
    {
        Directory.CreateDirectory(folder);
        new MamlWriter(book, online).Write(Path.Combine(folder, module + "-Help.xml"));
        foreach (var topic in book.Topics)
        {
            var name = Path.GetFileNameWithoutExtension(topic) + ".help.txt";
            File.WriteAllText(
                Path.Combine(folder, name), AboutTopic.Text(topic, PermissionList.For(topic, book.Cmdlets)), new UTF8Encoding(false));
        }
    }
}
