using TencentCert.Core.Wire;

namespace TencentCert.Core.Bindings;

/// <summary>Writes the changes of a listener one after the other, each when the listener is expected to be idle.</summary>
internal sealed class ListenerWriter(BindingRun run, ListenerMonitor monitor)
{
    // A plan is treated as current for this time.
    private static readonly TimeSpan PlanLifetime = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ProbeCheckInterval = TimeSpan.FromSeconds(1);

    private TimeProvider Clock => run.Clock;

    /// <summary>Writes a change; a refusal fails the change, not the writer. The priority is evaluated when needed.</summary>
    public async Task WriteAsync(PendingChange pending, Func<int> priority)
    {
        pending.MarkStarted(run.Now);
        try
        {
            run.Log.ThrowIfFailed(pending.Change);

            // An earlier run or another actor may have started a change. Its result is known only when it ends.
            if (!pending.Change.IsSettled && await IsAppliedOnceIdleAsync(pending, acceptsChanging: false).ConfigureAwait(false))
                monitor.Accept(pending, null);
            else
                await SendUntilAcceptedAsync(pending, priority).ConfigureAwait(false);
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

    private async Task SendUntilAcceptedAsync(PendingChange pending, Func<int> priority)
    {
        var hasWaited = false;
        for (var refusals = 0; ;)
        {
            if (IsStale(pending.Change))
                await monitor.PollAsync(withListener: pending.Change.Domain is null).ConfigureAwait(false);

            if (ConflictingCertificate(pending.Change) is { } other)
            {
                pending.Skip(BindingChange.BoundSincePlan(pending.Change.From, other), Clock.GetElapsedTime(pending.StartedAt));
                return;
            }

            await WaitUntilIdleAsync(pending).ConfigureAwait(false);
            if (pending.Change.IsAuthentication && await ReadAuthenticationAsync(pending).ConfigureAwait(false))
            {
                monitor.Accept(pending, null);
                return;
            }

            TimeSpan? sinceAccepted = null;
            try
            {
                var requestId = await BindingCall.SendAsync(run, pending, hasWaited ? int.MaxValue : priority(), Options, CanSend)
                    .ConfigureAwait(false);
                if (requestId is null)
                {
                    // The change has already waited for a slot once.
                    hasWaited = true;
                    continue;
                }

                if (sinceAccepted is { } interval)
                    monitor.Busy.RecordAccepted(interval);

                monitor.Accept(pending, requestId);
                return;
            }
            catch (TencentCertException failure) when (IsBusy(failure) || failure.MayHaveTakenEffect)
            {
                pending.Attempts += Math.Max(1, failure.Attempt);
                pending.RequestId = failure.RequestId;
                if (IsBusy(failure) && sinceAccepted is { } interval)
                    monitor.Busy.RecordRefused(interval);

                // A retry after a lost response is refused because the first request is being executed.
                var isApplied = IsAppliedOnceIdleAsync(pending, failure.MayHaveTakenEffect);
                if (await (failure.MayHaveTakenEffect ? FalseIfUnreadAsync(isApplied) : isApplied).ConfigureAwait(false))
                {
                    monitor.Accept(pending, failure.RequestId);
                    return;
                }

                var pause = BusyEstimate.RetryPause(refusals);
                if (!IsBusy(failure) || ExceedsDeadline(pause, pending))
                    throw;

                // Refused although no change is visible: another actor is changing the listener.
                if (refusals++ > 0)
                    await run.PauseAsync(pause).ConfigureAwait(false);
            }
            catch (TencentCertException failure) when (MayMeanAlreadyDone(failure))
            {
                if (!await FalseIfUnreadAsync(IsVisibleAsync(pending)).ConfigureAwait(false))
                    throw;

                pending.Attempts += Math.Max(1, failure.Attempt);
                monitor.Accept(pending, failure.RequestId);
                return;
            }

            ApiCallOptions Options() => new() { Deadline = Deadline(pending), RepeatWhenBusy = false };

            // The request may be sent minutes after the plan.
            bool CanSend()
            {
                sinceAccepted = SinceAccepted();
                return !IsStale(pending.Change) && ConflictingCertificate(pending.Change) is null;
            }
        }
    }

    // All authentication settings are sent, so they are read immediately before; true when nothing is left to send.
    private async Task<bool> ReadAuthenticationAsync(PendingChange pending)
    {
        for (var polls = 0; ; polls++)
        {
            var observation = await monitor.PollAsync(withListener: false).ConfigureAwait(false);
            pending.LatestDomain = observation.Find(pending.Change) ?? throw ListenerMonitor.TargetRemoved(pending.Change);
            var pause = BusyEstimate.RetryPause(polls) / 4;
            if (!observation.IsChanging(pending.Change) || ExceedsDeadline(pause, pending))
                return observation.IsVisible(pending.Change);

            await run.PauseAsync(pause).ConfigureAwait(false);
        }
    }

    private DateTimeOffset Deadline(PendingChange pending) =>
        Clock.GetUtcNow() + (pending.Timeout - Clock.GetElapsedTime(pending.StartedAt));

    private bool ExceedsDeadline(TimeSpan pause, PendingChange pending) => Clock.GetUtcNow() + pause > Deadline(pending);

    private bool IsStale(BindingChange change) =>
        change.ReadAt is { } read && monitor.Latest(change) is null && Clock.GetElapsedTime(read) > PlanLifetime;

    private string? ConflictingCertificate(BindingChange change) => monitor.Latest(change)?.ConflictingCertificate(change);

    private async Task WaitUntilIdleAsync(PendingChange pending)
    {
        if (monitor.LastAccepted == 0)
            return;

        await WaitForFirstEstimateAsync(pending).ConfigureAwait(false);

        // Evaluated after each wait: another queue may have improved the estimate.
        while (monitor.Busy.Value - Clock.GetElapsedTime(monitor.LastAccepted) is var remaining && remaining > TimeSpan.Zero)
        {
            if (monitor.Busy.NextProbeDelay - Clock.GetElapsedTime(monitor.LastAccepted) is { } probeDelay && probeDelay > TimeSpan.Zero
                && monitor.IsReadQueueShort)
            {
                await run.PauseAsync(probeDelay).ConfigureAwait(false);
                await TryPollAsync().ConfigureAwait(false);
                continue;
            }

            await run.PauseAsync(remaining).ConfigureAwait(false);
        }
    }

    // The first queue of a run measures by polling how long a listener is busy; the others wait for its estimate.
    private async Task WaitForFirstEstimateAsync(PendingChange pending)
    {
        while (!run.Busy.FirstKnown.IsCompleted && Clock.GetUtcNow() < Deadline(pending))
        {
            run.Stop.ThrowIfCancellationRequested();
            if (run.Busy.TryBeginProbe())
                await ProbeAsync(pending).ConfigureAwait(false);
            else
                await Task.WhenAny(run.Busy.FirstKnown, run.PauseAsync(ProbeCheckInterval)).ConfigureAwait(false);
        }
    }

    private async Task ProbeAsync(PendingChange pending)
    {
        try
        {
            while (Clock.GetUtcNow() < Deadline(pending))
            {
                await run.PauseAsync(monitor.Busy.FirstPollDelay).ConfigureAwait(false);

                // Highest priority: every queue waits for this measurement.
                var observation = await monitor.PollAsync(withListener: true, priority: int.MaxValue).ConfigureAwait(false);
                UpdateEstimate(observation);
                if (!observation.IsBusy)
                    return;
            }
        }
        catch (TencentCertException)
        {
            // A failed read gives no estimate; the next queue tries.
        }

        run.Busy.AbandonProbe();
    }

    // A failed read is ignored; the write reports the state.
    private async Task TryPollAsync()
    {
        try
        {
            UpdateEstimate(await monitor.PollAsync(withListener: true, priority: 0).ConfigureAwait(false));
        }
        catch (TencentCertException failure) when (!failure.FailsEveryCall)
        {
            await run.PauseAsync(BusyEstimate.BusyPollPause(Clock.GetElapsedTime(monitor.LastAccepted))).ConfigureAwait(false);
        }
    }

    private void UpdateEstimate(ListenerObservation observation)
    {
        var sinceAccepted = Clock.GetElapsedTime(monitor.LastAccepted, observation.SentAt);
        if (observation.IsBusy)
            monitor.Busy.RecordBusy(sinceAccepted);
        else
            monitor.Busy.RecordFree(sinceAccepted);
    }

    // If the state cannot be read, the write's own failure is more specific.
    private static async Task<bool> FalseIfUnreadAsync(Task<bool> isApplied)
    {
        try
        {
            return await isApplied.ConfigureAwait(false);
        }
        catch (TencentCertException)
        {
            return false;
        }
    }

    private async Task<bool> IsVisibleAsync(PendingChange pending) =>
        (await monitor.PollAsync(withListener: pending.Change.Domain is null).ConfigureAwait(false)).IsVisible(pending.Change);

    // The code means "already done" (by another actor) or "impossible": the state decides.
    private static bool MayMeanAlreadyDone(TencentCertException failure) =>
        failure.Code.StartsWith("FailedOperation", StringComparison.Ordinal) && !failure.IsDenied && !failure.IsNotFound;

    // True when the change is in effect without another write. With acceptsChanging, a change in progress counts as this change.
    private async Task<bool> IsAppliedOnceIdleAsync(PendingChange pending, bool acceptsChanging)
    {
        for (var polls = 0; ; polls++)
        {
            var observation =
                await monitor.PollAsync(withListener: pending.Change.Domain is null || monitor.LastAccepted != 0).ConfigureAwait(false);
            if (monitor.LastAccepted != 0)
                UpdateEstimate(observation);

            if (observation.IsVisible(pending.Change) || (acceptsChanging && observation.IsChanging(pending.Change)))
                return true;

            var pause = SinceAccepted() is { } time ? BusyEstimate.BusyPollPause(time) : BusyEstimate.RetryPause(polls) / 4;
            if (!observation.IsBusy || ExceedsDeadline(pause, pending))
                return false;

            await run.PauseAsync(pause).ConfigureAwait(false);
        }
    }

    private TimeSpan? SinceAccepted() => monitor.LastAccepted == 0 ? null : Clock.GetElapsedTime(monitor.LastAccepted);

    private static bool IsBusy(TencentCertException failure) => GaapActions.ModifyCertificate.BusyCodes.Contains(failure.Code);
}
