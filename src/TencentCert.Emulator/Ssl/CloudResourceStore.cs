using System.Globalization;

namespace TencentCert.Emulator.Ssl;

/// <summary>The resources that serve certificates, and the searches, deletions and deployments on them.</summary>
internal sealed class CloudResourceStore(EmulatorOptions options)
{
    private static readonly TimeSpan SearchCacheLifetime = TimeSpan.FromMinutes(30);

    private readonly List<SslBindingTask> _searches = [];
    private readonly Dictionary<string, SslDeleteTask> _deletions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _updateSearches = new(StringComparer.Ordinal);
    private long _lastId = 100000;

    public List<CloudResource> Resources { get; } = [];

    public List<EmulatedSslDeployment> Deployments { get; } = [];

    public IEnumerable<CloudResource> ResourcesOf(string certificateId) =>
        Resources.Where(resource => resource.CertificateId == certificateId);

    public SslBindingTask Search(string certificateId, bool useCache, DateTimeOffset now)
    {
        var last = _searches.FindLast(candidate => candidate.CertificateId == certificateId);
        if (last is not null && (last.EndsAt > now || (useCache && now - last.EndsAt < SearchCacheLifetime)))
            return last;

        var search = new SslBindingTask(NextId().ToString(CultureInfo.InvariantCulture), certificateId, now + options.SearchDelay);
        _searches.Add(search);
        return search;
    }

    public SslBindingTask RequireSearch(string taskId) =>
        _searches.Find(search => search.Id == taskId)
            ?? throw new ApiErrorException("FailedOperation.CertificateSyncTaskIdInvalid", $"The task {taskId} does not exist.");

    public string BeginDelete(string certificateId, DateTimeOffset now)
    {
        var task = new SslDeleteTask("del-" + NextId().ToString(CultureInfo.InvariantCulture), certificateId, now + options.SearchDelay);
        _deletions.Add(task.Id, task);
        return task.Id;
    }

    public SslDeleteTask? FindDeletion(string taskId) => _deletions.GetValueOrDefault(taskId);

    /// <summary>Whether the search of an update has ended; the first call starts it.</summary>
    public bool TryFinishUpdateSearch(string key, DateTimeOffset now)
    {
        if (!_updateSearches.TryGetValue(key, out var endsAt))
        {
            _updateSearches.Add(key, now + options.SearchDelay);
            return false;
        }

        if (endsAt > now)
            return false;

        _updateSearches.Remove(key);
        return true;
    }

    public EmulatedSslDeployment Deploy(
        IEnumerable<CloudResource> resources, string certificateId, string? oldCertificateId, bool isUpdate, DateTimeOffset now) =>
        Add(new EmulatedSslDeployment(NextId(), isUpdate, certificateId, oldCertificateId, now, [.. resources.Select((resource, index) =>
            NewItem(resource, resource.CertificateId, certificateId, now, now + ((index + 1) * options.DeployDelay)))]));

    public void Retry(IEnumerable<EmulatedSslDeploymentItem> failed, DateTimeOffset now)
    {
        foreach (var item in failed)
        {
            item.Status = EmulatedSslDeploymentItemStatus.Running;
            item.Error = null;
            item.EndsAt = now + options.DeployDelay;
            item.Updated = now;
        }
    }

    public EmulatedSslDeployment Undo(EmulatedSslDeployment task, DateTimeOffset now)
    {
        var earlierId = task.OldCertificateId ?? task.Items.Select(item => item.From).FirstOrDefault(from => from is not null);
        var items = task.Items.Where(item => item.Status == EmulatedSslDeploymentItemStatus.Succeeded)
            .Select(item => NewItem(item.Resource, item.To, item.From, now, now + options.DeployDelay));
        return Add(new EmulatedSslDeployment(
            NextId(), task.IsUpdate, earlierId ?? task.CertificateId, task.CertificateId, now, [.. items], Undoes: task));
    }

    public EmulatedSslDeployment Require(long? id, bool isUpdate) =>
        Deployments.Find(task => task.Id == id && task.IsUpdate == isUpdate)
        ?? throw new ApiErrorException("FailedOperation.CertificateDeployNotExist", $"The deployment {id} does not exist.");

    public void AdvanceTo(DateTimeOffset now, SslStore store)
    {
        foreach (var search in _searches.Where(search => search.Found is null && search.EndsAt <= now))
            search.Found = [.. ResourcesOf(search.CertificateId)];

        foreach (var deletion in _deletions.Values.Where(task => task.Status == SslDeleteTask.Running && task.EndsAt <= now))
        {
            var isBound = ResourcesOf(deletion.CertificateId).Any();
            deletion.Status = isBound ? SslDeleteTask.Refused : SslDeleteTask.Succeeded;
            deletion.Error = isBound ? $"{ResourcesOf(deletion.CertificateId).Count()} resources use the certificate." : null;
            if (!isBound && store.Find(deletion.CertificateId) is { } certificate)
                store.Remove(certificate);
        }

        foreach (var task in Deployments)
            task.Items.FindAll(item => !item.IsFinished && item.EndsAt <= now).ForEach(item => Complete(task, item));
    }

    private static void Complete(EmulatedSslDeployment task, EmulatedSslDeploymentItem item)
    {
        item.Updated = item.EndsAt;
        var undone = task.Undoes?.Items.Find(candidate => candidate.Resource == item.Resource);
        undone?.Updated = item.EndsAt;
        if (item.Resource.Failures > 0)
        {
            item.Resource.Failures--;
            item.Status = EmulatedSslDeploymentItemStatus.Failed;
            item.Error = item.Resource.FailureText;
            undone?.Status = EmulatedSslDeploymentItemStatus.RollbackFailed;
        }
        else
        {
            item.Resource.CertificateId = item.To;
            item.Status = EmulatedSslDeploymentItemStatus.Succeeded;
            undone?.Status = EmulatedSslDeploymentItemStatus.RolledBack;
        }
    }

    private EmulatedSslDeploymentItem NewItem(
        CloudResource resource, string? from, string? to, DateTimeOffset now, DateTimeOffset endsAt) =>
        new(NextId(), resource, from, to) { EndsAt = endsAt, Updated = now };

    private EmulatedSslDeployment Add(EmulatedSslDeployment task)
    {
        Deployments.Add(task);
        return task;
    }

    private long NextId() => ++_lastId;
}

/// <summary>A search for the resources of a certificate.</summary>
internal sealed record SslBindingTask(string Id, string CertificateId, DateTimeOffset EndsAt)
{
    /// <summary>The resources at the end of the search; null until then.</summary>
    public List<CloudResource>? Found { get; set; }
}

/// <summary>A deletion that waits for the check of resources.</summary>
internal sealed record SslDeleteTask(string Id, string CertificateId, DateTimeOffset EndsAt)
{
    public const long Running = 0;
    public const long Succeeded = 1;
    public const long Refused = 4;

    public long Status { get; set; }

    public string? Error { get; set; }
}
