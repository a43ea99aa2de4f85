BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/EmulatedTime.ps1
    $web = 'listener-web00443'
    $shop = 'listener-shop0443'
}

Describe 'Set-GaapCertificate' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'sends nothing when the certificate is bound already' {
        $domain = Get-GaapDomain -ListenerId $web -Domain www.example.com
        $binding = $domain | Set-GaapCertificate -CertificateId $domain.CertificateId
        $binding.State | Should -Be AlreadyCurrent
        $emulator.Requests.Count('ModifyCertificate') | Should -Be 0
    }

    It 'binds a domain to its listener''s certificate, and to its own again' {
        $binding = Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Wait
        $binding.State | Should -Be Live
        $binding.CertificateId | Should -Be default
        (Get-GaapDomain -ListenerId $web -Domain www.example.com).UsesListenerCertificate | Should -BeTrue
        $back = Set-GaapCertificate -ListenerId $web -Domain www.example.com -CertificateId $binding.PreviousCertificateId -Wait
        $back.PreviousCertificateId | Should -Be default
        $back.State | Should -Be Live
    }

    It 'imports an SSL certificate once for several domains' {
        $certificate = Get-SslCertificate -CertificateId a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false |
            Wait-SslCertificate
        $bindings = $certificate | Set-GaapCertificate -ListenerId $web -Domain www.example.com, example.com, api.example.com -Wait
        $bindings.Count | Should -Be 3
        $bindings.State | Should -Not -Contain Failed
        ($bindings.CertificateId | Sort-Object -Unique).Count | Should -Be 1
        $emulator.Requests.Count('CreateCertificate') | Should -Be 1
        $emulator.Requests.CountErrors('FailedOperation.ListenerHasTask') | Should -Be 0
    }

    It 'binds the first of two certificates, reports an error for the second, and does the same when repeated' {
        [void](Get-SslCertificate -CertificateId a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false |
            Wait-SslCertificate)
        $two = @(Get-SslCertificate -Domain www.example.com -Status Issued)
        $two.Count | Should -Be 2
        foreach ($state in 'Live', 'AlreadyCurrent') {
            $said = Invoke-Watched { $two | Set-GaapCertificate -ListenerId $web -Domain www.example.com -Wait -Ordered }
            $said.Output.State | Should -Be $state, Failed
            $said.Error.Count | Should -Be 1
            $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
            $said.Error[0].Exception.Message | Should -BeLike "*$($two[0].CertificateId) first*$($two[1].CertificateId) was not sent*"
        }

        $emulator.Requests.Count('ModifyCertificate') | Should -Be 1
        $emulator.Requests.Count('CreateCertificate') | Should -Be 1
    }

    It 'treats names that differ only in case as one binding' {
        $said = Invoke-Watched {
            Get-GaapCertificate cert-www4a1hq, cert-blog4e5p -Ordered | Set-GaapCertificate $web www.example.com, WWW.example.com -WhatIf
        }
        $said.Error.Count | Should -Be 2
        $said.Error.Exception.Message | Should -BeLike '*cert-www4a1hq first*'
    }

    It 'sets several client certificates, or those of the listener' {
        $mtls = Get-GaapDomain -Domain partner.example.com
        $mtls.ClientCertificateId | Should -Not -BeNullOrEmpty
        $second = $emulator.World.AddClientAuthority('Second CA').Id
        $both = $mtls |
            Set-GaapCertificate -CertificateId $mtls.CertificateId -ClientCertificateId $mtls.ClientCertificateId[0], $second -Wait
        $both.State | Should -Be Live
        (Get-GaapDomain -Domain partner.example.com).ClientCertificateId | Sort-Object |
            Should -Be (@($mtls.ClientCertificateId[0], $second) | Sort-Object)
        ($mtls | Set-GaapCertificate -CertificateId $mtls.CertificateId -ClientCertificateId default -Wait).State | Should -Be Live
        (Get-GaapDomain -Domain partner.example.com).ClientCertificateId | Should -Contain default
    }

    It 'waits while the listener is busy' {
        [void]$emulator.Faults.Add('ModifyCertificate', 'BusyListener', 2)
        (Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Wait).State | Should -Be Live
        $emulator.Requests.Count('ModifyCertificate') | Should -Be 3
    }

    It 'retries a change after a server error, because it is idempotent' {
        [void]$emulator.Faults.Add('ModifyCertificate', 'ServerError', 2)
        (Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Wait).State | Should -Be Live
    }

    It 'sends no change and no import with -WhatIf' {
        $certificate = Get-SslCertificate -CertificateId a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false |
            Wait-SslCertificate
        $emulator.Requests.Clear()
        $certificate | Set-GaapCertificate -ListenerId $web -WhatIf | Should -BeNullOrEmpty
        Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -WhatIf | Should -BeNullOrEmpty
        'CreateCertificate', 'ModifyCertificate' | ForEach-Object { $emulator.Requests.Count($_) | Should -Be 0 -Because $_ }
    }

    It 'shows with -WhatIf that client certificates change as well' {
        $transcript = Join-Path $TestDrive 'whatif.txt'
        $source = Get-SslCertificate -CertificateId a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false |
            Wait-SslCertificate
        [void](Start-Transcript $transcript)
        try {
            Set-GaapCertificate $web www.example.com cert-www4a1hq -ClientCertificateId cert-client01 -WhatIf
            $source | Set-GaapCertificate $web www.example.com -ClientCertificateId cert-client01 -WhatIf
        }
        finally { [void](Stop-Transcript) }
        @(Get-Content $transcript | Select-String ', client certificates cert-client01 .*www.example.com').Count | Should -Be 2
    }

    It 'refuses <Name>, and no change is sent' -ForEach @(
        @{ Name = 'an SSL id'; With = @{ CertificateId = 'a91hoLqi' }; Id = 'Client.InvalidParameter' }
        @{ Name = 'an unknown domain'; With = @{ Domain = 'nowhere.example.com' }; Id = 'Client.NotFound' }
        @{ Name = 'an unknown listener'; With = @{ ListenerId = 'listener-00000000' }; Id = '*NotFound*' }
        @{ Name = 'a listener id of another form'; With = @{ ListenerId = 'web' }; Id = 'Client.InvalidParameter' }
        @{ Name = 'a domain that is none'; With = @{ Domain = "www.exa mple.com" }; Id = 'Client.InvalidParameter' }
        @{ Name = 'a very long domain'; With = @{ Domain = 'a' * 10000 }; Id = 'Client.InvalidParameter' }
        @{ Name = 'a certificate for other names'; With = @{ CertificateId = 'cert-shop7b2k' }
            Id = 'InvalidParameterValue.CertificateNotMatchDomain' }
        @{ Name = 'a certificate that is past'; With = @{ CertificateId = 'cert-unused01' }; Id = '*' }
        @{ Name = 'a client CA as server certificate'; With = @{ CertificateId = 'cert-client01' }; Id = 'Client.InvalidParameter' }
        @{ Name = 'a version 2.0 proxy'; With = @{
            ListenerId = 'listener-older443'; Domain = 'legacy.example.org'; CertificateId = 'cert-legacy3f'
        }; Id = 'FailedOperation.ProxyVersionNotSupport' }
    ) {
        $arguments = @{ ListenerId = $web; Domain = 'www.example.com'; CertificateId = 'cert-blog4e5p' }
        $With.GetEnumerator() | ForEach-Object { $arguments[$_.Key] = $_.Value }
        $said = Invoke-Watched { Set-GaapCertificate @arguments }
        $said.Error.Count | Should -Be 1
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $said.Output.State | Should -Be Failed
        $said.Output.Error | Should -Not -BeNullOrEmpty
        $emulator.Requests.Count('ModifyCertificate') | Should -Be 0
    }

    It 'does not accept the id of an unknown object' {
        { [pscustomobject]@{ CertificateId = 'a91hoLqi'; ListenerId = $web; Domain = 'www.example.com' } |
            Set-GaapCertificate -ErrorAction Stop } | Should -Throw
        $emulator.Requests.Count('ModifyCertificate') | Should -Be 0
    }

    It 'refuses an invalid -ConnectTo, and one without -Verify, before any change' {
        { Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Verify -ConnectTo 'no port:here' } |
            Should -Throw '*host:port*'
        { Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -ConnectTo '127.0.0.1:1' } |
            Should -Throw '*-Verify*'
        $emulator.Requests.Count('ModifyCertificate') | Should -Be 0
    }

    It 'fails at the timeout, and reports the previous certificate' {
        Stop-TencentCertEmulator
        $slow = Start-TencentCertEmulator -ChangeDelay '00:00:30' -RequestsPerSecond 0 -Connect
        $said = Invoke-Watched {
            Set-GaapCertificate -ListenerId $web -Domain www.example.com, example.com -UseListenerCertificate -Wait -TimeoutSec 2
        }
        @($said.Output).Count | Should -Be 2
        $said.Output.State | Sort-Object -Unique | Should -Be Failed
        $said.Output.PreviousCertificateId | Should -Not -Contain $null
        $said.Error.Count | Should -Be 2
        $slow | Stop-TencentCertEmulator
    }

    It 'does not mistake another client''s change for its own' {
        Stop-TencentCertEmulator
        $slow = Start-TencentCertEmulator -ChangeDelay '00:00:02' -RequestsPerSecond 0 -Connect
        [void](Invoke-TencentCertApi -Service gaap -Action ModifyCertificate -Body @{
            ListenerId = $web; Domain = 'www.example.com'; CertificateId = 'default'
        } -Confirm:$false)
        (Set-GaapCertificate -ListenerId $web -Domain www.example.com -CertificateId cert-www4a1hq -Wait).State | Should -Be Live
        (Get-GaapDomain -ListenerId $web -Domain www.example.com).CertificateId | Should -Be cert-www4a1hq
        $slow | Stop-TencentCertEmulator
    }

    It 'accepts <Typed> as the certificate of the listener' -ForEach @{ Typed = 'DEFAULT' }, @{ Typed = 'Default' } {
        $bound = Set-GaapCertificate -ListenerId $web -Domain www.example.com -CertificateId $Typed -Wait
        $bound.State | Should -Be Live
        $bound.CertificateId | Should -BeExactly default
        (Get-GaapDomain -ListenerId $web -Domain www.example.com).CertificateId | Should -BeExactly default
        $said = Invoke-Watched { Set-GaapListenerCertificate -ListenerId $web -CertificateId $Typed; Get-GaapCertificate $Typed }
        $said.Error.FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
    }

    It 'accepts a reissue in place of its certificate, once it is issued' {
        $reissue = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false
        [void]($reissue | Wait-SslCertificate)
        ($reissue | Set-GaapCertificate -ListenerId $web -Domain www.example.com -Wait).State | Should -Be Live
    }

    It 'writes dates in the Gregorian calendar in every culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'th-TH'
            $said = Invoke-Watched { Set-GaapCertificate -ListenerId $web -Domain www.example.com -CertificateId cert-unused01 }
            $said.Error[0].Exception.Message | Should -Match ' expired on 20[0-9]{2}-'
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
    }

    It 'reports that the binding was changed when the address of -ConnectTo is unreachable' {
        $said = Invoke-Watched {
            Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Verify -ConnectTo '127.0.0.1:1' `
                -TimeoutSec 3
        }
        $said.Output.State | Should -Be Live
        $said.Output.Verified | Should -BeFalse
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotReachable,*'
        $said.Error[0].CategoryInfo.Category | Should -Be ConnectionError
        $said.Error[0].Exception.Message | Should -BeLike 'www.example.com is bound to default, but *127.0.0.1:1 cannot be reached: *'
        $said.Error[0].ErrorDetails.RecommendedAction | Should -BeLike 'The binding was changed*-ConnectTo*'
        $again = Invoke-Watched {
            Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Verify -ConnectTo '127.0.0.1:1' `
                -TimeoutSec 3
        }
        $again.Output.State | Should -Be AlreadyCurrent
        $again.Error[0].ErrorDetails.RecommendedAction | Should -BeLike 'The binding needed no change*-ConnectTo*'
    }

    It 'fails for a host name that does not resolve long before the timeout' {
        $before = $emulator.Clock.GetUtcNow()
        $said = Invoke-Watched {
            Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Verify `
                -ConnectTo 'no.such.host.invalid:443' -TimeoutSec 86400 -Connection (New-EmulatedTimeConnection $emulator)
        }
        $emulator.Clock.GetUtcNow() - $before | Should -BeLessThan ([timespan]::FromHours(1))
        $said.Output.State | Should -Be Live
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotReachable,*'
    }

    It 'verifies against the edge of the connected emulator' {
        (Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Verify).Verified | Should -BeTrue
        (Get-GaapDomain -ListenerId $web -Domain www.example.com | Test-GaapCertificate).ConnectedTo | Should -Be "$($emulator.Edge)"
    }
}

Describe 'A service that becomes unreachable after it accepted a change' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'is reported to have accepted the change' {
        $emulator | Stop-TencentCertEmulator
        $emulator = Start-TencentCertEmulator -Speed 0 -Connect
        # Stops the emulator once the change was accepted and the listener was read again.
        $later = [powershell]::Create().AddScript({
                param($Module, $Emulator)
                Import-Module $Module
                while (-not $Emulator.Requests.Count('ModifyCertificate')) { Start-Sleep -Milliseconds 20 }
                $looks = $Emulator.Requests.Count('DescribeRules')
                while ($Emulator.Requests.Count('DescribeRules') -eq $looks) { Start-Sleep -Milliseconds 20 }
                $Emulator | Stop-TencentCertEmulator
            })
        $stopping = $later.AddArgument((Join-Path $Root 'TencentCert.psd1')).AddArgument($emulator).BeginInvoke()
        $said = Invoke-Watched { Set-GaapCertificate $web api.example.com cert-www4a1hq -Wait -TimeoutSec 8 }
        [void]$later.EndInvoke($stopping)
        $said.Output.State | Should -Be Failed
        $said.Output.RequestId | Should -Not -BeNullOrEmpty
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.Timeout,*'
        $said.Error[0].Exception.Message |
            Should -BeLike 'GAAP accepted the change of *api.example.com*but its state could not be read since. *'
    }
}

Describe 'A key that is refused during a run' {
    BeforeEach {
        $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -ListenerCount 3 -DomainCount 60 -Connect
        $domains = @(Get-GaapDomain -Domain *.bulk.example.com | Where-Object Domain -Like site-*)
        $emulator.Requests.Clear()
        $always = [int]::MaxValue
    }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'is reported once, stops further changes, and returns an object for each domain' {
        $one = @($domains | Group-Object ListenerId)[0].Group
        [void]$emulator.Faults.AddError('ModifyCertificate', 'AuthFailure.SecretIdNotFound', 'no such key', $always, 1)
        $said = Invoke-Watched { $one | Set-GaapCertificate -UseListenerCertificate }
        $said.Output.Domain | Sort-Object | Should -Be ($one.Domain | Sort-Object)
        $said.Output.State | Sort-Object | Should -Be (@('Changed') + @('Failed') * ($one.Count - 1))
        $said.Error.Count | Should -Be 1
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'AuthFailure.SecretIdNotFound,*'
        $said.Error[0].Exception.Message | Should -Be 'no such key'
        @($said.Output.Error -like 'Not sent, because an earlier call failed: *').Count | Should -Be ($one.Count - 2)
        $emulator.Requests.Count('ModifyCertificate') | Should -Be 2
    }

    It 'is reported once by Update-GaapCertificate, whose journal can be resumed' {
        $new = Get-SslCertificate $emulator.World.AddSslCertificate([string[]]'*.bulk.example.com').Id
        $journal = Join-Path $TestDrive 'key.jsonl'
        [void]$emulator.Faults.AddError('ModifyCertificate', 'AuthFailure.SecretIdNotFound', 'no such key', $always, 10)
        $said = Invoke-Watched { $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal -WarningAction Ignore }
        $said.Error.Count | Should -Be 1
        ($said.Output | Where-Object Domain -Like site-*).Count | Should -Be 60
        $said.Output.State | Sort-Object -Unique | Should -Be Changed, Failed
        (Get-GaapCertificateUpdate $journal).State | Should -Be Failed

        $emulator.Faults.Clear()
        ($new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal).State | Sort-Object -Unique |
            Should -Be Changed, AlreadyCurrent
        (Get-GaapCertificateUpdate $journal).State | Should -Be Complete
    }

    It 'stops reading further domains' {
        [void]$emulator.Faults.AddError('DescribeRules', 'AuthFailure.SecretIdNotFound', 'no such key', $always)
        $said = Invoke-Watched { $domains | Set-GaapCertificate -UseListenerCertificate }
        $said.Output.State | Should -Be (@('Failed') * 60)
        $said.Error.Count | Should -Be 1
        $emulator.Requests.Count('DescribeRules') | Should -BeLessThan 10
        $emulator.Requests.Count('ModifyCertificate') | Should -Be 0
    }

    It 'ends the wait for an accepted change immediately' {
        [void]$emulator.Faults.AddError('DescribeRules', 'AuthFailure.SecretIdNotFound', 'no such key', $always, 1)
        $said = Invoke-Watched { $domains[0] | Set-GaapCertificate -UseListenerCertificate -Wait -TimeoutSec 3600 }
        $said.Output.State | Should -Be Failed
        $said.Output.RequestId | Should -Not -BeNullOrEmpty
        $said.Error.Count | Should -Be 1
        $said.Error[0].Exception.Message |
            Should -BeLike "GAAP accepted the change of *$($domains[0].Domain)*but its state could not be read since. *"
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'AuthFailure.SecretIdNotFound,*'
    }

    It 'is also reported once for listeners' {
        [void]$emulator.Faults.AddError('ModifyHTTPSListenerAttribute', 'AuthFailure.SecretIdNotFound', 'no such key', $always, 1)
        $new = Get-SslCertificate $emulator.World.AddSslCertificate([string[]]'*.bulk.example.com').Id
        $said = Invoke-Watched { $new | Set-GaapListenerCertificate ($domains.ListenerId | Select-Object -Unique) -ThrottleLimit 1 }
        $said.Output.State | Sort-Object | Should -Be Changed, Failed, Failed
        $said.Error.Exception.Message | Should -Be 'no such key'
        $emulator.Requests.Count('ModifyHTTPSListenerAttribute') | Should -Be 2
    }
}
