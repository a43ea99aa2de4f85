namespace TencentCert.Emulator.CommandLine;

/// <summary>An option that cannot be understood.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
