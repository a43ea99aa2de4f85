using TencentCert.Core.Bindings;

namespace TencentCert.Gaap;

/// <summary>Progress bar of a run: completed and total bindings, rate, time left, failures.</summary>
internal sealed class BindingProgress
{
    private readonly CmdletOutput _output;
    private readonly TimeProvider _clock;
    private readonly string _activity;
    private int _total;
    private readonly long _started;
    private int _done;
    private int _failed;

    public BindingProgress(CmdletOutput output, TimeProvider clock, string activity, int total)
    {
        _output = output;
        _clock = clock;
        _activity = activity;
        _total = total;
        _started = clock.GetTimestamp();
        Show();
    }

    /// <summary>Adds bindings found during execution to the total.</summary>
    public void Expect(int count) => Interlocked.Add(ref _total, count);

    public void Add(GaapCertificateBinding binding)
    {
        _done++;
        _failed += binding.State == GaapBindingState.Failed || binding.Verified == false ? 1 : 0;
        Show();
    }

    /// <summary>Shows that all certificates are bound, and the number of domains still to verify.</summary>
    public void ShowVerifications(int remaining) => _output.Progress(
        Wording.Of($"Proving by TLS handshakes"), Wording.Of($"all bound; {remaining} of {_total} still to verify, {_failed} failed"),
        (int)(100L * _done / _total));

    private void Show()
    {
        var rate = _done / Math.Max(0.001, _clock.GetElapsedTime(_started).TotalSeconds);
        _output.Progress(
            _activity,
            Wording.Of($"{_done} of {_total}, {rate:0.0} a second, {_failed} failed"),
            _total == 0 ? 100 : (int)(100L * _done / _total),
            _done == 0 ? null : TimeSpan.FromSeconds((_total - _done) / rate));
    }
}
