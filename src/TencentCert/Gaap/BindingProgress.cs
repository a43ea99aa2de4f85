using TencentCert.Core.Bindings;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>One bar for many bindings: done of total, rate, time left, failures so far.</summary>
internal sealed class BindingProgress
{
    private readonly CmdletOutput _output;
    private readonly TimeProvider _clock;
    private readonly string _activity;
    private int _total;
    private readonly long _started;
    private int _done;
    private int _failed;

    /// <summary>Shows that nothing is done yet.</summary>
    public BindingProgress(CmdletOutput output, TimeProvider clock, string activity, int total)
    {
        _output = output;
        _clock = clock;
        _activity = activity;
        _total = total;
        _started = clock.GetTimestamp();
        Show();
    }

    /// <summary>Counts bindings that were found while others were changed.</summary>
    /// <param name="more">How many.</param>
    public void Expect(int more) => Interlocked.Add(ref _total, more);

    /// <summary>Counts a binding that has ended.</summary>
    public void Add(GaapCertificateBinding binding)
    {
        _done++;
        _failed += binding.State == GaapBindingState.Failed || binding.Verified == false ? 1 : 0;
        Show();
    }

    /// <summary>Shows that everything is bound, and what is still to be verified.</summary>
    /// <param name="left">Domains.</param>
    public void ShowProofs(int left) => _output.Progress(
        Wording.Of($"Proving by TLS handshakes"), Wording.Of($"all bound; {left} of {_total} still to verify, {_failed} failed"),
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
