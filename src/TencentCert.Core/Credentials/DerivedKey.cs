using System.Security.Cryptography;
using System.Text;
using TencentCert.Core.Client;

namespace TencentCert.Core.Credentials;

/// <summary>The key that signs one day's requests to one service: date, service and terminator under <c>"TC3" + SecretKey</c>.</summary>
internal sealed class DerivedKey
{
    private readonly KeptHash _hash;

    public DerivedKey(ReadOnlySpan<byte> secret, DateOnly date, string service)
    {
        Date = date;
        Service = service;
        Scope = Tc3Signature.Scope(date, service);
        var key = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(Tc3Signature.DateText(date)));
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(service), key);
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(Tc3Signature.Terminator), key);
        _hash = new KeptHash(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
    }

    public DateOnly Date { get; }

    public string Service { get; }

    public string Scope { get; }

    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature) => _hash.Hash(data, signature);
}
