namespace TencentCert.Core.Certificates;

/// <summary>A certificate, key, request or archive cannot be used. The message recommends an action and never quotes the input.</summary>
/// <param name="problem">Kind of problem.</param>
/// <param name="message">The problem, in one sentence.</param>
/// <param name="innerException">The platform's exception.</param>
public sealed class PemException(PemProblem problem, Wording message, Exception? innerException = null)
    : Exception(message.ToString(), innerException)
{
    /// <summary>Kind of problem.</summary>
    public PemProblem Problem { get; } = problem;
}
