using TencentCert.Core.Bindings;

namespace TencentCert.Gaap;

/// <summary>Writes each binding as it completes, or in the order of the plan.</summary>
internal sealed class BindingOutput(CmdletOutput output, BindingProgress? progress, bool ordered)
{
    private readonly Dictionary<int, BindingResult> _pendingResults = [];
    private int _next;

    public int Failures { get; private set; }

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
        var binding = result.Binding;
        output.Write(binding);
        if (binding.ClientProblem is { Count: > 0 } problems)
            WarnOfClientProblems(output, binding.Domain, binding.ListenerId, binding.CertificateId, problems);

        if (result.Failure is { } failure)
            output.Error(failure, binding);
    }
}
