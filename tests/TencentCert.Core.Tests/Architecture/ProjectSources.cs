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

    /// <summary>Path and text of each file, and of the implicit usings.</summary>
    public static IEnumerable<(string Path, string Text)> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Select(path => (path, File.ReadAllText(path)))
            .Append((Path.Combine(folder, "ImplicitUsings.g.cs"), ImplicitUsings));

    /// <summary>Where the sources of a project are.</summary>
    public static string Folder(string project) => Path.Combine(Repository.Root, "src", project);
}
