namespace TencentCert.Core.Client;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Total">How many the whole list has; null when the service does not say.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long? Total)
{
    /// <summary>Whether the reader wants nothing that comes after this page.</summary>
    public bool IsEnough { get; init; }
}
