<#
.SYNOPSIS
Rotations that are killed, stopped, disturbed by faults, or large; each in a separate pwsh, with the emulator in this process.
.DESCRIPTION
Kill    SIGKILL at random moments of one run, the same command again until it is done.
Stop    Ctrl+C (SIGINT) at random moments of one run, and the time until the pipeline has ended.
Storm   Lost responses, throttling, 5xx and busy listeners; then a second run without faults.
Memory  10,000 bindings; the peak working set of the pwsh that rotates them.
Build the module first (pwsh ./build.ps1, or dotnet build src/TencentCert -c Release). Not part of dotnet test.
.EXAMPLE
pwsh tests/TencentCert.Benchmarks/Soak.ps1 -Part Kill -Kills 20
#>
param(
    [ValidateSet('Kill', 'Stop', 'Storm', 'Memory')] [string[]] $Part = @('Kill', 'Stop', 'Storm', 'Memory'),
    [int] $Kills = 20,
    [int] $Stops = 12,
    [int] $Bindings = 300,
    [int] $LargeBindings = 10000,
    [int] $LargeListeners = 400,
    [double] $Speed = 8,
    [int] $Seed = 1
)
$ErrorActionPreference = 'Stop'
& $PSScriptRoot/../../build/Use-OwnPowerShell.ps1
$module = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'TencentCert.psd1'
Import-Module $module
$folder = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "soak-$PID")).FullName
$random = [Random]::new($Seed)
$failures = 0

function Assert-That([bool] $Condition, [string] $What) {
    if ($Condition) { "  ok    $What" } else { "  FAIL  $What"; $script:failures++ }
}

# Starts another process of this PowerShell. Start-Process is not used: its redirection fails here if the other process is killed
# while it writes.
function Start-Script([string] $Path) {
    $start = [Diagnostics.ProcessStartInfo]::new('pwsh', [string[]] ('-NoProfile', '-NonInteractive', '-File', $Path))
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $process.BeginErrorReadLine()
    $process | Add-Member Output $process.StandardOutput.ReadToEndAsync() -PassThru
}

function Get-OutputLine($Process) {
    $Process.WaitForExit()
    $Process.Output.Result.Trim() -split '\r?\n'
}

