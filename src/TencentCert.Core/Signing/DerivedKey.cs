using System.Security.Cryptography;
using System.Text;

namespace TencentCert.Core.Signing;

#pragma warning disable CA1001 // What is kept lives as long as the credential does; the finalizer of its handle frees it.
/// <summary>The key that signs one day's requests to one service: date, service and terminator under <c>"TC3" + SecretKey</c>.</summary>
internal sealed class DerivedKey
{
    private readonly byte[] _key;

    // Setting one up takes as long as signing; one is kept for whoever comes first.
    private IncrementalHash? _idle;

    public DerivedKey(ReadOnlySpan<byte> secret, DateOnly date, string service)
    {
        Date = date;
        Service = service;
        Scope = Tc3Signature.Scope(date, service);
        _key = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(Tc3Signature.DateText(date)));
        HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(service), _key);
        HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(Tc3Signature.Terminator), _key);
    }

    public DateOnly Date { get; }

    public string Service { get; }

    public string Scope { get; }

    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        var hash = Interlocked.Exchange(ref _idle, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(data);
        hash.GetHashAndReset(signature);
        Interlocked.Exchange(ref _idle, hash)?.Dispose();
    }
}
