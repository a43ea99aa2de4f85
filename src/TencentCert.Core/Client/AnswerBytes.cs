using System.Buffers;

namespace TencentCert.Core.Client;

/// <summary>The bytes of one answer, in rented memory that is wiped when given back: an answer may hold a key.</summary>
internal sealed class AnswerBytes : IDisposable
{
    private const int Usual = 4096;
    private byte[] _bytes;
    private int _count;

    /// <summary>Rents memory.</summary>
    /// <param name="length">What the answer says its length is; null when it does not.</param>
    public AnswerBytes(long? length) =>
        _bytes = ArrayPool<byte>.Shared.Rent((int)Math.Clamp((length ?? 0) + 1, Usual, ApiClient.MaximumBodyBytes));

    /// <summary>Room for more, never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_count == _bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(2 * _bytes.Length);
                _bytes.CopyTo(larger, 0);
                Return();
                _bytes = larger;
            }

            return _bytes.AsMemory(_count);
        }
    }

    /// <summary>What came so far.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _count);

    /// <summary>Counts what was read into <see cref="Free"/>.</summary>
    public void Take(int count) => _count += count;

    /// <inheritdoc />
    public void Dispose()
    {
        Return();
        _bytes = [];
        _count = 0;
    }

    private void Return()
    {
        _bytes.AsSpan(0, _count).Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
    }
}
