namespace TencentCert.Emulator.Gaap;

/// <summary>Several channels behind one name.</summary>
public sealed class EmulatedGaapProxyGroup
{
    /// <summary><c>lg-</c> and eight letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; init; }

    /// <summary>Version of its members.</summary>
    public required string Version { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>RUNNING by default.</summary>
    public string Status { get; set; } = "RUNNING";
}
