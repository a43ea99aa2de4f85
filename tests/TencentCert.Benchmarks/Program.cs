using TencentCert.Benchmarks;

if (LoopbackProcess.IsMeant(args))
    return LoopbackProcess.Answer(args[1]);

if (PaceBenchmark.IsMeant(args))
    return await PaceBenchmark.EmulateAsync(args);

// The pace in real time, beside a sequential loop and the limit: dotnet run -c Release -- pace [bindings] [seconds busy] [listeners]
if (args is ["pace", ..])
{
    var numbers = args.Skip(1).Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
    await PaceBenchmark.MeasureAsync(
        (int)(numbers.Length > 0 ? numbers[0] : 1000), numbers.Length > 1 ? numbers[1] : 0, numbers.Length > 2 ? (int)numbers[2] : 50);
    return 0;
}

// One certificate from the first look to the verification, call by call: dotnet run -c Release -- timeline
if (args is ["timeline"])
{
    await TimelineBenchmark.MeasureAsync();
    return 0;
}

// The cost of one call has a tool of its own: dotnet run -c Release -- call
if (args is ["call"])
    return TrustedCertificate.CanBe ? TrustedCertificate.RunAgain(args) : CallBenchmark.Measure();

// Names pick scenarios; none picks all. The exit code is the number of limits that were not met.
var wanted = args.ToHashSet(StringComparer.OrdinalIgnoreCase);
(string Key, Func<Task<Measurement>> Run)[] all =
[
    ("scan", () => new Scenario("Scan: 200 listeners, 4,000 domains", 200, 4_000, 0, 1.15).ReadAsync()),
    ("rate", () => new Scenario("1,000 bindings on 50 listeners", 50, 1_000, 0, 1.10).RotateAsync()),
    ("busy", () => new Scenario("1,000 bindings on 50 listeners, each busy 2 s after a change", 50, 1_000, 2, 1.15).RotateAsync()),
    ("busiest", () => new Scenario("600 bindings on 10 listeners, each busy 2 s after a change", 10, 600, 2, 1.15, Speed: 2).RotateAsync()),
    ("large", () => new Scenario("10,000 bindings on 400 listeners, clock times 4", 400, 10_000, 2, 1.10, Speed: 4).RotateAsync()),
];

var missed = 0;
foreach (var (key, run) in all.Where(one => wanted.Count == 0 || wanted.Contains(one.Key)))
{
    var measured = await run();
    Console.WriteLine($"{key}: {measured}");
    missed += measured.IsMet ? 0 : 1;
}

return missed;
