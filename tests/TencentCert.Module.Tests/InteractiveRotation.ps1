# A rotation of the example certificate with interactive confirmation.
# The probe library references the emulator library, which is loaded when the first emulator starts.
Start-TencentCertEmulator | Stop-TencentCertEmulator
Import-Module (Join-Path $Root 'tests/TencentCert.Module.Probe/bin/probe/TencentCert.Module.Probe.dll')

# The example certificate is bound to a listener, to a domain that uses the listener's certificate, and to other domains.
function Start-Example {
    $script:emulator = Start-TencentCertEmulator -Connect -Speed 20
    $script:new = $emulator.World.AddSslCertificate([string[]] @('www.example.com', 'api.example.com', 'example.com', '*.example.com')).Id
    $script:journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
}

# Runs a script in a runspace whose host gives these answers to the prompts, in order.
function Invoke-Answered([string[]] $Answers, [string] $Script) {
    $person = [TencentCert.Module.Probe.AnsweringHost]::new($Answers)
    $runspace = [runspacefactory]::CreateRunspace($person)
    $runspace.Open()
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    try {
        [void] $shell.AddScript("Import-Module '$(Join-Path $Root 'TencentCert.psd1')'").Invoke()
        $shell.Commands.Clear()
        foreach ($name in 'new', 'journal') {
            $runspace.SessionStateProxy.SetVariable($name, (Get-Variable $name -Scope Script -ValueOnly))
        }
        $runspace.SessionStateProxy.SetVariable('connection', (Get-TencentCertConnection))
        $output = @($shell.AddScript($Script).Invoke())
        [pscustomobject]@{
            Output      = $output
            Question    = @($person.Questions)
            Progress    = @($person.Progress)
            Error       = @($shell.Streams.Error)
            Warning     = @($shell.Streams.Warning.Message)
            Information = @($shell.Streams.Information.ForEach{ "$_" })
        }
    }
    finally { $shell.Dispose(); $runspace.Dispose() }
}

$update = 'Get-SslCertificate $new -Connection $connection | Update-GaapCertificate -OldCertificateId cert-www4a1hq -JournalPath $journal -Connection $connection -Ordered -Confirm'
