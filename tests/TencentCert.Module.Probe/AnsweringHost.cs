using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace TencentCert.Module.Probe;

/// <summary>A host that gives prepared answers to prompts; an unexpected question is a failure.</summary>
/// <param name="answers">Labels to choose, such as <c>Yes</c> or <c>No to All</c>.</param>
public sealed class AnsweringHost(params string[] answers) : PSHost
{
    private readonly Person _person = new(answers);

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<string> Questions => _person.Questions;

    /// <summary>What progress bars showed, in order; a bar that is taken away is an empty text.</summary>
    public IReadOnlyList<string> Progress => _person.Progress;

    /// <inheritdoc />
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc />
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    /// <inheritdoc />
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc />
    public override string Name => nameof(AnsweringHost);

    /// <inheritdoc />
    public override PSHostUserInterface UI => _person;

    /// <inheritdoc />
    public override Version Version { get; } = new(1, 0);

    /// <inheritdoc />
    public override void EnterNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc />
    public override void ExitNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc />
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc />
    public override void NotifyEndApplication()
    {
    }

    /// <inheritdoc />
    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class Person(IEnumerable<string> answers) : PSHostUserInterface
    {
        private readonly Queue<string> _answers = new(answers);

        public List<string> Questions { get; } = [];

        public List<string> Progress { get; } = [];

        public override PSHostRawUserInterface RawUI => null!;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Questions.Add(message);
            var wanted = _answers.Count > 0
                ? _answers.Dequeue()
                : throw new InvalidOperationException($"Unexpected question: {message}");
            return choices.ToList().FindIndex(choice => choice.Label.Replace("&", "", StringComparison.Ordinal) == wanted);
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options) => throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(string value)
        {
        }

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
        {
        }

        public override void WriteLine(string value)
        {
        }

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteErrorLine(string value)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteWarningLine(string message)
        {
        }

        public override void WriteProgress(long sourceId, ProgressRecord record) =>
            Progress.Add(record.RecordType == ProgressRecordType.Completed ? "" : $"{record.Activity}: {record.StatusDescription}");
    }
}
