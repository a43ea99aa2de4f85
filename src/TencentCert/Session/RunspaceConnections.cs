using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using TencentCert.Core.Credentials;

namespace TencentCert.Session;

/// <summary>
/// A runspace's connections: the default set by <c>Connect-TencentCert</c>, and those created for calls without a connection.
/// Never shared between runspaces: parallel jobs with different accounts must stay isolated.
/// </summary>
internal sealed class RunspaceConnections
{
    private const int MaxConnections = 16;

    private static readonly ConditionalWeakTable<Runspace, RunspaceConnections> All = [];

    // Kept so that calls of one identity share the connection's state: clock offset, rate limits and a role's key.
    private readonly Dictionary<(string Key, ConnectionOptions Options), TencentCertConnection> _implicit = [];

    /// <summary>Connections of the pipeline thread's runspace; other threads have none.</summary>
    public static RunspaceConnections Current => All.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>Connection of calls that specify none.</summary>
    public TencentCertConnection? Default { get; set; }

    public void Clear()
    {
        Default = null;
        lock (_implicit)
        {
            _implicit.Clear();
        }
    }

    /// <summary>The connection of one call: the specified one, else this runspace's, else one with the first key found.</summary>
    /// <exception cref="TencentCertException">No usable key, or two sources specified.</exception>
    public async Task<TencentCertConnection> ChooseAsync(
        TencentCertConnection? connection, PSCredential? credential, string? profile, Action<Func<string>> verbose,
        CancellationToken cancellationToken)
    {
        if ((connection is not null && (credential ?? (object?)profile) is not null) || (credential is not null && profile is not null))
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"-Connection, -Credential and -ProfileName each specify a key. Give only one of them.");
        }

        if (connection is not null)
        {
            verbose(() => Wording.Of($"Connection: the one given, {connection}."));
            return connection;
        }

        if (credential is null && profile is null && Default is { } defaultConnection)
        {
            verbose(() => Wording.Of($"Connection: this runspace's default, {defaultConnection}."));
            return defaultConnection;
        }

        var options = Default?.Options ?? ConnectionSettings.Default();
        var selected = await GetOrAddAsync(credential, profile, options, cancellationToken).ConfigureAwait(false);
        var found = await selected.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        verbose(() => Wording.Of($"Key from {found.Source}: {found.Detail}. Connection: {selected}."));
        foreach (var passedOver in found.PassedOver)
            verbose(() => Wording.Of($"Passed over {passedOver}."));

        return selected;
    }

    private async Task<TencentCertConnection> GetOrAddAsync(
        PSCredential? credential, string? profile, ConnectionOptions options, CancellationToken cancellationToken)
    {
        var created = new TencentCertConnection(KeyChain.Of(credential, null, profile, options), options);

        // A given key is compared; a key found in the default sources is identified by those sources.
        var givenKey = credential is null ? null : (await created.Credentials.GetAsync(cancellationToken).ConfigureAwait(false)).Credential;
        var identity = (givenKey?.MaskedSecretId ?? $"{profile} {CredentialInputs.Fingerprint(profile)}", options);
        lock (_implicit)
        {
            if (_implicit.TryGetValue(identity, out var existing)
                && (givenKey is null || existing.Credentials.Current?.Credential.SameKeyAs(givenKey) == true))
            {
                return existing;
            }

            if (_implicit.Count >= MaxConnections)
                _implicit.Clear();

            return _implicit[identity] = created;
        }
    }
}
