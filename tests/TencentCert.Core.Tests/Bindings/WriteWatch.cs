using TencentCert.Core.Bindings;


namespace TencentCert.Core.Tests.Bindings;

/// <summary>Counts the writes of a listener between their sending and their end.</summary>
internal sealed class WriteWatch : IGaapBindingLog
{
    private readonly object _lock = new();
    private readonly Dictionary<string, int> _underWay = [];

    public int MostAtOnce { get; private set; }

    public int Writes { get; private set; }

    public void Sending(GaapBindingChange change) => Count(change, 1);

    public void Accepted(GaapBindingChange change, string? requestId) => Count(change, -1);

    public void Done(GaapBindingChange change, string? requestId)
    {
        lock (_lock)
        {
            Writes++;
        }
    }

    public void Failed(GaapBindingChange change, string reason) => Count(change, -1);

    private void Count(GaapBindingChange change, int by)
    {
        lock (_lock)
        {
            var now = _underWay[change.ListenerId] = _underWay.GetValueOrDefault(change.ListenerId) + by;
            MostAtOnce = Math.Max(MostAtOnce, now);
        }
    }
}
