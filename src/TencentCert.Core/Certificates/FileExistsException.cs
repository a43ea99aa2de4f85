using TencentCert.Core.Strings;


namespace TencentCert.Core.Certificates;

/// <summary>A file is in the way, and overwriting it was not allowed.</summary>
public sealed class FileExistsException : IOException
{
    internal FileExistsException(string path)
        : base(Wording.Of($"'{path}' exists already: replace it with -Force, or choose another name."))
    {
    }
}
