namespace TencentCert.Emulator.Requests;

/// <summary>A published parameter of a request, or a member of a record in one.</summary>
internal sealed record Parameter(string Name, ParameterKind Kind)
{
    /// <summary>The API's name of the record, where it holds one.</summary>
    public string? Record { get; init; }

    public bool IsList { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>The international site does not know it.</summary>
    public bool IsChinaOnly { get; init; }
}

/// <summary>What a parameter, or each item of its list, holds.</summary>
internal enum ParameterKind
{
    Text,
    Integer,
    Flag,
    Record,
}
