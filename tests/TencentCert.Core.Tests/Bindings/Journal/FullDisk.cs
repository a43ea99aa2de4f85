using System.Text;

namespace TencentCert.Core.Tests.Bindings.Journal;

/// <summary>A journal's file whose disk is full from a line on: it takes half of that one.</summary>
/// <param name="path">File.</param>
/// <param name="isFull">Whether a line finds the disk full.</param>
internal sealed class FullDisk(string path, Func<string, bool> isFull)
    : FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0)
{
    public bool IsFull { get; set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (IsFull || (IsFull = isFull(Encoding.UTF8.GetString(buffer))))
        {
            base.Write(buffer[..(buffer.Length / 2)]);
            throw new IOException("No space left on device");
        }

        base.Write(buffer);
    }
}
