using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Deletes certificates. By default, the service first checks that no cloud resource uses them.</summary>
/// <param name="client">Client.</param>
public sealed class SslRemover(ApiClient client)
{
    /// <summary>The service's limit per call.</summary>
    public const int MaximumCertificatesPerCall = 100;

    private readonly SslCertificateReader _certificates = new(client);

    /// <summary>Deletes existing certificates.</summary>
    /// <param name="certificates">At most <see cref="MaximumCertificatesPerCall"/>.</param>
    /// <param name="skipResourceCheck">Skips the check for resources.</param>
    /// <param name="timeout">Time for the check.</param>
    /// <param name="progress">Receives the number of completed certificates.</param>
    /// <param name="cancellationToken">Stops the wait. Deletions already requested continue.</param>
    /// <returns>One result for each certificate.</returns>
    /// <exception cref="TencentCertException">The service refused as a whole, or the check did not end in time.</exception>
    public async Task<IReadOnlyList<SslCertificateRemoval>> RemoveAsync(
        IReadOnlyList<SslCertificate> certificates, bool skipResourceCheck, TimeSpan timeout, Action<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        var polling = new Polling(client.Clock, Polling.FirstPause, TimeSpan.FromSeconds(5), timeout);
        var tasks = new Dictionary<string, string>(StringComparer.Ordinal);
        var done = new List<SslCertificateRemoval>();
        if (client.Connection.Endpoints.Site == TencentSite.International)
        {
            foreach (var certificate in certificates)
            {
                try
                {
                    done.Add(
                        await RemoveInternationalAsync(certificate, skipResourceCheck, timeout, cancellationToken).ConfigureAwait(false));
                }
                catch (TencentCertException failure) when (certificates.Count > 1)
                {
                    // The result keeps certificates removed before the failure.
                    done.Add(Failed(certificate, $"{failure.Message} ({failure.Code})"));
                }

                progress?.Invoke(done.Count);
            }

            return done;
        }

        done.AddRange(await (certificates is [var only]
            ? RemoveOneAsync(only, skipResourceCheck, tasks, cancellationToken)
            : RemoveSeveralAsync(certificates, skipResourceCheck, tasks, cancellationToken)).ConfigureAwait(false));

        var names = certificates.ToDictionary(certificate => certificate.CertificateId, StringComparer.Ordinal);
        while (tasks.Count > 0)
        {
            progress?.Invoke(done.Count);
            try
            {
                foreach (var completed in await CompletedAsync(tasks, cancellationToken).ConfigureAwait(false))
                {
                    tasks.Remove(completed.CertificateId);
                    done.Add(completed with { Domain = names[completed.CertificateId].Domain });
                }
            }
            catch (TencentCertException failure)
            {
                done.AddRange(Unfinished($"The service's check cannot be followed: {failure.Message} ({failure.Code})"));
                break;
            }

            if (tasks.Count > 0 && !await polling.PauseAsync(cancellationToken).ConfigureAwait(false))
            {
                done.AddRange(Unfinished($"The service's check did not end within {timeout.TotalSeconds:0} s"));
                break;
            }
        }

        return done;

        IEnumerable<SslCertificateRemoval> Unfinished(Wording reason) => tasks.Select(task => new SslCertificateRemoval
        {
            CertificateId = task.Key,
            Domain = names[task.Key].Domain,
            State = SslRemovalState.Failed,
            Reason = Wording.Of($"{reason}; it continues. Run the removal again later to see the result."),
            TaskId = task.Value,
        });
    }

    private async Task<IReadOnlyList<SslCertificateRemoval>> RemoveOneAsync(
        SslCertificate certificate, bool skipResourceCheck, Dictionary<string, string> tasks, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.SendAsync(
                SslActions.DeleteCertificate,
                new DeleteCertificateRequest
                {
                    CertificateId = certificate.CertificateId, IsCheckResource = skipResourceCheck ? null : true,
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);
            if (answer.Value.TaskId is { } task && IsTaskId(task))
            {
                tasks[certificate.CertificateId] = task;
                return [];
            }

            return [answer.Value.DeleteResult switch
            {
                true => Removed(certificate),
                false => Failed(certificate, $"The service answered that it was not deleted."),
                null => await ReadOutcomeAsync(certificate, null, cancellationToken).ConfigureAwait(false),
            }];
        }
        catch (TencentCertException gone) when (gone.IsNotFound)
        {
            // The certificate existed before, so an attempt with a lost response has removed it.
            return [Removed(certificate)];
        }
        catch (TencentCertException bound) when (bound.Code.Contains("BoundResource", StringComparison.Ordinal)
            || bound.Code.Contains("HasBound", StringComparison.Ordinal))
        {
            return [Failed(certificate, Wording.Verbatim(bound.Message)) with { State = SslRemovalState.Bound }];
        }
    }