# A rotation in a process that can be killed. Its last line is its peak working set.
function Start-Rotation($Emulator, [string] $Journal, [double] $Rate) {
    $script = Join-Path $folder 'rotate.ps1'
    @"
Import-Module '$module'
`$ProgressPreference = 'SilentlyContinue'
`$key = [securestring]::new(); `$env:SOAK_KEY.ToCharArray().ForEach{ `$key.AppendChar(`$_) }
`$connection = New-TencentCertConnection -Credential ([pscredential]::new('$($Emulator.Credential.UserName)', `$key)) -Endpoint $($Emulator.Endpoint) -RequestsPerSecond $Rate
`$new = Get-SslCertificate $($script:source) -Connection `$connection
`$new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath '$Journal' -Connection `$connection -ErrorAction SilentlyContinue | Group-Object State -NoElement | ForEach-Object { "`$(`$_.Name) `$(`$_.Count)" }
"peak `$([math]::Round([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB))"
"@ | Set-Content $script
    $env:SOAK_KEY = $Emulator.Credential.GetNetworkCredential().Password
    Start-Script $script
}

function Start-LargeEmulator([int] $Listeners, [int] $Domains, [double] $Latency = 100) {
    $emulator = Start-TencentCertEmulator -ListenerCount $Listeners -DomainCount $Domains -Speed $Speed -RequestsPerSecond 20 `
        -Latency ([timespan]::FromMilliseconds($Latency / $Speed))
    $script:source = $emulator.World.AddSslCertificate([string[]] @('*.bulk.example.com')).Id
    $emulator
}

function Get-OldAndCopyCount($Emulator) {
    $copies = @(
        $Emulator.World.GaapCertificates | Where-Object {
            $_.Id -ne 'cert-bulk0001' -and $_.Created -gt $Emulator.World.GaapCertificates[0].Created
        }
    )
    @($Emulator.World.Domains | Where-Object ServedCertificateId -eq 'cert-bulk0001').Count
    $copies.Count
}

# Requests in the journal after the Done line of their binding.
function Get-SentAfterDone([string] $Journal) {
    $done = [Collections.Generic.HashSet[string]]::new()
    @(foreach ($line in Get-Content $Journal) {
            $entry = $line | ConvertFrom-Json
            $key = "$($entry.listenerId) $($entry.domain)"
            if ($entry.event -eq 'Done') { [void] $done.Add($key) } elseif ($entry.event -eq 'Sending' -and $done.Contains($key)) { $key }
        }).Count
}

try {
    if ('Kill' -in $Part) {
        "Kill: $Bindings bindings, $Kills kills"
        $emulator = Start-LargeEmulator 15 $Bindings
        $journal = Join-Path $folder 'kill.jsonl'
        $killed = 0
        for ($run = 0; $killed -lt $Kills; $run++) {
            $lines = if (Test-Path $journal) { @(Get-Content $journal).Count } else { 0 }
            $process = Start-Rotation $emulator $journal (20 * $Speed)

            # A random moment while the run is active.
            $until = $lines + $random.Next(0, [math]::Max(2, [int] (3 * $Bindings / $Kills)))
            $limit = [datetime]::UtcNow.AddSeconds(60)
            while (-not $process.HasExited -and [datetime]::UtcNow -lt $limit -and
                (-not (Test-Path $journal) -or @([IO.File]::ReadAllLines($journal)).Count -le $until)) { Start-Sleep -Milliseconds 10 }
            if ($process.HasExited) { break }
            Start-Sleep -Milliseconds $random.Next(0, 60)
            $process.Kill()
            $process.WaitForExit()
            $killed++
        }

        $process = Start-Rotation $emulator $journal (20 * $Speed)
        $process.WaitForExit()
        $old, $copies = Get-OldAndCopyCount $emulator
        $state = Get-GaapCertificateUpdate $journal
        Assert-That ($killed -ge $Kills) "$killed kills"
        Assert-That ($old -eq 0) "every binding has the new certificate ($old have the old one)"
        Assert-That ($copies -eq 1) "the certificate was imported once ($copies)"
        Assert-That ((Get-SentAfterDone $journal) -eq 0) 'nothing was sent after its journal line says done'
        Assert-That ($state.State -eq 'Complete') "the journal says $($state.State): $($state.Done) of $($state.Total)"
        "  writes sent: $($emulator.Requests.Count('ModifyCertificate')) for $($emulator.World.Domains.Count) domains"
        Stop-TencentCertEmulator $emulator
    }

    if ('Stop' -in $Part) {
        "Stop: $Bindings bindings, $Stops times Ctrl+C"
        $emulator = Start-LargeEmulator 15 $Bindings
        $journal = Join-Path $folder 'stop.jsonl'
        $script = Join-Path $folder 'stop.ps1'

        # The finally block records the end of the pipeline, which is what a user waits for.
        @"
Import-Module '$module'
`$key = [securestring]::new(); `$env:SOAK_KEY.ToCharArray().ForEach{ `$key.AppendChar(`$_) }
`$connection = New-TencentCertConnection -Credential ([pscredential]::new('$($emulator.Credential.UserName)', `$key)) -Endpoint $($emulator.Endpoint) -RequestsPerSecond $(20 * $Speed)
`$new = Get-SslCertificate $($script:source) -Connection `$connection
try { [IO.File]::WriteAllText("`$env:SOAK_MARK.begun", ''); `$new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath '$journal' -Connection `$connection | Out-Null; `$whole = `$true }
finally { [IO.File]::WriteAllText("`$env:SOAK_MARK.ended", "`$([DateTime]::UtcNow.Ticks) `$whole") }
"@ | Set-Content $script
        $env:SOAK_KEY = $emulator.Credential.GetNetworkCredential().Password
        $times = @()
        for ($stop = 0; $stop -lt $Stops; $stop++) {
            $env:SOAK_MARK = Join-Path $folder "stop-$stop"
            $process = Start-Script $script
            while (-not $process.HasExited -and -not (Test-Path "$env:SOAK_MARK.begun")) { Start-Sleep -Milliseconds 5 }

            # Between the first request and the last verification.
            Start-Sleep -Milliseconds $random.Next(50, [math]::Max(200, [int] (1000 * $Bindings / 20 / $Speed / $Stops * 2)))
            $sent = [DateTime]::UtcNow.Ticks
            & kill -INT $process.Id
            $process.WaitForExit()
            $ended, $whole = (Get-Content "$env:SOAK_MARK.ended") -split ' '
            if ($whole -eq 'True') { break }
            $times += ([long] $ended - $sent) / [TimeSpan]::TicksPerMillisecond
            $state = if (Test-Path $journal) { Get-GaapCertificateUpdate $journal }
            if ($state -and [IO.File]::ReadAllBytes($journal)[-1] -ne 10) { Assert-That $false 'the last line of the journal is whole' }
        }

        Assert-That ($times.Count -gt $Stops / 2) "$($times.Count) stops in the middle of the run"
        Assert-That (($times | Measure-Object -Maximum).Maximum -le 500) ('stopped within 500 ms: {0}' -f (($times |
            ForEach-Object { '{0:0}' -f $_ }) -join ', '))
        $process = Start-Rotation $emulator $journal (20 * $Speed)
        $process.WaitForExit()
        $old, $copies = Get-OldAndCopyCount $emulator
        $state = Get-GaapCertificateUpdate $journal
        Assert-That ($old -eq 0) "every binding has the new certificate ($old have the old one)"
        Assert-That ($copies -eq 1) "the certificate was imported once ($copies)"
        Assert-That ((Get-SentAfterDone $journal) -eq 0) 'nothing was sent after its journal line says done'
        Assert-That ($state.State -eq 'Complete') "the journal says $($state.State): $($state.Done) of $($state.Total)"
        Stop-TencentCertEmulator $emulator
    }

    if ('Storm' -in $Part) {
        "Storm: $Bindings bindings; 10 % lost answers, 10 % throttled, 5 % 5xx, 5 % locked"
        $emulator = Start-LargeEmulator 15 $Bindings
        [void] $emulator.Faults.AddProbability('LoseAnswer', 0.1).AddProbability('Throttle', 0.1).AddProbability('ServerError',
            0.05).AddProbability('BusyListener', 0.05)
        $journal = Join-Path $folder 'storm.jsonl'
        $output = Get-OutputLine (Start-Rotation $emulator $journal (20 * $Speed))
        "  first run: $($output -join ', ')"
        $old, $copies = Get-OldAndCopyCount $emulator
        if (Test-Path $journal) {
            $state = Get-GaapCertificateUpdate $journal
            Assert-That ($old -le $state.Failed + $state.Unknown +
                $state.Remaining) "what still has the old certificate is named ($old; $($state.Failed) failed)"
        }

        $emulator.Faults.Clear()
        $output = Get-OutputLine (Start-Rotation $emulator $journal (20 * $Speed))
        "  second run: $($output -join ', ')"
        $old, $copies = Get-OldAndCopyCount $emulator
        Assert-That ($old -eq 0) "a second run finished the rest ($old left)"
        Assert-That ($copies -eq 1) "the certificate was imported once ($copies)"
        Assert-That ((Get-SentAfterDone $journal) -eq 0) 'nothing was sent after its journal line says done'
        Stop-TencentCertEmulator $emulator
    }

    if ('Memory' -in $Part) {
        "Memory: $LargeBindings bindings on $LargeListeners listeners, clock times $Speed"
        $emulator = Start-LargeEmulator $LargeListeners $LargeBindings
        $journal = Join-Path $folder 'memory.jsonl'
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $output = Get-OutputLine (Start-Rotation $emulator $journal (20 * $Speed))
        $seconds = $watch.Elapsed.TotalSeconds * $Speed
        $best = $emulator.World.Domains.Count / 20
        $peak = [int] (($output | Select-String '^peak (\d+)').Matches[0].Groups[1].Value)
        $refused = @($emulator.Requests.Entries | Where-Object ErrorCode).Count
        $old, $copies = Get-OldAndCopyCount $emulator
        "  $($output -join ', ')"
        '  {0:0} emulated s with the start of pwsh, best {1:0} s, ratio {2:0.000}; {3} of {4} requests refused' -f $seconds, $best, ($seconds / $best), $refused, $emulator.Requests.Total
        Assert-That ($old -eq 0) "every binding has the new certificate ($old left)"
        # Measured: 262 to 276 MB, a part of it garbage that is not collected yet.
        Assert-That ($peak -lt 300) "peak working set $peak MB"
        Stop-TencentCertEmulator $emulator
    }
}
finally {
    Remove-Item -Recurse -Force $folder
}

exit $failures
