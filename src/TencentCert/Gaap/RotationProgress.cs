using TencentCert.Core.Gaap;
using TencentCert.Pipeline;
using TencentCert.Strings;

namespace TencentCert.Gaap;

/// <summary>One bar for many bindings: done of total, rate, time left, failures so far.</summary>
internal sealed class RotationProgress(CmdletOutput output, TimeProvider clock, string activity, int total)
{
    private readonly long _started = clock.GetTimestamp();
    private int _done;
    private int _failed;

    /// <summary>Counts a binding that has ended.</summary>
    public void Add(GaapCertificateBinding binding)
    {
        var failed = binding.State == GaapBindingState.Failed || binding.Verified == false ? Interlocked.Increment(ref _failed) : _failed;
        var done = Interlocked.Increment(ref _done);
        var seconds = Math.Max(0.001, clock.GetElapsedTime(_started).TotalSeconds);
        var rate = done / seconds;
        output.Progress(
            activity,
            Messages.Text("RotationState", done, total, rate, failed),
            total == 0 ? 100 : (int)(100L * done / total),
            TimeSpan.FromSeconds((total - done) / rate));
    }
}
