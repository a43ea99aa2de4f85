using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Session;

/// <summary>
/// A runspace's connections: the one <c>Connect-TencentCert</c> made the default, and those that calls made without one.
/// Never shared over runspaces: parallel jobs with different accounts must not meet.
/// </summary>
internal sealed class RunspaceConnections
{
    private const int MostKept = 16;

    private static readonly ConditionalWeakTable<Runspace, RunspaceConnections> All = [];

    // Kept so that the calls of one identity share what a connection learns: the clock's offset, each action's pace and a role's key.
    private readonly Dictionary<(string Key, ConnectionOptions Options), TencentCertConnection> _implicit = [];

    /// <summary>Those of the pipeline thread's runspace; other threads have none.</summary>
    public static RunspaceConnections Current => All.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>What calls use that name no connection.</summary>
    public TencentCertConnection? Default { get; set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Default = null;
        lock (_implicit)
        {
            _implicit.Clear();
        }
    }

    /// <summary>The connection of one call: what it names, else this runspace's, else the first key that is lying about.</summary>
    /// <param name="connection">Value of <c>-Connection</c>.</param>
    /// <param name="credential">Value of <c>-Credential</c>.</param>
    /// <param name="profile">Value of <c>-ProfileName</c>.</param>
    /// <param name="verbose">Told which won and what was skipped.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="TencentCertException">No usable key, or two sources named at once.</exception>
    public async Task<TencentCertConnection> ChooseAsync(
        TencentCertConnection? connection, PSCredential? credential, string? profile, Action<Func<string>> verbose,
        CancellationToken cancellationToken)
    {
        if ((connection is not null && (credential ?? (object?)profile) is not null) || (credential is not null && profile is not null))
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"-Connection, -Credential and -ProfileName each name a key. Give one of them.");
        }

        if (connection is not null)
        {
            verbose(() => Wording.Of($"Connection: the one given, {connection}."));
            return connection;
        }

        if (credential is null && profile is null && Default is { } usual)
        {
            verbose(() => Wording.Of($"Connection: this runspace's default, {usual}."));
            return usual;
        }

        var options = Default?.Options ?? ConnectionSettings.Default();
        var chosen = await KeepAsync(credential, profile, options, cancellationToken).ConfigureAwait(false);
        var found = await chosen.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        verbose(() => Wording.Of($"Key from {found.Source}: {found.Detail}. Connection: {chosen}."));
        foreach (var passedOver in found.PassedOver)
        {
            verbose(() => Wording.Of($"Passed over {passedOver}."));
        }

        return chosen;
    }

    private async Task<TencentCertConnection> KeepAsync(
        PSCredential? credential, string? profile, ConnectionOptions options, CancellationToken cancellationToken)
    {
        var fresh = new TencentCertConnection(KeyChain.Of(credential, null, profile, options), options);

        // A key handed over is compared; one that is looked for is the same as long as the places are.
        var given = credential is null ? null : (await fresh.Credentials.GetAsync(cancellationToken).ConfigureAwait(false)).Credential;
        var identity = (given?.MaskedSecretId ?? $"{profile} {CredentialInputs.Fingerprint(profile)}", options);
        lock (_implicit)
        {
            if (_implicit.TryGetValue(identity, out var kept)
                && (given is null || kept.Credentials.Current?.Credential.SameKeyAs(given) == true))
            {
                return kept;
            }

            if (_implicit.Count >= MostKept)
            {
                _implicit.Clear();
            }

            return _implicit[identity] = fresh;
        }
    }
}
