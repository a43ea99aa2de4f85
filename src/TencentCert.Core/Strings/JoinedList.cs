using System.Collections.ObjectModel;

namespace TencentCert.Core.Strings;

/// <summary>A list whose text is its elements, <c>a; b</c>: what writes an object as text, such as a CSV, shows what is in it.</summary>
/// <typeparam name="T">Element.</typeparam>
public sealed class JoinedList<T> : ReadOnlyCollection<T>
{
    private JoinedList(IList<T> values)
        : base(values)
    {
    }

#pragma warning disable CA1000 // As ReadOnlyCollection itself has them: the type of the element is known where they are called.
    /// <summary>The empty list.</summary>
    public static new JoinedList<T> Empty { get; } = new([]);

    /// <summary>A list of the same elements; itself when it is one already.</summary>
    /// <param name="values">Elements.</param>
    public static JoinedList<T> Of(IEnumerable<T>? values) => values switch
    {
        JoinedList<T> joined => joined,
        null => Empty,
        _ => new JoinedList<T>([.. values]),
    };
#pragma warning restore CA1000

    /// <inheritdoc />
    public override string ToString() => string.Join("; ", this);
}

/// <summary>A dictionary whose text is its entries, <c>a=1; b=2</c>.</summary>
public sealed class JoinedDictionary : ReadOnlyDictionary<string, string>
{
    private JoinedDictionary(IDictionary<string, string> values)
        : base(values)
    {
    }

    /// <summary>A dictionary with the same entries.</summary>
    /// <param name="values">Entries.</param>
    public static JoinedDictionary Of(IReadOnlyDictionary<string, string>? values) =>
        values as JoinedDictionary
            ?? new JoinedDictionary(new Dictionary<string, string>(values ?? new Dictionary<string, string>(), StringComparer.Ordinal));

    /// <inheritdoc />
    public override string ToString() => string.Join("; ", this.Select(static entry => $"{entry.Key}={entry.Value}"));
}
