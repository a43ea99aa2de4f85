namespace TencentCert.HelpGenerator;

/// <summary>An example: its code and remarks.</summary>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks)
{
    /// <summary>Reads the lines under an example's heading; the first fenced block is its code.</summary>
    public static HelpExample Read(string title, IEnumerable<string> lines)
    {
        var blocks = Markdown.Blocks(lines);
        var code = blocks.FirstOrDefault(block => block.IsCode);
        var remarks = blocks.Where(block => block != code).Select(block => block.Text);
        return new HelpExample(Markdown.Plain(title), code.Text ?? "", [.. remarks]);
    }
}
