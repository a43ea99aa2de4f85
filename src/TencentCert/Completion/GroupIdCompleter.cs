using System.Collections;
using TencentCert.Core.Gaap;

namespace TencentCert.Completion;

/// <summary>Completes ids of proxy groups, also found by name.</summary>
public sealed class GroupIdCompleter : AccountCompleter
{
    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        AccountListing.Of(
            "proxy groups",
            static (client, cancellationToken) => new GaapReader(client).GroupsAsync(cancellationToken),
            static group => new Suggestion(group.GroupId, $"{group.GroupName}, {group.Status}", group.GroupName));
}
