using TencentCert.Core.Client;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Bindings;

/// <summary>Writes the changes of a listener one after the other, each when the listener is expected to be free.</summary>
/// <param name="run">Run.</param>
/// <param name="monitor">Takes over accepted changes.</param>
internal sealed class ListenerWriter(BindingRun run, ListenerMonitor monitor)
{
    // A plan is treated as current for this time.
    private static readonly TimeSpan PlanLifetime = TimeSpan.FromSeconds(30);

    // A read that would be queued measures the queue instead of the listener.
    private const int FewLooks = 4;

    private TimeProvider Clock => run.Clock;

    /// <summary>Writes a change; a refusal fails the change, not the writer.</summary>
    /// <param name="pending">Change.</param>
    /// <param name="urgency">Priority of the listener, evaluated when needed.</param>
    public async Task WriteAsync(PendingChange pending, Func<int> urgency)
    {
        pending.Start(run.Now);
        try
        {
            run.Log.Require(pending.Change);

            // A change of an earlier run, or of another actor, may be in progress; only its end tells which.
            if (!pending.Change.IsSettled && await IsShownOnceIdleAsync(pending, mayBeOurs: false).ConfigureAwait(false))
            {
                monitor.Accept(pending, null);
                return;
            }

            await SendUntilTakenAsync(pending, urgency).ConfigureAwait(false);
        }
        catch (TencentCertException failure)
        {
            run.Fail(pending, failure);
        }
        catch (OperationCanceledException)
        {
            pending.Cancel(run.Stop);
            throw;
        }
        catch (Exception fault)
        {
            pending.Fail(fault);
            throw;
        }
    }

    private async Task SendUntilTakenAsync(PendingChange pending, Func<int> urgency)
    {
        var isNext = false;
        for (var refusals = 0; ;)
        {
            if (IsStale(pending.Change))
            {
                await monitor.LookAsync(withListener: pending.Change.Domain is null).ConfigureAwait(false);
            }

            if (BoundInstead(pending.Change) is { } other)
            {
                pending.Skip(
                    Wording.Of(
                        $"It had {pending.Change.From ?? Wording.Of($"(none)")} when this run was planned; since then another change has bound {other}."),
                    Clock.GetElapsedTime(pending.Started));
                return;
            }

            await LeaveTimeAsync(pending).ConfigureAwait(false);
            if (pending.Change.IsAuthentication && await SeeAsync(pending).ConfigureAwait(false))
            {
                monitor.Accept(pending, null);
                return;
            }

            TimeSpan? since = null;
            try
            {
                var requestId =
                    await BindingCall.SendAsync(run, pending, isNext ? int.MaxValue : urgency(), Options, MayBeSent).ConfigureAwait(false);
                if (requestId is null)
                {
                    // The change has already waited for its turn once.
                    isNext = true;
                    continue;
                }

                if (since is { } time)
                {
                    monitor.Busy.Accepted(time);
                }

                monitor.Accept(pending, requestId);
                return;
            }
            catch (TencentCertException failure) when (IsBusy(failure) || failure.MayHaveTakenEffect)
            {
                pending.Attempts += Math.Max(1, failure.Attempt);
                pending.RequestId = failure.RequestId;
                if (IsBusy(failure) && since is { } time)
                {
                    monitor.Busy.Refused(time);
                }

                // A retry after a lost response is refused because the first request is being executed.
                if (await TookEffectAsync(pending, failure).ConfigureAwait(false))
                {
                    monitor.Accept(pending, failure.RequestId);
                    return;
                }

                var pause = BusyEstimate.Pause(refusals);
                if (!IsBusy(failure) || Clock.GetUtcNow() + pause > Deadline(pending))
                {
                    throw;
                }

                // Refused although no change is visible: another actor is changing the listener.
                if (refusals++ > 0)
                {
                    await run.PauseAsync(pause).ConfigureAwait(false);
                }
            }
            catch (TencentCertException failure) when (MayMeanDone(failure))
            {
                if (!await IsShownAsync(pending).ConfigureAwait(false))
                {
                    throw;
                }

                pending.Attempts += Math.Max(1, failure.Attempt);
                monitor.Accept(pending, failure.RequestId);
                return;
            }

            ApiCallOptions Options() => new() { Deadline = Deadline(pending), RepeatWhenBusy = false };

            // The turn may come minutes after the plan.
            bool MayBeSent()
            {
                since = SinceAccepted();
                return !IsStale(pending.Change) && BoundInstead(pending.Change) is null;
            }
        }
    }

    // All authentication settings are sent, so they are read immediately before; true when nothing is left to send.
    private async Task<bool> SeeAsync(PendingChange pending)
    {
        for (var looks = 0; ; looks++)
        {
            var look = await monitor.LookAsync(withListener: false).ConfigureAwait(false);
            pending.Seen = look.Find(pending.Change)
                ?? throw new TencentCertException(
                    ErrorCodes.NotFound, $"{pending.Change.Target} left GAAP while its certificate was changing.");
            var pause = BusyEstimate.Pause(looks) / 4;
            if (!look.IsChanging(pending.Change) || Clock.GetUtcNow() + pause > Deadline(pending))
            {
                return look.Shows(pending.Change);
            }

            await run.PauseAsync(pause).ConfigureAwait(false);
        }
    }

    private DateTimeOffset Deadline(PendingChange pending) => Clock.GetUtcNow() + (pending.Timeout - Clock.GetElapsedTime(pending.Started));

