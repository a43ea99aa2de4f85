using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TencentCert.Core.Tests.Inventory;

/// <summary>A headless Chromium, controlled over its DevTools protocol without a package.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private string? _session;
    private int _lastId;

    private Browser(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>The program, or null if none is installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(
            folder =>
                new[] { "chromium", "chromium-browser", "google-chrome", "chrome.exe", "msedge.exe" }.Select(
                    name => Path.Join(folder, name)))
        .FirstOrDefault(File.Exists);

    public static async Task<Browser> StartAsync(CancellationToken cancellationToken)
    {
        var profile = Directory.CreateTempSubdirectory("tencentcert-browser-").FullName;
        var start = new ProcessStartInfo(Program!) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var option in new[]
        {
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0",
            $"--user-data-dir={profile}", "--host-resolver-rules=MAP * ~NOTFOUND",
        })
        {
            start.ArgumentList.Add(option);
        }

        var browser = new Browser(Process.Start(start)!, profile);
        try
        {
            var address = await browser.AddressAsync(cancellationToken);
            await browser._socket.ConnectAsync(address, cancellationToken);
            var target = await browser.CallAsync("Target.createTarget", new { url = "about:blank" }, cancellationToken);
            var attached = await browser.CallAsync(
                "Target.attachToTarget", new { targetId = (string?)target["targetId"], flatten = true }, cancellationToken);
            browser._session = (string?)attached["sessionId"];
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page at the given screen width, with all details expanded.</summary>
    public async Task OpenAsync(string file, int width, string scheme, CancellationToken cancellationToken)
    {
        await CallAsync(
            "Emulation.setDeviceMetricsOverride", new { width, height = 900, deviceScaleFactor = 1, mobile = false }, cancellationToken);
        await CallAsync(
            "Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } },
            cancellationToken);
        await CallAsync("Page.navigate", new { url = new Uri(file).AbsoluteUri }, cancellationToken);
        while ((await EvaluateAsync("document.readyState + ' ' + location.protocol", cancellationToken))?.ToString() != "complete file:")
            await Task.Delay(20, cancellationToken);
    }

    public async Task<JsonNode?> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("Runtime.evaluate", new { expression, returnByValue = true }, cancellationToken);
        return answer["exceptionDetails"] is { } problem
            ? throw new InvalidOperationException(problem.ToJsonString())
            : answer["result"]?["value"];
    }

    public async Task SaveAsync(string picture, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("Page.captureScreenshot", new { format = "png", captureBeyondViewport = true }, cancellationToken);
        await File.WriteAllBytesAsync(picture, Convert.FromBase64String((string)answer["data"]!), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A process of the browser may still write while it ends. The folder is in the temporary folder of the system.
        }
    }

    private async Task<Uri> AddressAsync(CancellationToken cancellationToken)
    {
        const string before = "DevTools listening on ";
        while (await _process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(before, StringComparison.Ordinal))
            {
                _ = _process.StandardError.ReadToEndAsync(cancellationToken);
                return new Uri(line[before.Length..]);
            }
        }

        throw new InvalidOperationException($"{Program} ended before it could be spoken to.");
    }

    private async Task<JsonObject> CallAsync(string method, object parameters, CancellationToken cancellationToken)
    {
        var id = ++_lastId;
        var request = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = JsonSerializer.SerializeToNode(parameters) };
        if (_session is not null)
            request["sessionId"] = _session;

        await _socket.SendAsync(Encoding.UTF8.GetBytes(request.ToJsonString()), WebSocketMessageType.Text, true, cancellationToken);
        while (true)
        {
            var message = await ReceiveAsync(cancellationToken);
            if ((int?)message["id"] == id)
            {
                return message["error"] is { } error
                    ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}")
                    : message["result"]!.AsObject();
            }
        }
    }

    private async Task<JsonObject> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[65536];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            content.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(content.ToArray())!.AsObject();
    }
}
