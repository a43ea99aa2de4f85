# Setup for every Pester file: imports the module built at the repository root and hides the developer's own credentials.
$ErrorActionPreference = 'Stop'
$script:Root = Split-Path (Split-Path $PSScriptRoot)
Import-Module (Join-Path $Root 'TencentCert.psd1') -Force

if ($env:HOME -notlike '*tencentcert-home-*') {
    $env:HOME = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-home-$([guid]::NewGuid())")).FullName
}
$env:TENCENTCLOUD_CREDENTIALS_FILE = Join-Path $env:HOME 'credentials'
$env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $env:TENCENTCLOUD_TOKEN = $env:TENCENTCLOUD_REGION = $null

function New-Key([string] $Id = 'AKIDtest00000000test', [string] $Key = 'a-key-of-no-account') {
    $secure = [securestring]::new()
    $Key.ToCharArray().ForEach{ $secure.AppendChar($_) }
    [pscredential]::new($Id, $secure)
}

# Runs the statements of a block and collects all streams; a terminating error is collected as well and does not end the block.
function Invoke-Watched([scriptblock] $Command) {
    $ErrorActionPreference = 'Continue'
    $all = @(foreach ($statement in $Command.Ast.EndBlock.Statements) {
            try { . ([scriptblock]::Create($statement.Extent.Text)) *>&1 } catch { $_ }
        })
    [pscustomobject]@{
        Output  = @(
            $all | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] -and $_ -isnot [Management.Automation.InformationalRecord] }
        )
        Error   = @($all | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        Verbose = @($all | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object Message)
        All     = $all
    }
}

# Starts a script in another process of the same PowerShell; its output is read and discarded.
# Start-Process is not used: its redirection fails in this process when the other one is killed while it writes.
function Start-Script([string] $Script) {
    $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($Script))
    $start = [Diagnostics.ProcessStartInfo]::new('pwsh', [string[]] ('-NoProfile', '-NonInteractive', '-EncodedCommand', $encoded))
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $process.BeginOutputReadLine()
    $process.BeginErrorReadLine()
    $process
}
