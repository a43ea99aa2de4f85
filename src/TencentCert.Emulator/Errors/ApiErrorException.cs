using System.Diagnostics.CodeAnalysis;

namespace TencentCert.Emulator.Errors;

/// <summary>Ends a call with one of the services' own error codes.</summary>
internal sealed class ApiErrorException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static void ThrowIf([DoesNotReturnIf(true)] bool condition, string code, string message)
    {
        if (condition)
            throw new ApiErrorException(code, message);
    }
}
