namespace TencentCert.Core.Wire.Gaap;

/// <summary>Filter of the API.</summary>
public sealed partial class Filter
{
    public string? Name { get; set; }
    public List<string>? Values { get; set; }
}
