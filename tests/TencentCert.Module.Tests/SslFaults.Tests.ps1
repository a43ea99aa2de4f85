# Each cmdlet that makes several calls is run once without a fault, and then again with each of its calls failing in turn.
# It must end with the result, or with an error that names its target, and must report every id that it created.
BeforeDiscovery {
    $jobs = @(
        @{ Job = 'Request-SslCertificate -Wait'; Script = 'Request-SslCertificate -Domain $domain -ValidType DNS_AUTO -Wait'
            About = { $domain } }
        @{ Job = 'Request-SslCertificate -Wait of two'
            Script = 'Request-SslCertificate -Domain $domain, "b.$domain" -ValidType DNS_AUTO -Wait'; About = { $domain } }
        @{ Job = 'Complete-SslCertificateValidation'
            Before = '$id = (Request-SslCertificate -Domain $domain -ValidType DNS).CertificateId'
            Script = 'Complete-SslCertificateValidation $id' }
        @{ Job = 'Invoke-SslCertificateReissue | Wait-SslCertificate'; Before = '$id = New-Certificate $domain'
            Script = 'Invoke-SslCertificateReissue $id -ValidType DNS_AUTO -Confirm:$false | Wait-SslCertificate' }
        @{ Job = 'Import-SslCertificate'; Before = '$pem = New-Pem $domain'; Script = '$pem | Import-SslCertificate'
            About = { 'CertificateContent' } }
        @{ Job = 'Import-SslCertificate -AllowDuplicate'; Before = '$pem = New-Pem $domain'
            Script = '$pem | Import-SslCertificate -AllowDuplicate'; About = { 'CertificateContent' } }
        @{ Job = 'Save-SslCertificate'; Before = '$id = New-Certificate $domain'
            Script = 'Save-SslCertificate (Join-Path $folder $domain) -CertificateId $id -Format FullChain, Key, Zip' }
        @{ Job = 'Publish-SslCertificate -Wait'; Before = '$old = New-Bound $domain; $id = New-Certificate $domain'
            Script = 'Publish-SslCertificate $id cdn "$domain|on" -Wait' }
        @{ Job = 'Publish-SslCertificate -Wait, again'
            Before = '$old = New-Bound $domain; $id = New-Certificate $domain; $null = Publish-SslCertificate $id cdn "$domain|on" -Wait'
            Script = 'Publish-SslCertificate $id cdn "$domain|on" -Wait' }
        @{ Job = 'Update-SslCertificateBinding -Wait'; Before = '$old = New-Bound $domain; $id = New-Certificate $domain'
            Script = 'Update-SslCertificateBinding $id $old -Wait' }
        @{ Job = 'Wait-SslDeployment'
            Before = '$old = New-Bound $domain; $record = Update-SslCertificateBinding (New-Certificate $domain) $old'
            Script = '$record | Wait-SslDeployment'; About = { $record.DeployRecordId } }
        @{ Job = 'Restart-SslDeployment'
            Before = '$old = New-Bound $domain -Failures 1; $record = Update-SslCertificateBinding (New-Certificate $domain) $old -Wait -ErrorAction Ignore'
            Script = '$record | Restart-SslDeployment | Wait-SslDeployment'; About = { $record.DeployRecordId } }
        @{ Job = 'Undo-SslDeployment'
            Before = '$old = New-Bound $domain; $record = Update-SslCertificateBinding (New-Certificate $domain) $old -Wait'
            Script = '$record | Undo-SslDeployment -Confirm:$false | Wait-SslDeployment'; About = { $record.DeployRecordId } }
        @{ Job = 'Remove-SslCertificate of two'; Before = '$id = New-Certificate $domain; $other = New-Certificate "b.$domain"'
            Script = 'Remove-SslCertificate $id, $other -Confirm:$false' }
        @{ Job = 'Remove-SslCertificate'; Before = '$id = New-Certificate $domain'; Script = 'Remove-SslCertificate $id -Confirm:$false' }
        @{ Job = 'Revoke-SslCertificate'; Before = '$id = New-Certificate $domain'; Script = 'Revoke-SslCertificate $id -Confirm:$false' }
        @{ Job = 'Stop-SslCertificateOrder'; Before = '$id = $emulator.World.AddOrder($domain).Id'
            Script = 'Stop-SslCertificateOrder $id -Confirm:$false' }
        @{ Job = 'Stop-SslCertificateOrder -ReviewOnly'
            Before = '$id = $emulator.World.AddOrder($domain).Id; $null = Submit-SslCertificateOrder $id -Domain $domain -ValidType DNS -ContactEmail me@example.com -Confirm:$false'
            Script = 'Stop-SslCertificateOrder $id -ReviewOnly -Confirm:$false' }
        @{ Job = 'Submit-SslCertificateOrder'; Before = '$id = $emulator.World.AddOrder($domain).Id'
            Script = 'Submit-SslCertificateOrder $id -Domain $domain -ValidType DNS -ContactEmail me@example.com -Confirm:$false' }
        @{ Job = 'Restart-SslCertificateOrder'
            Before = '$id = $emulator.World.AddOrder($domain).Id; $null = Submit-SslCertificateOrder $id -Domain $domain -ValidType DNS -ContactEmail me@example.com -Confirm:$false; $emulator.World.SetSslStatus($id, "Failed")'
            Script = 'Restart-SslCertificateOrder $id -Confirm:$false' }
        @{ Job = 'Get-SslCertificateBinding'; Before = '$id = New-Bound $domain'; Script = 'Get-SslCertificateBinding $id' }
        @{ Job = 'Import-GaapCertificate'; Before = '$id = New-Certificate $domain; $ssl = Get-SslCertificate $id'
            Script = '$ssl | Import-GaapCertificate -Confirm:$false' }
        @{ Job = 'Set-GaapCertificate -Wait'; Before = 'New-Site $domain'
            Script = 'Set-GaapCertificate $site.Listener $domain $site.Certificate -Wait -Confirm:$false'; About = { $domain } }
        @{ Job = 'Set-GaapListenerCertificate -Wait'; Before = 'New-Site $domain'
            Script = 'Set-GaapListenerCertificate $site.Listener $site.Certificate -Force -Wait -Confirm:$false'
            About = { $site.Listener } }
        @{ Job = 'Set-GaapDomainAuthentication -Wait'; Before = 'New-Site $domain'
            Script = 'Set-GaapDomainAuthentication $site.Mutual $domain -ClientCertificateId $site.Authority -Wait -Confirm:$false'
            About = { $domain } }
        @{ Job = 'Remove-GaapCertificate'; Before = 'New-Site $domain'
            Script = 'Remove-GaapCertificate $site.Certificate -Confirm:$false; if ($?) { "removed" }'; About = { $site.Certificate } }
        @{ Job = 'Set-SslCertificate of two'; Before = '$id = New-Certificate $domain; $other = New-Certificate "b.$domain"'
            Script = 'Set-SslCertificate $id, $other -Alias same -ProjectId 3 -ExpiryNotice $true -PassThru' }
    )

    Import-Module (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'TencentCert.psd1')

    # These change nothing in the cloud.
    $without = 'New-SslCertificateRequest', 'Export-TencentCertInventory', 'Start-TencentCertEmulator', 'Stop-TencentCertEmulator',
        'Export-GaapCertificate'

    # These make one call that may be repeated, or have their own tests: the file and the test, both of which must exist.
    $table = @{
        File = '../TencentCert.Core.Tests/Client/ActionTableTests.cs'
        Test = 'A_call_with_a_lost_response_is_repeated_only_if_it_is_idempotent'
    }
    $elsewhere = @{
        'Rename-SslCertificate'       = @{ File = 'SslFaults.Tests.ps1'; Test = "Job = 'Set-SslCertificate of two'" }
        'Send-SslCertificateLetter'   = $table
        'Invoke-TencentCertApi'       = $table
        'Rename-GaapCertificate'      = $table
        'Update-GaapCertificate'      = @{ File = 'Update-GaapCertificate.Tests.ps1'; Test = "It 'resumes after its process was killed'" }
        'Undo-GaapCertificateUpdate'  = @{
            File = 'Update-GaapCertificate.Tests.ps1'
            Test = "It 'reports the error of the service for a listener that cannot be read, also on undo'"
        }
        'Invoke-TencentCertRotation'  = @{
            File = 'RotationFaults.Tests.ps1'; Test = "It 'with random faults completes or reports every target'"
        }
        'Undo-TencentCertRotation'    = @{
            File = 'Undo-TencentCertRotation.Tests.ps1'; Test = "It 'restores GAAP and the resources despite lost responses'"
        }
    }
    $covers = $elsewhere.GetEnumerator().ForEach{ @{ Cmdlet = $_.Key; File = $_.Value.File; Test = $_.Value.Test } }
    $here = $jobs.ForEach{ ($_.Job -split '[ |]')[0] } | Sort-Object -Unique
    $changing = (Get-Command -Module TencentCert).Where{ $_.Parameters.ContainsKey('WhatIf') }.Name.ForEach{
        @{ Cmdlet = $_; IsTried = $_ -in $here -or $_ -in $without -or $elsewhere.ContainsKey($_) }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/EmulatedTime.ps1
    $emulator = Start-TencentCertEmulator -Speed 0 -RequestsPerSecond 0
    $emulator.World.FreeCertificateLimit = 100000
    $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-faults-$PID")).FullName

    $connection = New-EmulatedTimeConnection $emulator
    $runspace = [runspacefactory]::CreateRunspace()
    $runspace.Open()
    'emulator', 'folder', 'connection' | ForEach-Object { $runspace.SessionStateProxy.SetVariable($_, (Get-Variable $_ -ValueOnly)) }

    # Runs a step in the runspace of the jobs; its variables are kept for the next step.
    function Invoke-Step([string] $Script) {
        $shell = [powershell]::Create($runspace)
        try {
            $shell.AddScript($Script, $false).Invoke()
            if ($shell.Streams.Error.Count) { throw "$Script`: $($shell.Streams.Error)" }
        }
        finally { $shell.Dispose() }
    }

    $null = Invoke-Step @"
Import-Module '$(Join-Path $Root 'TencentCert.psd1')'
# A wait whose calls all fail polls until its timeout: the default of half an hour is hundreds of requests.
`$PSDefaultParameterValues = @{
    '*-Ssl*:Connection' = `$connection; '*-Gaap*:Connection' = `$connection; '*-Ssl*:TimeoutSec' = 60; '*-Gaap*:TimeoutSec' = 60
}
function New-Certificate([string] `$Name) {
    `$emulator.World.AddSslCertificate([string[]]`$Name, `$null, `$null, `$null, `$null, `$true).Id

    # An order must not be created in the same second as its predecessor.
    `$emulator.Clock.Advance([timespan]::FromMinutes(1))
}
function New-Site([string] `$Name) {
    `$proxy = `$emulator.World.AddProxy(`$Name)
    `$listener = `$emulator.World.AddListener(`$proxy, 443, 'cert-www4a1hq')
    `$bound = `$emulator.World.AddGaapCertificate(`$emulator.World.AddSslCertificate([string[]]`$Name)).Id
    `$null = `$emulator.World.AddDomain(`$listener, `$Name, `$bound)
    `$mutual = `$emulator.World.AddListener(`$proxy, 444, 'cert-www4a1hq', `$emulator.World.AddClientAuthority(`$Name).Id)
    `$null = `$emulator.World.AddDomain(`$mutual, `$Name, `$bound)
    `$Script:site = @{
        Listener = `$listener.Id
        Mutual = `$mutual.Id
        Certificate = `$emulator.World.AddGaapCertificate(`$emulator.World.AddSslCertificate([string[]]`$Name)).Id
        Authority = `$emulator.World.AddClientAuthority(`$Name).Id
    }
}
function New-Bound([string] `$Name, [int] `$Failures) {
    `$id = New-Certificate `$Name
    `$null = `$emulator.World.AddResource([TencentCert.Emulator.Ssl.CloudResource]@{ Type = 'cdn'; Domain = `$Name; CertificateId = `$id; Failures = `$Failures })
    `$id
}
function New-Pem([string] `$Name) {
    `$key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
    `$request = [Security.Cryptography.X509Certificates.CertificateRequest]::new("CN=`$Name", `$key, 'SHA256')
    `$now = `$emulator.Clock.GetUtcNow()
    `$request.CreateSelfSigned(`$now.AddDays(-1), `$now.AddDays(90)).ExportCertificatePem() + "``n" + `$key.ExportPkcs8PrivateKeyPem()
}
"@

    $script:number = 0

    # Prepares a new domain and what the job requires; returns the names that its errors must contain.
    function Initialize-Job($Case) {
        $emulator.Faults.Clear()
        $script:number++
        $runspace.SessionStateProxy.SetVariable('domain', "j$number.example.org")
        $null = Invoke-Step "`$id = `$old = `$record = `$null; $($Case.Before)"

        $emulator.Requests.Clear()
        $script:certificates = [Collections.Generic.HashSet[string]]@($emulator.World.SslCertificates.Id)
        $script:deployments = [Collections.Generic.HashSet[long]]@($emulator.World.DeployRecordIds)
        @(Invoke-Step ('{0}' -f $(if ($Case.About) { $Case.About } else { '$id' })))
    }

    # The ids that the job created in the cloud.
    function Get-Made {
        $made = [Collections.Generic.HashSet[string]]@($emulator.World.SslCertificates.Id)
        $made.ExceptWith($certificates)
        $started = [Collections.Generic.HashSet[long]]@($emulator.World.DeployRecordIds)
        $started.ExceptWith($deployments)
        @($made) + @($started)
    }

    # All output that a user sees: objects, errors as the console shows them, information and warnings.
    function Get-Said($Output, $Streams) {
        $said = @(
            foreach ($one in $Output) { "$one"; $one.CertificateId; $one.DeployRecordId; $one.OldCertificateId; $one.Path }
            foreach ($one in $Streams.Error) { "$one" }
            $Streams.Information
            $Streams.Warning
        )
        $said -join "`n"
    }

    function Invoke-Job([string] $Script) {
        $shell = [powershell]::Create($runspace)
        try {
            $output = $shell.AddScript($Script).Invoke()
            [pscustomobject]@{
                Output = @($output)
                Error  = @($shell.Streams.Error)
                Said   = Get-Said $output $shell.Streams
            }
        }
        finally { $shell.Dispose() }
    }

    function Assert-Named([string] $Said, [string] $Because) {
        foreach ($made in Get-Made) { $Said | Should -BeLike "*$made*" -Because "$Because made it" }
    }
}

AfterAll {
    $runspace.Dispose()
    Stop-TencentCertEmulator
    Remove-Item -Recurse $folder
}

# A new cmdlet that changes something fails here until tests, here or in its own file, cover lost, refused and stopped calls.
Describe 'Every cmdlet that changes something' {
    It '<Cmdlet> is tested with failing calls' -ForEach $changing { $IsTried | Should -BeTrue }

    It '<Cmdlet> exists, and so does the test that is listed for it: <File>, <Test>' -ForEach $covers {
        (Get-Command $Cmdlet -Module TencentCert).Parameters.Keys | Should -Contain WhatIf
        $path = Join-Path $PSScriptRoot $File
        $path | Should -Exist

        # In this file the table itself also contains the name.
        @(Select-String -LiteralPath $path -SimpleMatch $Test -CaseSensitive).Count |
            Should -BeGreaterThan ($path -eq $PSCommandPath ? 1 : 0)
    }
}

Describe '<Job>' -ForEach $jobs {
    BeforeAll {
        $case = $_
        $null = Initialize-Job $case
        $whole = Invoke-Job $Script
        $calls = @($emulator.Requests.Entries.Action)
    }

    It 'succeeds without a fault, in several calls' {
        $whole.Error | Should -BeNullOrEmpty
        $whole.Output | Should -Not -BeNullOrEmpty
        $calls.Count | Should -BeGreaterThan 1
        Assert-Named $whole.Said 'the whole run'
    }

    It 'with any one call <What> ends with the result or an error that names its target, and loses no id' -ForEach @(
        @{ What = 'refused'; Plan = { param($after) $null = $emulator.Faults.AddError('*', 'FailedOperation.Planned', 'no', 1, $after) } }
        @{ What = 'unanswered'; Plan = { param($after) $null = $emulator.Faults.Add('*', 'LoseAnswer', 1, $null, $after) } }
        @{ What = 'and all after it failing'; Plan = {
            param($after) $null = $emulator.Faults.Add('*', 'Refuse', [int]::MaxValue, $null, $after)
        } }
    ) {
        for ($k = 0; $k -lt $calls.Count; $k++) {
            $about = Initialize-Job $case
            & $Plan $k
            $run = Invoke-Job $Script
            $emulator.Faults.Clear()
            $because = "$($calls[$k]), call $($k + 1), was $What"
            Assert-Named $run.Said $because
            if ($run.Error) {
                @(@($about) + @(Get-Made) | Where-Object { $run.Said -like "*$_*" }) |
                    Should -Not -BeNullOrEmpty -Because "$because, and the error must say of what: $($run.Error)"
            }
            else {
                $run.Output.Count | Should -Be $whole.Output.Count -Because $because
            }
        }
    }

    It 'stopped at any call has reported every id that it created' {
        for ($k = 0; $k -lt $calls.Count; $k++) {
            $null = Initialize-Job $case
            $struck = $emulator.Faults.Struck
            $null = $emulator.Faults.Add('*', 'Delay', 1, [timespan]::FromHours(1), $k)
            $shell = [powershell]::Create($runspace)
            try {
                $output = [Management.Automation.PSDataCollection[psobject]]::new()
                # The collections are read while they are written.
                foreach ($stream in 'Error', 'Warning', 'Information') { $shell.Streams.$stream.EnumeratorNeverBlocks = $true }
                $output.EnumeratorNeverBlocks = $true
                $running = $shell.AddScript($Script).BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
                for ($i = 0; $i -lt 3000 -and $emulator.Faults.Struck -eq $struck; $i++) { Start-Sleep -Milliseconds 10 }
                $emulator.Faults.Struck | Should -BeGreaterThan $struck -Because "call $($k + 1) is to be held"

                # A created id is reported before the next call, possibly by another thread.
                for ($i = 0; $i -lt 300 -and (Get-Made | Where-Object {
                    (Get-Said $output $shell.Streams) -notlike "*$_*"
                }); $i++) { Start-Sleep -Milliseconds 10 }
                $running.IsCompleted | Should -BeFalse
                $shell.Stop()
                Assert-Named (Get-Said $output $shell.Streams) "$($calls[$k]), call $($k + 1), was stopped, and what came before"
            }
            finally { $shell.Dispose() }
        }
    }
}

Describe 'A removal whose task cannot be read' {
    It 'is not waited for; the error reports that the certificate may still be removed' {
        $emulator = Start-TencentCertEmulator -Connect -Speed 1
        try {
            $null = $emulator.Faults.Add('DeleteCertificate', 'OddIds')
            $result = Remove-SslCertificate f36qtRvp -TimeoutSec 30 -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem
            $result.State | Should -Be 'Failed'
            $problem[0].Exception.Message | Should -BeLike '*may still remove it*'
            $emulator.Requests.Count('DeleteCertificate') | Should -Be 1
            $emulator.Requests.Count('DescribeDeleteCertificatesTaskResult') | Should -Be 0
        }
        finally { $emulator | Stop-TencentCertEmulator }
    }
}
