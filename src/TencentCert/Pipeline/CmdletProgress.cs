namespace TencentCert.Pipeline;

/// <summary>A throttled progress bar: two updates a second, none where it is not shown. Pipeline thread only.</summary>
internal sealed class CmdletProgress(Cmdlet cmdlet)
{
    // Nested commands of this module share one id, and thus one bar.
    private const int ActivityId = 0x7C3;
    private static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(500);

    private readonly bool _isShown = cmdlet is not PSCmdlet ps || IsShown(ps);
    private string? _activity;
    private long _lastUpdate;

    /// <summary>Shows a state, unless the same activity was updated within the last half second.</summary>
    public void Report(string activity, string status, int percent, TimeSpan? remaining)
    {
        if (!_isShown || (_activity == activity && TimeProvider.System.GetElapsedTime(_lastUpdate) < UpdateInterval))
            return;

        _lastUpdate = TimeProvider.System.GetTimestamp();
        _activity = activity;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, status)
        {
            PercentComplete = Math.Clamp(percent, -1, 100),
            SecondsRemaining = remaining is { } time ? (int)Math.Max(0, time.TotalSeconds) : -1,
        });
    }

    public void Complete()
    {
        if (_activity is { } activity)
        {
            _activity = null;
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, activity) { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <summary>Removes the bar if the pipeline still accepts output.</summary>
    public void Abandon()
    {
        try
        {
            Complete();
        }
        catch (Exception exception) when (exception is PipelineStoppedException or InvalidOperationException)
        {
            // A stopped pipeline clears its own bars.
        }
    }

    private static bool IsShown(PSCmdlet cmdlet)
    {
        var preference = cmdlet.GetVariableValue("ProgressPreference")?.ToString();
        return !string.Equals(preference, nameof(ActionPreference.SilentlyContinue), StringComparison.OrdinalIgnoreCase)
            && !string.Equals(preference, nameof(ActionPreference.Ignore), StringComparison.OrdinalIgnoreCase)
            && !(cmdlet.Host?.Name == "ConsoleHost" && (Console.IsOutputRedirected || IsNonInteractive()));
    }

    // The console host does not expose this switch; "-noni" is its shortest form.
    private static bool IsNonInteractive() =>
        Environment.GetCommandLineArgs()
            .Any(argument => argument.TrimStart('-', '/').StartsWith("noni", StringComparison.OrdinalIgnoreCase));
}
