namespace TencentCert.Core.Certificates;

/// <summary>A file exists and must not be overwritten.</summary>
public sealed class FileExistsException : IOException
{
    internal FileExistsException(string path)
        : base(Wording.Of($"'{path}' exists already: replace it with -Force, or choose another name."))
    {
    }
}
