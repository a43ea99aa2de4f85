using System.Security.Cryptography;

namespace TencentCert.Core.Credentials;

#pragma warning disable CA1001 // What is kept lives as long as its owner does; the finalizer of its handle frees it.
/// <summary>A hash that is set up once: that takes as long as hashing a request. One is kept for whoever comes first.</summary>
/// <param name="create">Sets one up.</param>
internal sealed class KeptHash(Func<IncrementalHash> create)
{
    private IncrementalHash? _idle;

    public void Hash(ReadOnlySpan<byte> data, Span<byte> result)
    {
        var hash = Interlocked.Exchange(ref _idle, null) ?? create();
        hash.AppendData(data);
        hash.GetHashAndReset(result);
        Interlocked.Exchange(ref _idle, hash)?.Dispose();
    }
}
