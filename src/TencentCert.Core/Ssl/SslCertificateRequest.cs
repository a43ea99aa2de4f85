namespace TencentCert.Core.Ssl;

/// <summary>A certificate request created locally. Its key exists only in a file.</summary>
public sealed record SslCertificateRequest
{
    /// <summary>The request as PEM; named as <c>Invoke-SslCertificateReissue</c> takes it.</summary>
    public required string CsrContent { get; init; }

    /// <summary>Requested names, the common name first.</summary>
    public required IReadOnlyList<string> DnsNames { get; init => field = JoinedList<string>.Of(value); }

    /// <summary>Algorithm of the key.</summary>
    public required string KeyAlgorithm { get; init; }

    /// <summary>File with the private key, readable by its owner only.</summary>
    public required string KeyPath { get; init; }

    /// <summary>File with the request, when one was asked for.</summary>
    public string? CsrPath { get; init; }

    /// <summary>The request as PEM.</summary>
    public override string ToString() => CsrContent;
}
