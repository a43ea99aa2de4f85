using System.Text.Json;

namespace TencentCert.Core.Tests.Bindings.Journal;

/// <summary>The writes of each listener between their sending and their end, as a journal has them.</summary>
internal static class ListenerWrites
{
    /// <summary>The most that any listener had in progress at the same time.</summary>
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
