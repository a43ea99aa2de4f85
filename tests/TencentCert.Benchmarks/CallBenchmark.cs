using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TencentCert.Core.Client;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Benchmarks;

#pragma warning disable CA1001 // Stop disposes of both; BenchmarkDotNet calls it.
/// <summary>What one call costs through Core, beside a bare HttpClient that sends the same bytes and reads the same answer.</summary>
[MemoryDiagnoser]
public class CallBenchmark
{
    private const double LargestRatio = 1.25;
    private const long MostBytes = 8 * 1024;

    internal static readonly byte[] Answer =
        """{"Response":{"Status":"SUCCESS","RequestId":"7d2e3a0c-6a0f-4a43-9d0c-2f1b7f6f5a11"}}"""u8.ToArray();
    private static readonly DescribeTaskStatusRequest Request = new() { TaskId = "7d2e3a0c-6a0f-4a43-9d0c-2f1b7f6f5a11" };

    private LoopbackProcess _server = null!;
    private ApiClient _client = null!;
    private HttpClient _bare = null!;
    private byte[] _body = null!;

    /// <summary>The service is reached over TLS alone; plain http is the emulator's.</summary>
    [ParamsSource(nameof(Schemes))]
    public string Scheme { get; set; } = Uri.UriSchemeHttp;

    public static IEnumerable<string> Schemes =>
        TrustedCertificate.Path is null ? [Uri.UriSchemeHttp] : [Uri.UriSchemeHttps, Uri.UriSchemeHttp];

    /// <summary>A busy machine spoils some rounds; each has its own baseline.</summary>
    [ParamsSource(nameof(Rounds))]
    public int Round { get; set; }

    public static IEnumerable<int> Rounds => Enumerable.Range(1, 21);

    /// <summary>Measures, and reports whether both limits are met. The exit code is the number of limits that were not.</summary>
    public static int Measure()
    {
        LoopbackProcess.StayOn(processor: 0);
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(5)
            .WithInvocationCount(2048).WithUnrollFactor(16);
        var summary = BenchmarkRunner.Run<CallBenchmark>(DefaultConfig.Instance.AddJob(job).WithOptions(ConfigOptions.DisableLogFile));
        return Schemes.Sum(
            scheme =>
                Judge(scheme, [.. summary.Reports.Where(report => (string)report.BenchmarkCase.Parameters[nameof(Scheme)] == scheme)]));
    }

    private static int Judge(string scheme, IReadOnlyList<BenchmarkReport> reports)
    {
        var rounds = reports.GroupBy(report => report.BenchmarkCase.Parameters[nameof(Round)])
            .Select(round =>
                (Bare: round.Single(report => report.BenchmarkCase.Descriptor.Baseline),
                    Core: round.Single(report => !report.BenchmarkCase.Descriptor.Baseline)))
            .ToList();

        // Medians, of a round's calls and of the rounds: a busy machine makes some calls late, never early, and sometimes a whole round.
        var ratios = rounds.Select(round => round.Core.ResultStatistics!.Median / round.Bare.ResultStatistics!.Median).Order().ToList();
        var ratio = ratios[ratios.Count / 2];
        var least = rounds.Min(round => round.Core.ResultStatistics!.Median) / rounds.Min(round => round.Bare.ResultStatistics!.Median);
        var bytes = rounds.Max(round => round.Core.GcStats.GetBytesAllocatedPerOperation(round.Core.BenchmarkCase) ?? 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, 
            $"call over {scheme}: ratio of the fastest rounds {least:0.000}; median ratio {ratio:0.000} of "
            + $"{string.Join(", ", ratios.Select(one => one.ToString("0.000", CultureInfo.InvariantCulture)))} (limit {LargestRatio}), "
            + $"{bytes} bytes a call (limit {MostBytes}); {(ratio <= LargestRatio && bytes <= MostBytes ? "met" : "NOT MET")}"));
        return (ratio <= LargestRatio ? 0 : 1) + (bytes <= MostBytes ? 0 : 1);
    }

    [GlobalSetup]
    public void Start()
    {
        _server = new LoopbackProcess(Scheme);
        _client = new ApiClient(TencentCertConnection.Create(
            "AKIDbenchmark0000000", "a-key-of-no-account",
            new ConnectionOptions { Endpoint = _server.Endpoint.OriginalString, RequestsPerSecond = 1e9 }));
        _body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(Request);

        // With decompression, for the same bytes say that packed answers are welcome.
        _bare = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null,
                AutomaticDecompression = DecompressionMethods.All,
        });
    }

    [GlobalCleanup]
    public void Stop()
    {
        _bare.Dispose();
        _server.Dispose();
    }

    [Benchmark(Baseline = true, Description = "HttpClient, same bytes")]
    public async Task<int> Bare()
    {
        using var content = new ByteArrayContent(_body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, _server.Endpoint) { Content = content };
        var headers = message.Headers;
        headers.TryAddWithoutValidation(
            "Authorization",
            "TC3-HMAC-SHA256 Credential=AKIDbenchmark0000000/2026-01-01/gaap/tc3_request, SignedHeaders=content-type;host;x-tc-action, "
            + "Signature=0000000000000000000000000000000000000000000000000000000000000000");
        headers.TryAddWithoutValidation("X-TC-Action", "DescribeTaskStatus");
        headers.TryAddWithoutValidation("X-TC-Version", "2018-05-29");
        headers.TryAddWithoutValidation("X-TC-Timestamp", "1767225600");
        headers.TryAddWithoutValidation("X-TC-Language", "en-US");
        headers.TryAddWithoutValidation("X-TC-RequestClient", "TencentCert-0.1.0");
        using var response = await _bare.SendAsync(message).ConfigureAwait(false);
        return (await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)).Length;
    }

    [Benchmark(Description = "TencentCert.Core")]
    public async Task<string> Core() => (await _client.SendAsync(GaapActions.DescribeTaskStatus, Request).ConfigureAwait(false)).RequestId;
}
