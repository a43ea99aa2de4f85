namespace TencentCert.Emulator.Faults;

/// <summary>A planned fault of one request.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Delay">Real time to wait, for <see cref="FaultKind.Delay"/>.</param>
/// <param name="Code">Error code, for <see cref="FaultKind.ErrorCode"/>.</param>
/// <param name="Message">Error message, for <see cref="FaultKind.ErrorCode"/>.</param>
public sealed record Fault(FaultKind Kind, TimeSpan Delay = default, string? Code = null, string? Message = null);
