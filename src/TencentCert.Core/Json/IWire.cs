using System.Text.Json;

namespace TencentCert.Core.Json;

/// <summary>A record that goes into a request. The members it has are written at compile time.</summary>
public interface IWireRequest
{
    /// <summary>Writes it as an object; a member that is null is left out, since the services refuse one they were not asked for.</summary>
    void Write(Utf8JsonWriter json);
}

/// <summary>A record that comes out of a response. The members it has are read at compile time.</summary>
/// <typeparam name="T">The record itself.</typeparam>
public interface IWireResponse<T>
    where T : class
{
    /// <summary>Reads it from an object; unknown members are skipped.</summary>
    /// <exception cref="JsonException">The value is a list or object where the service documents another kind.</exception>
    static abstract T Read(JsonElement json);
}
