namespace TencentCert.Emulator.Faults;

/// <summary>
/// The planned faults. They apply to requests whose signature was accepted: the counted ones first, in the order they were planned.
/// </summary>
/// <param name="seed">Seed of the random ones, so that a run can be repeated.</param>
public sealed class FaultPlan(int seed = 1)
{
    /// <summary>Wildcard for every action.</summary>
    public const string AnyAction = "*";

    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly List<CountedFault> _countedFaults = [];
    private readonly List<RandomFault> _randomFaults = [];
    private readonly Random _random = new(seed);
    private int _struck;

    /// <summary>Number of faults applied. A delayed request counts before it is in the log.</summary>
    public int Struck => Volatile.Read(ref _struck);

    /// <summary>Plans a fault for the next <paramref name="count"/> requests of an action.</summary>
    /// <param name="action">Name of the action, such as <c>DescribeRules</c> or <c>gaap:DescribeRules</c>; or <c>*</c>.</param>
    /// <param name="kind">What goes wrong.</param>
    /// <param name="count">How often; <see cref="int.MaxValue"/> for always.</param>
    /// <param name="delay">Real time to wait, for <see cref="FaultKind.Delay"/>; two seconds by default.</param>
    /// <param name="after">Requests of the action that pass first.</param>
    public FaultPlan Add(string action, FaultKind kind, int count = 1, TimeSpan? delay = null, int after = 0) =>
        kind == FaultKind.ErrorCode
            ? throw new ArgumentException($"An error code is planned with {nameof(AddError)}.", nameof(kind))
            : Add(action, new Fault(kind, delay ?? DefaultDelay), count, after);

    /// <summary>
    /// Plans an error code for the next <paramref name="count"/> requests of an action, once <paramref name="after"/> have passed.
    /// </summary>
    public FaultPlan AddError(string action, string code, string? message = null, int count = 1, int after = 0) =>
        Add(action, new Fault(FaultKind.ErrorCode, default, code, message), count, after);

    /// <summary>Plans a fault for a share of all requests, or of those of one action.</summary>
    /// <param name="kind">What goes wrong.</param>
    /// <param name="probability">From 0 to 1.</param>
    /// <param name="action">Name of the action, or <c>*</c>.</param>
    public FaultPlan AddProbability(FaultKind kind, double probability, string action = AnyAction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        lock (_gate)
        {
            _randomFaults.Add(new RandomFault(action, new Fault(kind, DefaultDelay), probability));
        }

        return this;
    }

    /// <summary>Removes all planned faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _countedFaults.Clear();
            _randomFaults.Clear();
        }
    }

    /// <summary>Takes the fault for the next request of an action; null for none.</summary>
    internal Fault? Take(string service, string action, bool mayBeBusy)
    {
        lock (_gate)
        {
            var fault = TakeCounted() ?? _randomFaults.Find(
                random => Matches(random.Action, random.Fault) && _random.NextDouble() < random.Probability)?.Fault;
            _struck += fault is null ? 0 : 1;
            return fault;
        }

        Fault? TakeCounted()
        {
            foreach (var counted in _countedFaults.Where(counted => Matches(counted.Action, counted.Fault)))
            {
                if (counted.SkipCount > 0)
                {
                    counted.SkipCount--;
                    continue;
                }

                if (counted.Remaining != int.MaxValue && --counted.Remaining == 0)
                    _countedFaults.Remove(counted);

                return counted.Fault;
            }

            return null;
        }

        bool Matches(string target, Fault fault) => target == action || target == $"{service}:{action}"
            || (target == AnyAction && (mayBeBusy || fault.Kind is not (FaultKind.BusyListener or FaultKind.ChangeFails)));
    }

    private FaultPlan Add(string action, Fault fault, int count, int after)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        lock (_gate)
        {
            _countedFaults.Add(new CountedFault(action, fault) { Remaining = count, SkipCount = after });
        }

        return this;
    }

    private sealed record CountedFault(string Action, Fault Fault)
    {
        public int Remaining { get; set; }

        public int SkipCount { get; set; }
    }

    private sealed record RandomFault(string Action, Fault Fault, double Probability);
}
