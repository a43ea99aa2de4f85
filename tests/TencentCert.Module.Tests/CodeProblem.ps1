# Checks that code parses and binds in PowerShell: shared by the tests of the help, the README and the samples.
$ownCommands = (Get-Command -Module TencentCert -CommandType Cmdlet).Name

# Returns the problems of code: syntax errors, unknown commands and parameters, and invalid parameter combinations.
function Get-CodeProblem([string] $Code) {
    $tokens = $errors = $null
    $ast = [Management.Automation.Language.Parser]::ParseInput($Code, [ref] $tokens, [ref] $errors)
    $errors | ForEach-Object { "does not parse: $($_.Message)" }
    $used = 0
    foreach ($call in $ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
        $name = $call.GetCommandName()
        if (-not $name) { continue }
        $command = Get-Command $name -ErrorAction Ignore | Select-Object -First 1
        if ($command -is [Management.Automation.AliasInfo]) { "uses the alias $name"; $command = $command.ResolvedCommand }
        if (-not $command) {
            # Programs, and cmdlets of modules that may not be installed.
            if ($name -notmatch '^(openssl|dotnet|curl|tccli|Get-Secret|Submit-Renewal|(Install|Publish)-PSResource|Register-PSResourceRepository|\w+-ScheduledTask\w*)$') { "uses $name, which does not exist" }
            continue
        }

        if ($command.Name -in $ownCommands) { $used++ }
        if ($command -is [Management.Automation.ApplicationInfo]) { continue }
        $binding = [Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true)
        foreach ($problem in $binding.BindingExceptions.GetEnumerator() | Where-Object Key -NE $name) {
            "$($name): $($problem.Key): $($problem.Value.BindingException.Message)"
        }
        foreach ($given in $call.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] }) {
            if ($command.Parameters -and $given.ParameterName -notin $command.Parameters.Keys) {
                "$($name): -$($given.ParameterName) is not a full parameter name"
            }
        }

        Get-SetProblem $command $call $binding
    }

    if (-not $used) { 'uses no cmdlet of this module' }
}

# The static binder ignores pipelines, so parameter sets are checked here:
# one set must accept all given parameters and get all its mandatory ones from the call or the pipeline.
function Get-SetProblem($Command, $Call, $Binding) {
    if ($Command.Name -notin $ownCommands -or ($Call.CommandElements | Where-Object { $_.Splatted })) { return }
    $piped = $Call.Parent -is [Management.Automation.Language.PipelineAst] -and $Call.Parent.PipelineElements[0] -ne $Call
    $given = @($Binding.BoundParameters.Keys)
    $fits = $Command.ParameterSets | Where-Object {
        $set = $_
        $missing = $set.Parameters | Where-Object {
            $_.IsMandatory -and $_.Name -notin $given -and -not ($piped -and ($_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName))
        }
        -not $missing -and -not ($given | Where-Object { $_ -notin $set.Parameters.Name })
    }
    if (-not $fits) { "$($Command.Name): no parameter set takes $($given -join ', ')" }
}
