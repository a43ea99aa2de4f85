<#
.SYNOPSIS
Reduces the services' published definitions to the actions listed in actions.json.

.DESCRIPTION
Source contains the definitions that Tencent Cloud publishes with tccli, one file for each service and site:
ssl-2019-12-05.json and ssl-2019-12-05.intl.json. The definitions of both sites become one file for each service: every listed
action, its request and response, and the records in them; "chinaOnly" marks what the international site does not have.
Withdrawn members, the envelope's RequestId and members listed under omit in actions.json are left out. A service without published
definitions in Source (STS) keeps its file, which is maintained manually in the same form.

.EXAMPLE
./build/Update-WireDefinition.ps1 -Source ../api
#>
[CmdletBinding()]
param(
    # Folder with the published definitions of both sites.
    [Parameter(Mandatory)]
    [string] $Source,

    # Folder of actions.json; the definitions are written there.
    [string] $Destination = (Join-Path $PSScriptRoot '../src/TencentCert.Core/Wire/Definitions')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

function Read-Definition([string] $Name) {
    $path = Join-Path $Source $Name
    if (-not (Test-Path $path)) {
        throw "$path does not exist; -Source needs the definitions of both sites."
    }

    Get-Content $path -Raw | ConvertFrom-Json -AsHashtable
}

# A member in the form of the API definitions; marks only differences between the sites.
function Format-Member($Member, [bool] $IsRequired, [bool] $IsChinaOnly) {
    $parts = @("`"type`": `"$($Member['type'])`"")
    if ($Member['type'] -in 'list', 'object') {
        $parts += "`"member`": `"$($Member['member'] -replace '^u?int64$', 'int')`""
    }

    if ($IsRequired) {
        $parts += '"required": true'
    }

    if ($IsChinaOnly) {
        $parts += '"chinaOnly": true'
    }

    "      `"$($Member['name'])`": { $($parts -join ', ') }"
}

function Get-Member([hashtable] $Definition, [string] $Record, [string[]] $Omitted) {
    $found = [ordered]@{}
    if ($Definition['objects'].ContainsKey($Record)) {
        foreach ($member in $Definition['objects'][$Record]['members']) {
            $isWithdrawn = $member['disabled'] -eq $true
            $isEnvelope = $Record -clike '*Response' -and $member['name'] -ceq 'RequestId'
            if (-not $isWithdrawn -and -not $isEnvelope -and "$Record.$($member['name'])" -cnotin $Omitted) {
                $found[$member['name']] = $member
            }
        }
    }

    $found
}

$list = Get-Content (Join-Path $Destination 'actions.json') -Raw | ConvertFrom-Json -AsHashtable
foreach ($service in $list.Keys) {
    $file = Get-ChildItem $Source -Filter "$service-*.json" | Where-Object Name -NotLike '*.intl.json' | Select-Object -Last 1
    if (-not $file) {
        Write-Verbose "$service has no published definitions in $Source; its file is left as it is."
        continue
    }

    $china = Read-Definition $file.Name
    $international = Read-Definition ($file.BaseName + '.intl.json')
    $omitted = @($list[$service]['omit'])
    $actions = [string[]] $list[$service]['actions'].Keys
    [array]::Sort($actions, [StringComparer]::Ordinal)

    $records = [Collections.Generic.SortedDictionary[string, string]]::new([StringComparer]::Ordinal)
    $written = foreach ($action in $actions) {
        $published = $china['actions'][$action] ?? $(throw "$service has no published action $action.")
        if ($published['input'] -cne "${action}Request" -or $published['output'] -cne "${action}Response") {
            throw "${service}:$action names its records $($published['input']) and $($published['output']); " +
                "the generator expects ${action}Request and ${action}Response."
        }

        "    `"$action`": $($international['actions'].ContainsKey($action) ? '{}' : '{ "chinaOnly": true }')"
    }

    # Requests come first, so that a record of both requests and responses keeps its required members.
    foreach ($isInput in $true, $false) {
        $queue = [Collections.Generic.Queue[string]]::new([string[]] ($actions -replace '$', ($isInput ? 'Request' : 'Response')))
        while ($queue.Count -gt 0) {
            $record = $queue.Dequeue()
            if ($records.ContainsKey($record)) {
                continue
            }

            $here = Get-Member $china $record $omitted
            $there = Get-Member $international $record $omitted
            $isThere = $international['objects'].ContainsKey($record)
            $members = foreach ($name in @($here.Keys) + @($there.Keys | Where-Object { -not $here.Contains($_) })) {
                $member = $here[$name] ?? $there[$name]
                if ($member['type'] -in 'list', 'object' -and $china['objects'].ContainsKey($member['member'])) {
                    $queue.Enqueue($member['member'])
                }

                $isChinaOnly = $isThere -and -not $there.Contains($name)
                Format-Member $member ($isInput -and $member['required']) ($isInput -and $isChinaOnly)
            }

            $records[$record] = "    `"$record`": {" + ($members ? "`n$($members -join ",`n")`n    }" : '}')
        }
    }

    $text = @"
{
  "service": "$service",
  "version": "$($china['metadata']['apiVersion'])",
  "actions": {
$($written -join ",`n")
  },
  "objects": {
$($records.Values -join ",`n")
  }
}

"@
    [IO.File]::WriteAllText((Join-Path (Resolve-Path $Destination) $file.Name), $text.Replace("`r", ''))
}
