using System.Globalization;
namespace TencentCert.Benchmarks;

/// <summary>One measured figure beside the best that any program could do, worked out for the same world.</summary>
internal sealed record Measurement(string Name, double Seconds, double Best, double Limit, int Requests, int Refused)
{
    public double Ratio => Seconds / Best;

    public double RefusedShare => Requests == 0 ? 0 : (double)Refused / Requests;

    public bool IsMet => Ratio <= Limit && RefusedShare <= 0.02;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, 
        $"{Name}\n  {Seconds:0.0} s, best {Best:0.0} s, ratio {Ratio:0.000} (limit {Limit:0.00}); {Refused} of {Requests} requests refused "
        + $"({RefusedShare:P1}); {(IsMet ? "met" : "NOT MET")}");
}
