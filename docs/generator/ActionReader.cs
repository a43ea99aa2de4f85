using System.Management.Automation;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace TencentCert.HelpGenerator;

/// <summary>
/// Finds the API actions a cmdlet can call, by following its compiled code from the three methods that PowerShell calls. Actions that
/// only some parameters need are included.
/// </summary>
internal sealed class ActionReader
{
    private const string TableSuffix = "Actions";
    private const BindingFlags OfInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    // Roles are assumed before the calls of a cmdlet; the permission for it belongs to another key.
    private const string RolePrefix = "AssumeRole";

    // The archive contains the key, which no member of the response shows.
    private const string ArchiveAction = "ssl:DownloadCertificate";

    private static readonly string[] EntryPoints = ["BeginProcessing", "ProcessRecord", "EndProcessing"];

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private readonly HashSet<Assembly> _own;
    private readonly List<Type> _types;
    private readonly Dictionary<MethodBase, Calls> _calls = [];
    private readonly Dictionary<MethodInfo, MethodBase[]> _targets = [];

    /// <summary>Reads an assembly and those beside it that it refers to.</summary>
    public ActionReader(Assembly module)
    {
        var prefix = module.GetName().Name + ".";
        var folder = Path.GetDirectoryName(module.Location)!;
        _own = [module, .. module.GetReferencedAssemblies().Where(name => name.Name!.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Assembly.LoadFrom(Path.Combine(folder, name.Name + ".dll")))];
        _types = [.. _own.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false })];
    }

    /// <summary>Actions a cmdlet can call, such as <c>ssl:DescribeCertificates</c>, by name.</summary>
    public IReadOnlyList<ActionFacts> Of(Type cmdlet)
    {
        var actions = new SortedDictionary<string, ActionFacts>(StringComparer.Ordinal);
        var seen = new HashSet<MethodBase>();
        var pending = new Stack<MethodBase>(EntryPoints.SelectMany(name => Declared(cmdlet, name)));
        while (pending.TryPop(out var method))
        {
            if (!seen.Add(method))
                continue;

            var calls = _calls.TryGetValue(method, out var known) ? known : _calls[method] = Read(method);
            foreach (var action in calls.Actions)
                actions.TryAdd(action.Name, action);

            foreach (var called in calls.Methods.SelectMany(candidate => Targets(candidate, cmdlet)))
                pending.Push(called);
        }

        return [.. actions.Values];
    }

    private static IEnumerable<MethodBase> Declared(Type cmdlet, string name) =>
        cmdlet.GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic) is { } method ? [Definition(method)] : [];

    // A virtual call can reach every override; among cmdlets only that of this cmdlet.
    private MethodBase[] Targets(MethodBase called, Type cmdlet)
    {
        if (called is not MethodInfo { IsVirtual: true, DeclaringType: { } declaring } method)
            return [called];

        if (typeof(Cmdlet).IsAssignableFrom(declaring))
            return [called, .. Overrides(method, declaring, [cmdlet])];

        if (!_targets.TryGetValue(method, out var targets))
            _targets[method] = targets = [called, .. Overrides(method, declaring, _types)];

        return targets;
    }

    private static IEnumerable<MethodBase> Overrides(MethodInfo method, Type declaring, IEnumerable<Type> candidates)
    {
        foreach (var type in candidates.Where(type => declaring.IsAssignableFrom(type) && type != declaring))
        {
            if (declaring.IsInterface)
            {
                var map = type.GetInterfaceMap(declaring);
                var index = Array.IndexOf(map.InterfaceMethods, method);
                if (index >= 0)
                    yield return Definition(map.TargetMethods[index]);
            }
            else if (type.GetMethods(OfInstance)
                .FirstOrDefault(candidate => candidate.GetBaseDefinition() == method.GetBaseDefinition()) is { } overriding)
            {
                yield return Definition(overriding);
            }
        }
    }

    private Calls Read(MethodBase method)
    {
        var calls = new Calls([], []);
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
            calls.Methods.AddRange(machine.StateMachineType.GetMethods(OfInstance | BindingFlags.DeclaredOnly));

        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var index = 0; index < code.Length;)
        {
            var value = code[index] == 0xFE ? unchecked((short)(0xFE00 | code[++index])) : code[index];
            index++;
            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
                Add(calls, Resolve(method, BitConverter.ToInt32(code, index)));

            index += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, index)),
                _ => 4,
            };
        }

        return calls;
    }

    private void Add(Calls calls, MemberInfo? member)
    {
        if (member?.DeclaringType is not { } declaring || !_own.Contains(declaring.Assembly))
            return;

        if (Action(member) is { } action)
            calls.Actions.Add(action);
        else if (member is MethodBase called)
            calls.Methods.Add(Definition(called));
    }

    // SslActions.DescribeCertificates, as a field or a property.
    private static ActionFacts? Action(MemberInfo member)
    {
        var type = member switch
        {
            FieldInfo field => field.FieldType,
            MethodInfo { IsStatic: true, IsSpecialName: true } get => get.ReturnType,
            _ => null,
        };
        var table = member.DeclaringType!.Name;
        if (type is not { IsGenericType: true, Name: "ApiAction`2" } || !table.EndsWith(TableSuffix, StringComparison.Ordinal))
            return null;

        var name = member.Name.StartsWith("get_", StringComparison.Ordinal) ? member.Name[4..] : member.Name;
        if (name.StartsWith(RolePrefix, StringComparison.Ordinal))
            return null;

        var full = $"{table[..^TableSuffix.Length].ToLowerInvariant()}:{name}";
        return new ActionFacts(full, full == ArchiveAction || ContainsKey(type.GetGenericArguments()[1], []));
    }

    private static bool ContainsKey(Type response, HashSet<Type> seen) => seen.Add(response) && response.GetProperties().Any(property =>
        property.Name.EndsWith("PrivateKey", StringComparison.Ordinal) || property.Name is "CertificateKey" or "PrivateKey"
        || (property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType) is var type
            && type.Assembly == response.Assembly && ContainsKey(type, seen));

    private static MemberInfo? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMember(
                token,
                method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
                method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or TypeLoadException or MissingMemberException)
        {
            // A member of a library that is not available; its code calls no action.
            return null;
        }
    }

    // The generic definition represents all constructed methods.
    private static MethodBase Definition(MethodBase method) => method.Module.ResolveMethod(method.MetadataToken)!;

    private sealed record Calls(List<ActionFacts> Actions, List<MethodBase> Methods);
}

/// <summary>An API action with its service, and whether its response can hold a private key.</summary>
internal sealed record ActionFacts(string Name, bool ReturnsKey);
