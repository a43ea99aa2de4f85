namespace TencentCert.Core.Certificates;

/// <summary>Reads user-specified files with a size limit and a time limit.</summary>
internal static class BoundedFile
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The content of a file; null if it is longer than the limit.</summary>
    /// <exception cref="IOException">The path is a folder, cannot be read, or is a pipe or device without data.</exception>
    public static byte[]? Read(string path, int maxBytes)
    {
        SecureFile.EnsureFile(path);
        if (new FileInfo(path) is { Exists: true, Length: > 0 })
            return ReadAtMost(path, maxBytes);

        // Opening a pipe without a writer blocks and cannot be cancelled, so it runs on a separate thread.
        var readTask = Task.Factory.StartNew(
            () => ReadAtMost(path, maxBytes), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WaitAny([readTask], ReadTimeout) == 0
            ? readTask.GetAwaiter().GetResult()
            : throw new IOException(Wording.Of(
                $"'{path}' gives nothing within {ReadTimeout.TotalSeconds} s: it is a pipe or a device. Give the name of a file."));
    }

    private static byte[]? ReadAtMost(string path, int maxBytes)
    {
        // Reading one byte beyond the limit detects a large file, even one without a length.
        var buffer = new byte[maxBytes + 1];
        using var stream = File.OpenRead(path);
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= maxBytes ? buffer[..length] : null;
    }
}
