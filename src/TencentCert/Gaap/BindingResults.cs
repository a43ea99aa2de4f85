using TencentCert.Core.Bindings;
using TencentCert.Core.Errors;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>Writes each binding as it ends, or in the order of the plan.</summary>
internal sealed class BindingResults(CmdletOutput output, RotationProgress progress, bool ordered)
{
    private readonly object _lock = new();
    private readonly Dictionary<int, (GaapCertificateBinding Binding, Exception? Failure)> _early = [];
    private int _next;
    private bool _sharedSaid;

    /// <summary>Bindings that did not end as they should.</summary>
    public int Failures { get; private set; }

    /// <summary>Takes a binding that has ended; from any thread.</summary>
    public void Add(GaapCertificateBinding binding, int number, Exception? failure)
    {
        progress.Add(binding);
        lock (_lock)
        {
            if (failure is not null || binding.State is GaapBindingState.Failed or GaapBindingState.Skipped)
            {
                Failures++;
            }

            if (!ordered)
            {
                Write(binding, failure);
                return;
            }

            _early.Add(number, (binding, failure));
            while (_early.Remove(_next, out var next))
            {
                Write(next.Binding, next.Failure);
                _next++;
            }
        }
    }

    private void Write(GaapCertificateBinding binding, Exception? failure)
    {
        output.Write(binding);

        // What every binding fails with is an error once; each says it in its own object.
        var shared = failure is TencentCertException { FailsEveryCall: true } ofKey ? ofKey.UnsentFor ?? ofKey : null;
        if (failure is not null && !(shared is not null && _sharedSaid))
        {
            output.Error(shared ?? failure, binding);
        }

        _sharedSaid |= shared is not null;
    }
}
