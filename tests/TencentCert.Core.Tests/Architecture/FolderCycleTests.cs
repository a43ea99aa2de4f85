namespace TencentCert.Core.Tests.Architecture;

/// <summary>Folders of a project must not depend on each other in a circle.</summary>
public sealed class FolderCycleTests
{
    [Theory]
    [InlineData("TencentCert.Core")]
    [InlineData("TencentCert.Emulator")]
    [InlineData("TencentCert")]
    public void Folders_have_no_circular_dependencies(string project)
    {
        var arrows = FolderDependencies.Read(ProjectCompilation.Of(project));
        Assert.True(arrows.Count > 20, $"Only {arrows.Count} uses between folders were found in {project}.");
        Assert.Empty(
            FolderDependencies.Circular(arrows).Select(arrow => $"{arrow.From} -> {arrow.To}: {arrow.By}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Circular_dependencies_are_detected_through_members_and_across_several_folders()
    {
        var arrows = FolderDependencies.Read(ProjectCompilation.Of(
            [
                ("A.cs", "namespace TencentCert.A; class One { void Go() => B.Two.Run(); }"),
                ("B.cs",
                    "using TencentCert.C; namespace TencentCert.B; class Two { public static void Run() { } public static Three? Held; }"),
                ("C.cs", "using TencentCert.A; namespace TencentCert.C; class Three { object? Made() => new One(); }"),
                ("D.cs", "using TencentCert.A; using TencentCert.D; namespace TencentCert.D; class Four { One? One; }"),
            ],
            []));
        Assert.Equal(
            ["One -> Two", "Three -> One", "Two -> Three"],
            FolderDependencies.Circular(arrows).Select(arrow => arrow.By).Order(StringComparer.Ordinal));
        Assert.Contains(arrows, arrow => arrow.By == "Four -> One");
    }
}
