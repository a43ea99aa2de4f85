using TencentCert.Core.Bindings;

namespace TencentCert.Gaap;

/// <summary>Writes each binding as it completes, or in the order of the plan.</summary>
/// <param name="output">Output of the cmdlet.</param>
/// <param name="progress">Progress bar of a run; null for none.</param>
/// <param name="ordered">Whether to keep the order of the plan.</param>
internal sealed class BindingOutput(CmdletOutput output, BindingProgress? progress, bool ordered)
{
    private readonly Dictionary<int, BindingResult> _pendingResults = [];
    private int _next;

    /// <summary>Number of failed bindings.</summary>
    public int Failures { get; private set; }

    /// <summary>Adds a completed binding.</summary>
    public void Add(BindingResult result)
    {
        progress?.Add(result.Binding);
        Failures += result.IsFailure ? 1 : 0;
        if (!ordered)
        {
            Write(result);
            return;
        }

        _pendingResults.Add(result.Number, result);
        while (_pendingResults.Remove(_next, out var next))
        {
            Write(next);
            _next++;
        }
    }

    /// <summary>Warns that the right certificate is served but clients would reject it.</summary>
    public static void WarnOfClientProblems(
        CmdletOutput output, string? domain, string listenerId, string? certificateId, IReadOnlyList<string> problems) =>
        output.Warning(Wording.Of(
            $"{domain} on {listenerId} serves {certificateId}, but a client would refuse it: {string.Join(' ', problems)}"));

    private void Write(BindingResult result)
    {
        output.Write(result.Binding);
        if (result.Binding.ClientProblem is { Count: > 0 } problems)
        {
            var binding = result.Binding;
            WarnOfClientProblems(output, binding.Domain, binding.ListenerId, binding.CertificateId, problems);
        }

        if (result.Failure is { } failure)
            output.Error(failure, result.Binding);
    }
}
