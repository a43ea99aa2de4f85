using System.Text.Json;

namespace TencentCert.Core.Tests.Bindings.Journal;

/// <summary>The writes in progress of each listener, read from a journal.</summary>
internal static class ListenerWrites
{
    /// <summary>The maximum number of concurrent writes of one listener.</summary>
    public static int MostAtOnce(string journal)
    {
        var underWay = new Dictionary<string, int>();
        var most = 0;
        foreach (var line in File.ReadLines(journal).Select(line => JsonDocument.Parse(line).RootElement))
        {
            var by = line.GetProperty("event").GetString() switch { "Sending" => 1, "Accepted" or "Failed" => -1, _ => 0 };
            if (by != 0)
            {
                var listener = line.GetProperty("listenerId").GetString()!;
                most = Math.Max(most, underWay[listener] = underWay.GetValueOrDefault(listener) + by);
            }
        }

        return most;
    }
}