    private bool IsStale(BindingChange change) =>
        change.ReadAt is { } read && monitor.Newest(change) is null && Clock.GetElapsedTime(read) > PlanLifetime;

    private string? BoundInstead(BindingChange change) => monitor.Newest(change)?.BoundInstead(change);

    // Waits until the listener is expected to be free. The first queue of a run measures that time by polling.
    private async Task LeaveTimeAsync(PendingChange pending)
    {
        if (monitor.LastAccepted == 0)
        {
            return;
        }

        while (!run.Busy.Known.IsCompleted && Clock.GetUtcNow() < Deadline(pending))
        {
            run.Stop.ThrowIfCancellationRequested();
            if (run.Busy.TryProbe())
            {
                await ProbeAsync(pending).ConfigureAwait(false);
            }
            else
            {
                await Task.WhenAny(run.Busy.Known, run.PauseAsync(TimeSpan.FromSeconds(1))).ConfigureAwait(false);
            }
        }

        // Evaluated after each wait: another queue may have improved the estimate.
        while (monitor.Busy.Value - Clock.GetElapsedTime(monitor.LastAccepted) is var left && left > TimeSpan.Zero)
        {
            if (monitor.Busy.WorthLooking - Clock.GetElapsedTime(monitor.LastAccepted) is { } first && first > TimeSpan.Zero
                && run.Requests.Waiting(GaapActions.DescribeRules) < FewLooks)
            {
                await run.PauseAsync(first).ConfigureAwait(false);
                await TryLookAsync().ConfigureAwait(false);
                continue;
            }

            await run.PauseAsync(left).ConfigureAwait(false);
        }
    }

    private async Task ProbeAsync(PendingChange pending)
    {
        try
        {
            while (Clock.GetUtcNow() < Deadline(pending))
            {
                await run.PauseAsync(monitor.Busy.FirstLook).ConfigureAwait(false);
                // Highest priority: every queue waits for this measurement.
                if (!Learn(await monitor.LookAsync(withListener: true, urgency: int.MaxValue).ConfigureAwait(false)))
                {
                    return;
                }
            }
        }
        catch (TencentCertException)
        {
            // A failed read gives no estimate; the next queue tries.
        }

        run.Busy.GiveUp();
    }

    // A failed read is ignored; the write reports the state.
    private async Task TryLookAsync()
    {
        try
        {
            Learn(await monitor.LookAsync(withListener: true, urgency: 0).ConfigureAwait(false));
        }
        catch (TencentCertException failure) when (!failure.FailsEveryCall)
        {
            await run.PauseAsync(BusyEstimate.PauseAfter(Clock.GetElapsedTime(monitor.LastAccepted))).ConfigureAwait(false);
        }
    }

    // True when the listener is busy.
    private bool Learn(ListenerObservation look)
    {
        var time = Clock.GetElapsedTime(monitor.LastAccepted, look.Asked);
        if (look.IsBusy)
        {
            monitor.Busy.StillBusy(time);
        }
        else
        {
            monitor.Busy.Measured(time);
        }

        return look.IsBusy;
    }

    // If the state cannot be read, the write's own failure is more specific.
    private async Task<bool> TookEffectAsync(PendingChange pending, TencentCertException failure)
    {
        try
        {
            return await IsShownOnceIdleAsync(pending, failure.MayHaveTakenEffect).ConfigureAwait(false);
        }
        catch (TencentCertException) when (failure.MayHaveTakenEffect)
        {
            return false;
        }
    }

    private async Task<bool> IsShownAsync(PendingChange pending)
    {
        try
        {
            return (await monitor.LookAsync(withListener: pending.Change.Domain is null).ConfigureAwait(false)).Shows(pending.Change);
        }
        catch (TencentCertException)
        {
            // If the state cannot be read, the write's own failure is more specific.
            return false;
        }
    }

    // The code means "already done" (by another actor) or "impossible": the state decides.
    private static bool MayMeanDone(TencentCertException failure) =>
        failure.Code.StartsWith("FailedOperation", StringComparison.Ordinal) && !failure.IsDenied && !failure.IsNotFound;

    // True when the change is in effect, or will be, without another write.
    private async Task<bool> IsShownOnceIdleAsync(PendingChange pending, bool mayBeOurs)
    {
        for (var looks = 0; ; looks++)
        {
            var look =
                await monitor.LookAsync(withListener: pending.Change.Domain is null || monitor.LastAccepted != 0).ConfigureAwait(false);
            if (monitor.LastAccepted != 0)
            {
                Learn(look);
            }

            if (look.Shows(pending.Change) || (mayBeOurs && look.IsChanging(pending.Change)))
            {
                return true;
            }

            var pause = SinceAccepted() is { } time ? BusyEstimate.PauseAfter(time) : BusyEstimate.Pause(looks) / 4;
            if (!look.IsBusy || Clock.GetUtcNow() + pause > Deadline(pending))
            {
                return false;
            }

            await run.PauseAsync(pause).ConfigureAwait(false);
        }
    }

    private TimeSpan? SinceAccepted() => monitor.LastAccepted == 0 ? null : Clock.GetElapsedTime(monitor.LastAccepted);

    private static bool IsBusy(TencentCertException failure) => GaapActions.ModifyCertificate.BusyCodes.Contains(failure.Code);
}
