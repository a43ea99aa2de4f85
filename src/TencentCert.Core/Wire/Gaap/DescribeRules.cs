namespace TencentCert.Core.Wire.Gaap;

/// <summary>What DescribeRules takes; API page GAAP 2018-05-29 DescribeRules.</summary>
public sealed partial class DescribeRulesRequest
{
    public required string ListenerId { get; set; }
}

/// <summary>What DescribeRules answers.</summary>
public sealed partial class DescribeRulesResponse
{
    public List<DomainRuleSet>? DomainRuleSet { get; set; }
    public long? TotalCount { get; set; }
}
