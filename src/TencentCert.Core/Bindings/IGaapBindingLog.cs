namespace TencentCert.Core.Bindings;

/// <summary>Told of every write, from any thread; what it writes down outlives a killed process. After an exception of it nothing is sent any more.</summary>
public interface IGaapBindingLog
{
    /// <summary>A write is about to be sent.</summary>
    void Sending(GaapBindingChange change);

    /// <summary>GAAP took a write; it is not in effect yet.</summary>
    void Accepted(GaapBindingChange change, string? requestId);

    /// <summary>A write is in effect.</summary>
    void Done(GaapBindingChange change, string? requestId);

    /// <summary>A write was refused, had no effect, or its outcome is not known.</summary>
    void Failed(GaapBindingChange change, string reason);
}
