namespace TencentCert.Emulator.Gaap;

/// <summary>An acceleration channel.</summary>
public sealed class EmulatedGaapProxy
{
    /// <summary><c>link-</c> and eight letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; init; }

    /// <summary>1.0, 2.0 or 3.0; only 3.0 binds certificates to domains.</summary>
    public required string Version { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Group it is a member of.</summary>
    public EmulatedGaapProxyGroup? Group { get; init; }

    /// <summary>RUNNING by default.</summary>
    public string Status { get; set; } = "RUNNING";
}
