using System.Text;

namespace TencentCert.Core.Tests.Bindings.Journal;

/// <summary>A journal file on a disk that becomes full: half of the line is written.</summary>
/// <param name="path">File.</param>
/// <param name="isFull">Whether the disk is full for a line.</param>
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
