# What every Pester file needs: the module as built at the repository root, and nothing of the developer's own keys.
$ErrorActionPreference = 'Stop'
$script:Root = Split-Path (Split-Path $PSScriptRoot)
Import-Module (Join-Path $Root 'TencentCert.psd1') -Force

$env:HOME = (New-Item -ItemType Directory -Force -Path (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-$PID")).FullName
$env:TENCENTCLOUD_CREDENTIALS_FILE = Join-Path $env:HOME 'credentials'
$env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $env:TENCENTCLOUD_TOKEN = $env:TENCENTCLOUD_REGION = $null

function New-Key([string] $Id = 'AKIDtest00000000test', [string] $Key = 'a-key-of-no-account') {
    $secure = [securestring]::new()
    $Key.ToCharArray().ForEach{ $secure.AppendChar($_) }
    [pscredential]::new($Id, $secure)
}

# Everything a command says, in all streams, with its errors not thrown.
function Invoke-Watched([scriptblock] $Command) {
    $ErrorActionPreference = 'Continue'
    $all = @(& $Command *>&1)
    [pscustomobject]@{
        Output  = @($all | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] -and $_ -isnot [Management.Automation.VerboseRecord] -and $_ -isnot [Management.Automation.WarningRecord] })
        Error   = @($all | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        Verbose = @($all | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object Message)
        All     = $all
    }
}
