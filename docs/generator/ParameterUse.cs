namespace TencentCert.HelpGenerator;

/// <summary>Use of a parameter in one parameter set.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="IsMandatory">Whether the set needs it.</param>
/// <param name="Position">Position; null for a named one.</param>
/// <param name="ByValue">Whether it takes the piped object itself.</param>
/// <param name="ByPropertyName">Whether it takes a property of the piped object.</param>
internal sealed record ParameterUse(string Set, bool IsMandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    /// <summary>Name of the set that means all sets.</summary>
    public const string EverySet = "__AllParameterSets";

    /// <summary>MAML's value for pipeline input.</summary>
    public string Pipeline => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
