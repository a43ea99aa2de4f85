using System.Globalization;
using TencentCert.Emulator.Errors;

namespace TencentCert.Emulator.Ssl;

/// <summary>The resources that serve certificates, and the service's tasks about them.</summary>
internal sealed class SslCloud(EmulatorOptions options)
{
    private static readonly TimeSpan CacheLife = TimeSpan.FromMinutes(30);

    private readonly List<SslBindingTask> _searches = [];
    private readonly Dictionary<string, SslDeleteTask> _deletions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _updateSearches = new(StringComparer.Ordinal);
    private long _lastId = 100000;

    public List<CloudResource> Resources { get; } = [];

    public List<EmulatedSslDeployment> Deployments { get; } = [];

    public IEnumerable<CloudResource> Of(string certificateId) => Resources.Where(one => one.CertificateId == certificateId);

    public SslBindingTask Search(string certificateId, bool useCache, DateTimeOffset now)
    {
        var last = _searches.FindLast(one => one.CertificateId == certificateId);
        if (last is not null && (last.EndsAt > now || (useCache && now - last.EndsAt < CacheLife)))
        {
            return last;
        }

        var search = new SslBindingTask(NextId().ToString(CultureInfo.InvariantCulture), certificateId, now + options.SearchDelay);
        _searches.Add(search);
        return search;
    }

    public SslBindingTask RequireSearch(string taskId) =>
        _searches.Find(one => one.Id == taskId)
            ?? throw new ApiErrorException("FailedOperation.CertificateSyncTaskIdInvalid", $"The task {taskId} does not exist.");

    public string BeginDelete(string certificateId, DateTimeOffset now)
    {
        var task = new SslDeleteTask("del-" + NextId().ToString(CultureInfo.InvariantCulture), certificateId, now + options.SearchDelay);
        _deletions.Add(task.Id, task);
        return task.Id;
    }

    public SslDeleteTask? FindDeletion(string taskId) => _deletions.GetValueOrDefault(taskId);

    /// <summary>Whether the search an update starts with has ended; the first question starts it.</summary>
    public bool HasSearched(string key, DateTimeOffset now)
    {
        if (!_updateSearches.TryGetValue(key, out var ends))
        {
            _updateSearches.Add(key, now + options.SearchDelay);
            return false;
        }

        if (ends > now)
        {
            return false;
        }

        _updateSearches.Remove(key);
        return true;
    }

    public EmulatedSslDeployment Deploy(
        IEnumerable<CloudResource> resources, string certificateId, string? oldCertificateId, bool isUpdate, DateTimeOffset now) =>
        Add(new EmulatedSslDeployment
    {
        Id = NextId(),
        IsUpdate = isUpdate,
        CertificateId = certificateId,
        OldCertificateId = oldCertificateId,
        Created = now,
        Items =
        [
            .. resources.Select((resource, index) => new EmulatedSslDeploymentItem
            {
                Id = NextId(),
                Resource = resource,
                From = resource.CertificateId,
                To = certificateId,
                EndsAt = now + ((index + 1) * options.DeployDelay),
                Updated = now,
            }),
        ],
    });

    public void Retry(IEnumerable<EmulatedSslDeploymentItem> failed, DateTimeOffset now)
    {
        foreach (var item in failed)
        {
            item.Status = 3;
            item.Error = null;
            item.EndsAt = now + options.DeployDelay;
            item.Updated = now;
        }
    }

    public EmulatedSslDeployment Undo(EmulatedSslDeployment task, DateTimeOffset now) => Add(new EmulatedSslDeployment
    {
        Id = NextId(),
        IsUpdate = task.IsUpdate,
        CertificateId = task.OldCertificateId ?? task.Items.Select(item => item.From).FirstOrDefault(id => id is not null)
            ?? task.CertificateId,
        OldCertificateId = task.CertificateId,
        Created = now,
        Undoes = task,
        Items =
        [
            .. task.Items.Where(item => item.Status == 1).Select(item => new EmulatedSslDeploymentItem
            {
                Id = NextId(),
                Resource = item.Resource,
                From = item.To,
                To = item.From,
                EndsAt = now + options.DeployDelay,
                Updated = now,
            }),
        ],
    });

    public EmulatedSslDeployment Require(long? id, bool isUpdate) =>
        Deployments.Find(one => one.Id == id && one.IsUpdate == isUpdate)
        ?? throw new ApiErrorException("FailedOperation.CertificateDeployNotExist", $"The deployment {id} does not exist.");

    /// <summary>Brings every task up to a moment.</summary>
    public void Settle(DateTimeOffset now, SslStore store)
    {
        foreach (var search in _searches.Where(one => one.Found is null && one.EndsAt <= now))
        {
            search.Found = [.. Of(search.CertificateId)];
        }

        foreach (var deletion in _deletions.Values.Where(one => one.Status == 0 && one.EndsAt <= now))
        {
            var isBound = Of(deletion.CertificateId).Any();
            deletion.Status = isBound ? 4 : 1;
            deletion.Error = isBound ? $"{Of(deletion.CertificateId).Count()} resources use the certificate." : null;
            if (!isBound && store.Find(deletion.CertificateId) is { } certificate)
            {
                store.Remove(certificate);
            }
        }

        foreach (var task in Deployments)
        {
            foreach (var item in task.Items.Where(item => item.Status is 0 or 3 && item.EndsAt <= now))
            {
                End(task, item);
            }
        }
    }

    private static void End(EmulatedSslDeployment task, EmulatedSslDeploymentItem item)
    {
        item.Updated = item.EndsAt;
        var undone = task.Undoes?.Items.Find(one => one.Resource == item.Resource);
        if (item.Resource.Failures > 0)
        {
            item.Resource.Failures--;
            item.Status = 2;
            item.Error = item.Resource.FailureText;
            Mark(undone, 5, item.EndsAt);
            return;
        }

        item.Resource.CertificateId = item.To;
        item.Status = 1;
        Mark(undone, 4, item.EndsAt);
    }

    private static void Mark(EmulatedSslDeploymentItem? item, long status, DateTimeOffset time)
    {
        if (item is not null)
        {
            item.Status = status;
            item.Updated = time;
        }
    }

    private EmulatedSslDeployment Add(EmulatedSslDeployment task)
    {
        Deployments.Add(task);
        return task;
    }

    private long NextId() => ++_lastId;
}

/// <summary>A search for the resources of a certificate; what it finds is what there is when it ends.</summary>
internal sealed record SslBindingTask(string Id, string CertificateId, DateTimeOffset EndsAt)
{
    public List<CloudResource>? Found { get; set; }
}

/// <summary>A deletion that waits for the check of resources. Status: 0 running, 1 done, 4 refused.</summary>
internal sealed record SslDeleteTask(string Id, string CertificateId, DateTimeOffset EndsAt)
{
    public long Status { get; set; }

    public string? Error { get; set; }
}
