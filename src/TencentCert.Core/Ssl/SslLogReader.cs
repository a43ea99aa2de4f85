using System.Runtime.CompilerServices;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Reads the service's log, newest entry first.</summary>
/// <param name="client">Client.</param>
public sealed class SslLogReader(ApiClient client)
{
    private const long FirstPageSize = 100;
    private const long PageSize = 1000;

    /// <summary>Streams entries, one page at a time.</summary>
    /// <param name="since">Start time; 15 days ago when null.</param>
    /// <param name="until">End time; now when null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async IAsyncEnumerable<SslLogEntry> ReadAsync(
        DateTimeOffset? since = null, DateTimeOffset? until = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Entries have no id and may be identical, so only a repeated page is recognised as a duplicate.
        var progress = new PagingProgress();
        string? last = null;
        for (var limit = FirstPageSize; ; limit = PageSize)
        {
            var answer = await client.SendAsync(
                SslActions.DescribeCertificateOperateLogs,
                new DescribeCertificateOperateLogsRequest
                {
                    Offset = progress.Offset,
                    Limit = limit,
                    StartTime = since is { } start ? SslTime.Format(start) : null,
                    EndTime = until is { } end ? SslTime.Format(end) : null,
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);
            var entries = answer.Value.OperateLogs ?? [];
            var page = string.Join(
                '\n', entries.Select(
                    entry => entry is null ? "" : $"{entry.CreatedOn} {entry.CertId} {entry.Type} {entry.Action} {entry.SubAccountUin}"));
            if (entries.Count > 0 && page == last)
                break;

            last = page;
            foreach (var entry in entries.NonNull())
            {
                yield return new SslLogEntry
                {
                    Time = SslTime.Parse(entry.CreatedOn),
                    CertificateId = entry.CertId,
                    Type = entry.Type,
                    Action = entry.Action,
                    Uin = entry.Uin,
                    SubAccountUin = entry.SubAccountUin,
                };
            }

            if (progress.IsLast(entries.Count, answer.Value.AllTotal))
                break;
        }

        progress.ThrowIfShort();
    }
}
