namespace TencentCert.Emulator.Http;

/// <summary>What a parameter holds.</summary>
internal enum ParameterKind
{
    Text,
    Integer,
    Flag,
    Record,
}
