namespace TencentCert.Core.Gaap.Wire;

/// <summary>What DescribeRules takes; API page GAAP 2018-05-29 DescribeRules.</summary>
public sealed class DescribeRulesRequest
{
    public required string ListenerId { get; init; }
}

/// <summary>What DescribeRules answers.</summary>
public sealed class DescribeRulesResponse
{
    public List<DomainRuleSet>? DomainRuleSet { get; init; }
    public long? TotalCount { get; init; }
}
