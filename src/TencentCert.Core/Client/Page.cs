namespace TencentCert.Core.Client;

/// <summary>One page of a list.</summary>
/// <param name="Items">Items on the page.</param>
/// <param name="Total">Length of the whole list; null when the service does not return it.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long? Total)
{
    /// <summary>Whether the reader needs no further page.</summary>
    public bool IsEnough { get; init; }
}
