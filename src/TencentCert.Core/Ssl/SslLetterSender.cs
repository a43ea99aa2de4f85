using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Json;
using TencentCert.Core.Strings;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Uploads the signed letter that an order or a revocation requires (UploadConfirmLetter, UploadRevokeLetter).</summary>
/// <param name="client">Client.</param>
public sealed class SslLetterSender(ApiClient client)
{
    private const int SmallestBytes = 1024;
    private const int LargestBytes = 1_400_000;

    private readonly SslCertificateReader _certificates = new(client);
    private readonly OnceCall _once = new(client);

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
            throw Invalid($"'{source}' is no JPG, PNG or PDF file.");
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
        var change = before.Status switch
        {
            SslCertificateStatus.ConfirmationLetterPending => await UploadAsync(
                before, SslActions.UploadConfirmLetter,
                new UploadConfirmLetterRequest { CertificateId = before.CertificateId, ConfirmLetter = text },
                answer => answer.IsSuccess, cancellationToken).ConfigureAwait(false),
            SslCertificateStatus.RevocationLetterPending => await UploadAsync(
                before, SslActions.UploadRevokeLetter,
                new UploadRevokeLetterRequest { CertificateId = before.CertificateId, RevokeLetter = text },
                answer => answer.IsSuccess, cancellationToken).ConfigureAwait(false),
            _ => throw new TencentCertException(
                ErrorCodes.FailedState,
                $"{before.CertificateId} ({before.Domain}) is {before.Status} and waits for no letter. Nothing was sent.") { Advice = "" },
        };
        return change.Recovered ? change : await change.AsOfNowAsync(_certificates, cancellationToken).ConfigureAwait(false);
    }

    private static void CheckSize(long length, string source)
    {
        if (length is <= SmallestBytes or >= LargestBytes)
        {
            throw Invalid($"'{source}' has {length} bytes; a letter has more than 1 KB and less than 1.4 MB.");
        }
    }

    private Task<SslOrderChange> UploadAsync<TRequest, TResponse>(
        SslCertificate before, ApiAction<TRequest, TResponse> action, TRequest request, Func<TResponse, bool?> isTaken,
        CancellationToken cancellationToken)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireAnswer<TResponse> =>
        _once.RunAsync(
            action,
            request,
            answer => isTaken(answer.Value) == false
                ? throw new TencentCertException(
                    ErrorCodes.FailedState,
                    $"The service did not take the letter for {before.CertificateId}. Upload it in the console (My Certificates).")
                {
                    RequestId = answer.RequestId,
                    Advice = "",
                }
                : SslOrderChange.From(before, SslChangeState.Changed, answer.RequestId),
            async token =>
            {
                var now = await _certificates.GetAsync(before.CertificateId, token).ConfigureAwait(false);
                return now.Status == before.Status ? null : SslOrderChange.From(now, SslChangeState.Changed, recovered: true);
            },
            Wording.Of($"Check with Get-SslCertificate {before.CertificateId}; it was {before.Status}."),
            cancellationToken: cancellationToken);

    private static TencentCertException Invalid(Wording message) => new(ErrorCodes.InvalidParameter, message);
}
