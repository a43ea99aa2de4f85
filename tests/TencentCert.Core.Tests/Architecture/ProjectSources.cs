using System.Xml.Linq;
using TencentCert.Tests;

namespace TencentCert.Core.Tests.Architecture;

/// <summary>The C# files of a project below <c>src</c>, as its build reads them.</summary>
internal static class ProjectSources
{
    // The SDK adds these where a project has ImplicitUsings. Its own file is there only after a build of that project.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Path and text of each file, and of the usings that the SDK and the project add to every file.</summary>
    public static IEnumerable<(string Path, string Text)> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Select(path => (path, File.ReadAllText(path)))
            .Append((Path.Combine(folder, "ImplicitUsings.g.cs"), ImplicitUsings))
            .Append((Path.Combine(folder, "ProjectUsings.g.cs"), ProjectUsings(folder)));

    /// <summary>Where the sources of a project are.</summary>
    public static string Folder(string project) => Path.Combine(Repository.Root, "src", project);

    private static string ProjectUsings(string folder) => string.Concat(
        XDocument.Load(Directory.EnumerateFiles(folder, "*.csproj").Single()).Descendants("Using")
            .Select(item => $"global using {item.Attribute("Include")!.Value};\n"));
}
