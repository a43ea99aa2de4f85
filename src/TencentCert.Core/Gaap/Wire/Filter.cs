namespace TencentCert.Core.Gaap.Wire;

/// <summary>Filter of the API.</summary>
public sealed class Filter
{
    public string? Name { get; set; }
    public List<string>? Values { get; set; }
}
