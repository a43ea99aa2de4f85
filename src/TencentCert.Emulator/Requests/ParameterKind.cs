namespace TencentCert.Emulator.Requests;

/// <summary>What a parameter holds.</summary>
internal enum ParameterKind
{
    Text,
    Integer,
    Flag,
    Record,
}