    private async Task<IReadOnlyList<SslCertificateRemoval>> RemoveSeveralAsync(
        IReadOnlyList<SslCertificate> certificates, bool skipResourceCheck, Dictionary<string, string> tasks,
        CancellationToken cancellationToken)
    {
        var value = (await client.SendAsync(
            SslActions.DeleteCertificates,
            new DeleteCertificatesRequest
            {
                CertificateIds = [.. certificates.Select(certificate => certificate.CertificateId)],
                IsSync = skipResourceCheck ? null : true,
            },
            cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        foreach (var task in value.CertTaskIds.NonNull())
        {
            if (task is { CertId: { Length: > 0 } id, TaskId: { } taskId } && IsTaskId(taskId)
                && certificates.Any(certificate => certificate.CertificateId == id))
            {
                tasks[id] = taskId;
            }
        }

        var done = new List<SslCertificateRemoval>();
        foreach (var certificate in certificates.Where(certificate => !tasks.ContainsKey(certificate.CertificateId)))
        {
            var failure = value.Fail.NonNull().FirstOrDefault(fail => fail.CertId == certificate.CertificateId);
            done.Add(failure is null && (value.Success ?? []).Contains(certificate.CertificateId)
                ? Removed(certificate)
                : await ReadOutcomeAsync(certificate, failure?.Msg, cancellationToken).ConfigureAwait(false));
        }

        return done;
    }

    private async Task<IReadOnlyList<SslCertificateRemoval>> CompletedAsync(
        Dictionary<string, string> tasks, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            SslActions.DescribeDeleteCertificatesTaskResult,
            new DescribeDeleteCertificatesTaskResultRequest { TaskIds = [.. tasks.Values] },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        var completed = new List<SslCertificateRemoval>();
        foreach (var (id, task) in tasks)
        {
            // A task that is unknown to the service is completed if the certificate no longer exists.
            var result = answer.Value.DeleteTaskResult.NonNull().FirstOrDefault(item => item.TaskId == task || item.CertId == id);
            var status = result is null && await IsGoneAsync(id, cancellationToken).ConfigureAwait(false) ? 1 : result?.Status ?? 0;
            if (status == 0)
                continue;

            completed.Add(new SslCertificateRemoval
            {
                CertificateId = id,
                TaskId = task,
                State = status switch { 1 => SslRemovalState.Removed, 4 => SslRemovalState.Bound, _ => SslRemovalState.Failed },
                Reason = status == 1 ? null : ReasonOf(result!).ToString(),
            });
        }

        return completed;
    }

    // The international site's check returns a task that cannot be queried, so the search for resources is used.
    private async Task<SslCertificateRemoval> RemoveInternationalAsync(
        SslCertificate certificate, bool skipResourceCheck, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!skipResourceCheck)
        {
            var bindings =
                await new SslBindings(client).FindAsync(certificate.CertificateId, null, timeout, cancellationToken).ConfigureAwait(false);
            if (bindings.Count > 0)
            {
                var bound = Failed(certificate, $"{bindings.Count} resources use it, such as {bindings[0]}.");
                return bound with { State = SslRemovalState.Bound };
            }
        }

        return (await RemoveOneAsync(certificate, skipResourceCheck: true, [], cancellationToken).ConfigureAwait(false))[0];
    }

    // A task id that is an object or a list cannot be queried.
    private static bool IsTaskId(string id) => id.Length > 0 && id[0] is not ('{' or '[');

    // Removed if the certificate no longer exists, else failed with the service's reason.
    private async Task<SslCertificateRemoval> ReadOutcomeAsync(
        SslCertificate certificate, string? reason, CancellationToken cancellationToken) =>
        await IsGoneAsync(certificate.CertificateId, cancellationToken).ConfigureAwait(false)
            ? Removed(certificate)
            : Failed(certificate, reason is not null
                ? Wording.Verbatim(reason)
                : $"The service did not report the result and may still remove it. Check with Get-SslCertificate.");

    // False if unknown.
    private async Task<bool> IsGoneAsync(string certificateId, CancellationToken cancellationToken)
    {
        try
        {
            return await _certificates.FindAsync(certificateId, cancellationToken).ConfigureAwait(false) is null;
        }
        catch (TencentCertException)
        {
            return false;
        }
    }

    private static Wording ReasonOf(DeleteTaskResult result) => result.Status switch
    {
        3 => $"The service has no permission to check: grant the role SSL_QCSLinkedRoleInReplaceLoadCertificate, or use -Force.",
        5 => $"The service's search for resources timed out: try again.",
        _ when !string.IsNullOrEmpty(result.Error) => Wording.Verbatim(result.Error),
        4 => $"A cloud resource uses it.",
        _ => $"The service gave no reason.",
    };

    private static SslCertificateRemoval Removed(SslCertificate certificate) =>
        new() { CertificateId = certificate.CertificateId, Domain = certificate.Domain, State = SslRemovalState.Removed };

    private static SslCertificateRemoval Failed(SslCertificate certificate, Wording reason) => new()
    {
        CertificateId = certificate.CertificateId,
        Domain = certificate.Domain,
        State = SslRemovalState.Failed,
        Reason = reason.ToString(),
    };
}
