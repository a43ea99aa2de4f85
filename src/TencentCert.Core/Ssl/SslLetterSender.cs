using TencentCert.Core.Certificates;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Uploads the signed letter that an order or a revocation requires (UploadConfirmLetter, UploadRevokeLetter).</summary>
/// <param name="client">Client.</param>
public sealed class SslLetterSender(ApiClient client)
{
    private const int MinBytes = 1024;
    private const int MaxBytes = 1_400_000;

    private readonly SslOrderCall _calls = new(client);

    /// <summary>Reads a letter's file, up to the maximum size of a letter.</summary>
    /// <param name="path">File.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>: the file is not a letter.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        SecureFile.EnsureFile(path);
        CheckSize(new FileInfo(path).Length, path);
        var letter = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        Check(letter, path);
        return letter;
    }

    /// <summary>Rejects files that the service does not accept, before any call.</summary>
    /// <param name="letter">Content of the file.</param>
    /// <param name="source">Its name, for the message.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>: too small, too large, or no JPG, PNG or
    /// PDF.</exception>
    public static void Check(ReadOnlySpan<byte> letter, string source)
    {
        CheckSize(letter.Length, source);
        if (!letter.StartsWith("%PDF"u8) && !letter.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
            && !letter.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
        {
            throw TencentCertException.Invalid($"'{source}' is no JPG, PNG or PDF file.");
        }
    }

    /// <summary>Uploads a letter, once.</summary>
    /// <param name="before">The order or certificate as it is.</param>
    /// <param name="letter">Content of the file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException">No letter is required, or the service refused it; or
    /// <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<SslOrderChange> SendAsync(
        SslCertificate before, byte[] letter, string source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        Check(letter, source);
        var text = Convert.ToBase64String(letter);
        return before.Status switch
        {
            SslCertificateStatus.ConfirmationLetterPending => await _calls.RunAsync(
                SslActions.UploadConfirmLetter, new() { CertificateId = before.CertificateId, ConfirmLetter = text },
                before, status => status != before.Status, cancellationToken,
                answer => CheckAccepted(before, answer.Value.IsSuccess, answer.RequestId)).ConfigureAwait(false),
            SslCertificateStatus.RevocationLetterPending => await _calls.RunAsync(
                SslActions.UploadRevokeLetter, new() { CertificateId = before.CertificateId, RevokeLetter = text },
                before, status => status != before.Status, cancellationToken,
                answer => CheckAccepted(before, answer.Value.IsSuccess, answer.RequestId)).ConfigureAwait(false),
            _ => throw new TencentCertException(
                ErrorCodes.FailedState,
                $"{before.CertificateId} ({before.Domain}) is {before.Status} and waits for no letter. Nothing was sent.") { Advice = "" },
        };
    }

    // A response that does not say whether the letter was accepted is a success.
    private static bool CheckAccepted(SslCertificate before, bool? isSuccess, string? requestId) => isSuccess == false
        ? throw new TencentCertException(
            ErrorCodes.FailedState,
            $"The service did not accept the letter for {before.CertificateId}. Upload it in the console (My Certificates).")
        {
            RequestId = requestId,
            Advice = "",
        }
        : true;

    private static void CheckSize(long length, string source)
    {
        if (length is <= MinBytes or >= MaxBytes)
            throw TencentCertException.Invalid($"'{source}' has {length} bytes; a letter has more than 1 KB and less than 1.4 MB.");
    }
}
