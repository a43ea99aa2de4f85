# Lost responses and stopped commands must not cause a second order, an unreported partial result, a lost id or a duplicate upload.
BeforeDiscovery {
    $faults = 'LoseAnswer', 'ServerErrorAfterWork', 'HtmlAfterWork', 'TruncatedBody', 'InternalErrorAfterWork' |
        ForEach-Object { @{ Fault = $_ } }
    $openssl = [bool](Get-Command openssl -ErrorAction Ignore)
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/EmulatedTime.ps1

    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 50; RequestsPerSecond = 0 }
        $With.GetEnumerator() | ForEach-Object { $options[$_.Key] = $_.Value }
        Start-TencentCertEmulator @options -Connect
    }

    $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-lost-$PID")).FullName
}

AfterAll {
    Stop-TencentCertEmulator
    Remove-Item -Recurse $folder
}

Describe 'A lost response (<Fault>)' -ForEach $faults {
    # Without manual validation an order could be issued before it is cancelled.
    BeforeAll { $emulator = Start-World @{ ManualValidation = $true } }
    AfterAll { $emulator | Stop-TencentCertEmulator }
    BeforeEach {
        $emulator.Faults.Clear()
        $emulator.Requests.Clear()
    }

    It 'to ApplyCertificate creates no second order' {
        $null = $emulator.Faults.Add('ApplyCertificate', $Fault)
        $order = Request-SslCertificate -Domain once.example.com -ValidType DNS
        $order.Recovered | Should -BeTrue
        $emulator.Requests.Count('ApplyCertificate') | Should -Be 1
        @($emulator.World.SslCertificates | Where-Object { $_.Names -contains 'once.example.com' }).Id | Should -Be $order.CertificateId
    }

    It 'to DeployCertificateInstance or its rollback recovers the created deployment' {
        $new = $emulator.World.AddSslCertificate([string[]]'static.example.com').Id
        $null = $emulator.Faults.Add('DeployCertificateInstance', $Fault)
        $made = Publish-SslCertificate $new cdn 'static.example.com|on'
        $made.Recovered | Should -BeTrue
        $made.DeployRecordId | Should -BeGreaterThan 0
        $emulator.Requests.Count('DeployCertificateInstance') | Should -Be 1

        $ended = $made | Wait-SslDeployment -PollIntervalSec 1
        $null = $emulator.Faults.Add('DeployCertificateRecordRollback', $Fault)
        $back = $ended | Undo-SslDeployment -Confirm:$false
        $back.Recovered | Should -BeTrue
        $back.DeployRecordId | Should -BeGreaterThan $made.DeployRecordId
        $emulator.Requests.Count('DeployCertificateRecordRollback') | Should -Be 1
        $null = $back | Wait-SslDeployment -PollIntervalSec 1
    }

    It 'to UpdateCertificateInstance is requested again, and only one task is created' {
        $new = $emulator.World.AddSslCertificate([string[]]'*.shop.example.com').Id
        $null = $emulator.Faults.Add('UpdateCertificateInstance', $Fault, 2)
        $made = Update-SslCertificateBinding $new b72kpMrj -Wait
        $made.State | Should -Be Succeeded
        @(Get-SslDeployment $new -Kind Update).Count | Should -Be 1

        $null = $emulator.Faults.Add('UpdateCertificateRecordRollback', $Fault)
        $back = $made | Undo-SslDeployment -Confirm:$false
        $back.Recovered | Should -BeTrue
        $emulator.Requests.Count('UpdateCertificateRecordRollback') | Should -Be 1
        $null = $back | Wait-SslDeployment -PollIntervalSec 1
    }

    It 'to UpdateCertificateRecordRetry does not cause a second request' {
        $new = $emulator.World.AddSslCertificate([string[]]'static.example.com').Id
        ($emulator.World.Resources | Where-Object Domain -EQ static.example.com).Failures = 1
        $failed = Update-SslCertificateBinding $new c63mqNsk -Wait -ErrorAction SilentlyContinue
        $failed.State | Should -Be Failed
        $null = $emulator.Faults.Add('UpdateCertificateRecordRetry', $Fault)
        $again = $failed | Restart-SslDeployment
        $again.Recovered | Should -BeTrue
        $emulator.Requests.Count('UpdateCertificateRecordRetry') | Should -Be 1
        ($again | Wait-SslDeployment -PollIntervalSec 1 | Undo-SslDeployment -Confirm:$false |
            Wait-SslDeployment -PollIntervalSec 1).State | Should -Be Succeeded
    }

    It 'to RevokeCertificate, CancelCertificateOrder and CertificateOrderSubmit is recovered from the state' {
        $emulator.World.AddSslCertificate([string[]]'revoke.example.com').Id | Set-Variable id
        $null = $emulator.Faults.Add('RevokeCertificate', $Fault)
        (Revoke-SslCertificate $id -Confirm:$false).Recovered | Should -BeTrue

        $order = Request-SslCertificate -Domain cancel.example.com -ValidType DNS
        $null = $emulator.Faults.Add('CancelCertificateOrder', $Fault)
        ($order | Stop-SslCertificateOrder -Confirm:$false).Recovered | Should -BeTrue

        $paid = $emulator.World.AddOrder('paid.example.com').Id
        $null = $emulator.Faults.Add('CertificateOrderSubmit', $Fault)
        $submitted = Submit-SslCertificateOrder $paid -Domain paid.example.com -ValidType DNS -ContactEmail me@example.com -Confirm:$false
        $submitted.Recovered | Should -BeTrue
        'RevokeCertificate', 'CancelCertificateOrder', 'CertificateOrderSubmit' |
            ForEach-Object { $emulator.Requests.Count($_) | Should -Be 1 -Because $_ }
    }

    It 'to UploadCertificate creates no duplicate, and only one with -AllowDuplicate' -Skip:(-not $openssl) {
        $key = Join-Path $folder "$Fault.key"
        $pem = Join-Path $folder "$Fault.pem"
        $null = & openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout $key -out $pem `
            -subj "/CN=$($Fault.ToLower()).example.com" -addext basicConstraints=critical,CA:FALSE -days 40 2>&1
        $null = $emulator.Faults.Add('UploadCertificate', $Fault)
        $first = Import-SslCertificate $pem -KeyPath $key
        $first.State | Should -Be Changed
        $first.Recovered | Should -BeTrue
        $emulator.Requests.Clear()
        $null = $emulator.Faults.Add('UploadCertificate', $Fault)
        $copy = Import-SslCertificate $pem -KeyPath $key -AllowDuplicate
        $copy.Recovered | Should -BeTrue
        $copy.CertificateId | Should -Not -Be $first.CertificateId
        $emulator.Requests.Count('UploadCertificate') | Should -Be 1
        @($emulator.World.SslCertificates | Where-Object { $_.Names -contains "$($Fault.ToLower()).example.com" }).Count | Should -Be 2
    }
}

Describe 'A request that failed before it was processed' {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'ends with an error that explains how to check the outcome, and is not sent again' {
        $null = $emulator.Faults.Add('ApplyCertificate', 'ServerError')
        $run = Invoke-Watched {
            Request-SslCertificate -Domain unknown.example.com -ValidType DNS -Connection (New-EmulatedTimeConnection $emulator)
        }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Client.OutcomeUnknown*'
        $run.Error.Exception.Message | Should -BeLike '*Get-SslCertificate -SearchKey*'
        $emulator.Requests.Count('ApplyCertificate') | Should -Be 1
    }
}

Describe 'A stopped command' {
    BeforeAll {
        $emulator = Start-World @{ ManualValidation = $true; Speed = 1 }
        $manifest = Join-Path $Root 'TencentCert.psd1'

        # Runs a script in its own runspace, stops it as Ctrl+C does, and returns the information messages written until then.
        function Invoke-Stopped([string] $Script, [string] $Until) {
            $shell = [powershell]::Create()
            try {
                [void]$shell.AddScript("Import-Module '$manifest'").Invoke()
                $shell.Commands.Clear()
                $shell.Runspace.SessionStateProxy.SetVariable('emulator', $emulator)
                $running = $shell.AddScript("`$null = `$emulator | Connect-TencentCert; $Script").BeginInvoke()
                for ($i = 0; $i -lt 3000 -and -not ($emulator.Requests.Count($Until) -and
                    $shell.Streams.Information.Count); $i++) { Start-Sleep -Milliseconds 10 }
                $running.IsCompleted | Should -BeFalse -Because 'it is to be stopped half-way'
                $shell.Stop()
                "$($shell.Streams.Information)"
            }
            finally { $shell.Dispose() }
        }
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'has reported the order of Request-SslCertificate -Wait, which the next run reuses' {
        $emulator.Requests.Clear()
        $said = Invoke-Stopped 'Request-SslCertificate -Domain stop.example.com -ValidType DNS -Wait' DescribeCertificate
        $order = @($emulator.World.SslCertificates | Where-Object { $_.Names -contains 'stop.example.com' })
        $said | Should -BeLike "*$($order.Id)*"
        $again = Request-SslCertificate -Domain stop.example.com -ValidType DNS
        $again.CertificateId | Should -Be $order.Id
        $again.Recovered | Should -BeTrue
        $emulator.Requests.Count('ApplyCertificate') | Should -Be 1
    }

    It 'has reported the deployment of Update-SslCertificateBinding -Wait, which the next run reuses' {
        $emulator.Requests.Clear()
        $new = $emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id
        $said = Invoke-Stopped "Update-SslCertificateBinding $new a91hoLqi -Wait" DescribeHostUpdateRecordDetail
        $listed = Get-SslDeployment $new -Kind Update
        $said | Should -BeLike "*Update $($listed.DeployRecordId)*"
        (Update-SslCertificateBinding $new a91hoLqi -WarningAction SilentlyContinue).DeployRecordId | Should -Be $listed.DeployRecordId
    }
}
