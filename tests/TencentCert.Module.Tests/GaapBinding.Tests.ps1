# GAAP's store and bindings, each path once, against the emulator over real HTTP and TLS.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $web = 'listener-web00443'
    $shop = 'listener-shop0443'
}

Describe 'GAAP' {
    BeforeEach { $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    Context 'Get-GaapDomain' {
        It 'walks proxies and groups when no id is given' {
            $all = Get-GaapDomain
            $all.ListenerId | Should -Contain 'listener-group443'
            $all.ListenerId | Should -Contain 'listener-older443'
            ($all | ForEach-Object { "$($_.ListenerId)/$($_.Domain)" } | Sort-Object -Unique).Count | Should -Be $all.Count
        }

        It 'resolves "default" through the listener' {
            $domain = Get-GaapDomain -ListenerId $web -Domain api.example.com
            $domain.CertificateId | Should -Be default
            $domain.EffectiveCertificateId | Should -Be (Get-GaapListener $web).CertificateId
        }

        It 'leads to the certificate a domain serves, its listener''s included' {
            $domains = Get-GaapDomain
            $domains.CertificateId | Should -Contain default
            $domains.CertificateId | Should -Contain $null
            $served = $domains | Get-GaapCertificate -Ordered
            $served.CertificateId | Should -Be $domains.EffectiveCertificateId
            ($domains[0] | Get-GaapCertificate -IncludePrivateKey).PrivateKey | Should -BeOfType securestring
            $none = [TencentCert.Core.Gaap.GaapDomain]@{ ListenerId = 'listener-bare0443'; Domain = 'bare.example.com' }
            (Invoke-Watched { $none | Get-GaapCertificate }).Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
        }

        It 'finds an international name in either spelling' {
            (Get-GaapDomain -Domain 例子.example.com).Domain | Should -Be (Get-GaapDomain -Domain xn--fsqu00a.example.com).Domain
            (Get-SslCertificate -Domain xn--fsqu00a.example.com).CertificateId | Should -Be (Get-SslCertificate -Domain 例子.example.com).CertificateId
        }

        It 'takes proxies and listeners from the pipeline' {
            $byProxy = Get-GaapProxy -ProxyId link-main3v01 | Get-GaapDomain
            $byListener = Get-GaapListener -ProxyId link-main3v01 | Get-GaapDomain
            ($byProxy.Domain | Sort-Object) -join ',' | Should -Be (($byListener.Domain | Sort-Object) -join ',')
            (Get-GaapProxy -ProxyId link-group3v1 | Get-GaapDomain).ListenerId | Should -Be listener-group443
        }
    }

    Context 'An id that does not exist' {
        It 'is an error of its own, and the others go on: <Command>' -ForEach @(
            @{ Command = { Get-GaapProxy link-main3v01, link-nope1234 }; Missing = 'link-nope1234'; Count = 1 }
            @{ Command = { Get-GaapListener -ProxyId link-nope1234, link-shop3v02 }; Missing = 'link-nope1234'; Count = 1 }
            @{ Command = { Get-GaapListener listener-nope1234, listener-web00443 }; Missing = 'listener-nope1234'; Count = 1 }
            @{ Command = { Get-GaapDomain -GroupId lg-nope, lg-group3v0 }; Missing = 'lg-nope'; Count = 1 }
            @{ Command = { Get-GaapDomain -ProxyId link-nope1234 }; Missing = 'link-nope1234'; Count = 0 }
            @{ Command = { Get-GaapCertificateUsage cert-nope1234, cert-blog4e5p }; Missing = 'cert-nope1234'; Count = 1 }
            @{ Command = { Remove-GaapCertificate cert-nope1234, cert-www4a1hq -Unused -Confirm:$false }; Missing = 'cert-nope1234'; Count = 0 }
            @{ Command = { Get-SslDeployment nope }; Missing = 'nope'; Count = 0 }
        ) {
            $said = Invoke-Watched $Command
            $said.Error.Count | Should -Be 1
            $said.Error[0].CategoryInfo.Category | Should -Be ObjectNotFound
            $said.Error[0].TargetObject | Should -Be $Missing
            $said.Error[0].ErrorDetails.Message | Should -BeLike "*$Missing*"
            $said.Output.Count | Should -Be $Count
        }

        It 'is not one that exists and has nothing' {
            $said = Invoke-Watched { Get-GaapListener -ProxyId link-group3v1; Get-GaapDomain -ProxyId link-group3v1; Get-SslDeployment a91hoLqi; Get-GaapCertificateUsage cert-www4a1hq -Unused }
            $said.All | Should -BeNullOrEmpty
        }
    }

    Context 'A service that is gone after it took a change' {
        It 'is not said to have been sent nothing' {
            $emulator | Stop-TencentCertEmulator
            $emulator = Start-TencentCertEmulator -Speed 0 -Connect
            # Whoever looks at the listener again has its answer.
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
            $said.Error[0].Exception.Message | Should -BeLike 'GAAP accepted the change of *api.example.com* could not be asked about it since. *'
        }
    }

    Context 'An id that is empty' {
        It 'does not stand for the whole account: <Command>' -ForEach @(
            @{ Command = { Get-GaapListener -ListenerId '' } }
            @{ Command = { Get-GaapDomain -ListenerId $null } }
            @{ Command = { [pscustomobject]@{ ListenerId = '' } | Get-GaapDomain } }
        ) {
            $said = Invoke-Watched $Command
            $said.Output | Should -BeNullOrEmpty
            $said.Error.FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
            $emulator.Requests.Total | Should -Be 0
        }

        It 'counts for nothing beside one that is not' {
            (Get-GaapListener -ListenerId '' -ProxyId link-shop3v02).ListenerId | Should -Be $shop
        }
    }

    Context 'Set-GaapCertificate' {
        It 'sends nothing when the certificate is bound already' {
            $domain = Get-GaapDomain -ListenerId $web -Domain www.example.com
            $binding = $domain | Set-GaapCertificate -CertificateId $domain.CertificateId
            $binding.State | Should -Be AlreadyCurrent
            $emulator.Requests.Count('ModifyCertificate') | Should -Be 0
        }

        It 'lets a domain use its listener''s certificate, and gives it one of its own again' {
            $binding = Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Wait
            $binding.State | Should -Be Live
            $binding.CertificateId | Should -Be default
            (Get-GaapDomain -ListenerId $web -Domain www.example.com).UsesListenerCertificate | Should -BeTrue
            $back = Set-GaapCertificate -ListenerId $web -Domain www.example.com -CertificateId $binding.PreviousCertificateId -Wait
            $back.PreviousCertificateId | Should -Be default
            $back.State | Should -Be Live
        }

        It 'carries an SSL certificate over once for several domains' {
            $certificate = Get-SslCertificate -CertificateId a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false | Wait-SslCertificate
            $bindings = $certificate | Set-GaapCertificate -ListenerId $web -Domain www.example.com, example.com, api.example.com -Wait
            $bindings.Count | Should -Be 3
            $bindings.State | Should -Not -Contain Failed
            ($bindings.CertificateId | Sort-Object -Unique).Count | Should -Be 1
            $emulator.Requests.Count('CreateCertificate') | Should -Be 1
            $emulator.Requests.CountErrors('FailedOperation.ListenerHasTask') | Should -Be 0
        }

        It 'binds the first of two certificates, and stays with it when it runs again' {
            [void](Get-SslCertificate -CertificateId a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false | Wait-SslCertificate)
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

        It 'takes a name in two spellings for one binding' {
            $said = Invoke-Watched { Get-GaapCertificate cert-www4a1hq, cert-blog4e5p -Ordered | Set-GaapCertificate $web www.example.com, WWW.example.com -WhatIf }
            $said.Error.Count | Should -Be 2
            $said.Error.Exception.Message | Should -BeLike '*cert-www4a1hq first*'
        }

        It 'keeps client certificates, and sets one, several or the listener''s' {
            $mtls = Get-GaapDomain -Domain partner.example.com
            $mtls.ClientCertificateId | Should -Not -BeNullOrEmpty
            $second = $emulator.World.AddClientAuthority('Second CA').Id
            $both = $mtls | Set-GaapCertificate -CertificateId $mtls.CertificateId -ClientCertificateId $mtls.ClientCertificateId[0], $second -Wait
            $both.State | Should -Be Live
            (Get-GaapDomain -Domain partner.example.com).ClientCertificateId | Sort-Object | Should -Be (@($mtls.ClientCertificateId[0], $second) | Sort-Object)
            ($mtls | Set-GaapCertificate -CertificateId $mtls.CertificateId -ClientCertificateId default -Wait).State | Should -Be Live
            (Get-GaapDomain -Domain partner.example.com).ClientCertificateId | Should -Contain default
        }

        It 'waits while the listener is busy' {
            [void]$emulator.Faults.Add('ModifyCertificate', 'BusyListener', 2)
            (Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Wait).State | Should -Be Live
            $emulator.Requests.Count('ModifyCertificate') | Should -Be 3
        }

        It 'repeats a change whose answer was lost, because it may' {
            [void]$emulator.Faults.Add('ModifyCertificate', 'ServerError', 2)
            (Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Wait).State | Should -Be Live
        }

        It 'shows each change and sends none with -WhatIf, an import neither' {
            $certificate = Get-SslCertificate -CertificateId a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false | Wait-SslCertificate
            $emulator.Requests.Clear()
            $certificate | Set-GaapCertificate -ListenerId $web -WhatIf | Should -BeNullOrEmpty
            Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -WhatIf | Should -BeNullOrEmpty
            'CreateCertificate', 'ModifyCertificate' | ForEach-Object { $emulator.Requests.Count($_) | Should -Be 0 -Because $_ }
        }

        It 'shows with -WhatIf that client certificates change as well' {
            $transcript = Join-Path $TestDrive 'whatif.txt'
            $source = Get-SslCertificate -CertificateId a91hoLqi | Invoke-SslCertificateReissue -ValidType DNS_AUTO -Confirm:$false | Wait-SslCertificate
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
            @{ Name = 'a certificate for other names'; With = @{ CertificateId = 'cert-shop7b2k' }; Id = 'InvalidParameterValue.CertificateNotMatchDomain' }
            @{ Name = 'a certificate that is past'; With = @{ CertificateId = 'cert-unused01' }; Id = '*' }
            @{ Name = 'a client CA as server certificate'; With = @{ CertificateId = 'cert-client01' }; Id = 'Client.InvalidParameter' }
            @{ Name = 'a version 2.0 proxy'; With = @{ ListenerId = 'listener-older443'; Domain = 'legacy.example.org'; CertificateId = 'cert-legacy3f' }; Id = 'FailedOperation.ProxyVersionNotSupport' }
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

        It 'does not take an unknown object for an id' {
            { [pscustomobject]@{ CertificateId = 'a91hoLqi'; ListenerId = $web; Domain = 'www.example.com' } | Set-GaapCertificate -ErrorAction Stop } | Should -Throw
            $emulator.Requests.Count('ModifyCertificate') | Should -Be 0
        }

        It 'refuses an address that is none before anything is changed' {
            { Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Verify -ConnectTo 'no port:here' } | Should -Throw '*host:port*'
            { Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -ConnectTo '127.0.0.1:1' } | Should -Throw '*-Verify*'
            $emulator.Requests.Count('ModifyCertificate') | Should -Be 0
        }

        It 'ends when its time is up, and says what was bound before' {
            Stop-TencentCertEmulator
            $slow = Start-TencentCertEmulator -ChangeDelay '00:00:30' -RequestsPerSecond 0 -Connect
            $said = Invoke-Watched { Set-GaapCertificate -ListenerId $web -Domain www.example.com, example.com -UseListenerCertificate -Wait -TimeoutSec 2 }
            @($said.Output).Count | Should -Be 2
            $said.Output.State | Sort-Object -Unique | Should -Be Failed
            $said.Output.PreviousCertificateId | Should -Not -Contain $null
            $said.Error.Count | Should -Be 2
            $slow | Stop-TencentCertEmulator
        }

        It 'does not take somebody else''s change for its own' {
            Stop-TencentCertEmulator
            $slow = Start-TencentCertEmulator -ChangeDelay '00:00:02' -RequestsPerSecond 0 -Connect
            [void](Invoke-TencentCertApi -Service gaap -Action ModifyCertificate -Body @{ ListenerId = $web; Domain = 'www.example.com'; CertificateId = 'default' } -Confirm:$false)
            (Set-GaapCertificate -ListenerId $web -Domain www.example.com -CertificateId cert-www4a1hq -Wait).State | Should -Be Live
            (Get-GaapDomain -ListenerId $web -Domain www.example.com).CertificateId | Should -Be cert-www4a1hq
            $slow | Stop-TencentCertEmulator
        }

        It 'takes a reissue for its certificate, once it is issued' {
            $reissue = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false
            [void]($reissue | Wait-SslCertificate)
            ($reissue | Set-GaapCertificate -ListenerId $web -Domain www.example.com -Wait).State | Should -Be Live
        }

        It 'says the same date under every calendar' {
            $culture = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = 'th-TH'
                $said = Invoke-Watched { Set-GaapCertificate -ListenerId $web -Domain www.example.com -CertificateId cert-unused01 }
                $said.Error[0].Exception.Message | Should -Match ' ended on 20[0-9]{2}-'
            }
            finally { [cultureinfo]::CurrentCulture = $culture }
        }

        It 'says so when another certificate is served' {
            $said = Invoke-Watched { Set-GaapCertificate -ListenerId $web -Domain www.example.com -UseListenerCertificate -Verify -ConnectTo '127.0.0.1:1' -TimeoutSec 3 }
            $said.Output.Verified | Should -BeFalse
            $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotServed,*'
        }
    }

    Context 'Set-GaapListenerCertificate' {
        It 'takes a certificate of either service from the pipeline' {
            (Get-GaapCertificate cert-blog4e5p | Set-GaapListenerCertificate $shop -Wait).State | Should -Be Live
            $carried = Get-SslCertificate a91hoLqi | Set-GaapListenerCertificate $shop -Wait
            $carried.State | Should -Be Live
            (Get-GaapListener $shop).CertificateId | Should -Be $carried.CertificateId
        }

        It 'carries each of two certificates to a listener of its own' {
            $listeners = $shop, 'listener-mtls8443'
            $sources = @(Get-SslCertificate -Status Issued | Where-Object CertificateId -NE a91hoLqi)[0], (Get-SslCertificate a91hoLqi)
            $pairs = 0, 1 | ForEach-Object { $sources[$_] | Add-Member -PassThru ListenerId $listeners[$_] }
            $bindings = @($pairs | Set-GaapListenerCertificate -Wait -Ordered)
            $bindings.State | Should -Not -Contain Failed
            0, 1 | ForEach-Object { (Get-GaapCertificate $bindings[$_].CertificateId).SubjectCN | Should -Be $sources[$_].Domain }
        }

        It 'refuses a second certificate for one listener' {
            $said = Invoke-Watched { Get-GaapCertificate cert-blog4e5p, cert-www4a1hq -Ordered | Set-GaapListenerCertificate $shop -Wait -Ordered }
            $said.Output.State | Should -Be Live, Failed
            $said.Error.Exception.Message | Should -BeLike "$shop * cert-blog4e5p first*cert-www4a1hq was not sent*"
            $emulator.Requests.Count('ModifyHTTPSListenerAttribute') | Should -Be 1
        }

        It 'refuses a certificate that leaves out what follows the listener, unless forced' {
            $said = Invoke-Watched { Set-GaapListenerCertificate $web cert-blog4e5p -Wait; Get-SslCertificate e45psQun | Set-GaapListenerCertificate $web -Wait }
            $said.Output.State | Should -Be Failed, Failed
            $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'InvalidParameterValue.CertificateNotMatchDomain,*'
            $said.Error[0].Exception.Message | Should -BeLike "cert-blog4e5p * $web`: api.example.com; * blog.example.com.*-Force*"
            $said.Error[1].Exception.Message | Should -BeLike "e45psQun * $web`: api.example.com; *"
            $emulator.Requests.Count('ModifyHTTPSListenerAttribute') | Should -Be 0
            (Set-GaapListenerCertificate $web cert-blog4e5p -Wait -Force).State | Should -Be Live
        }

        It 'says what was bound before, also when the write fails' {
            [void]$emulator.Faults.AddError('ModifyHTTPSListenerAttribute', 'FailedOperation.Test', 'no', 1)
            $said = Invoke-Watched { Set-GaapListenerCertificate $shop cert-blog4e5p }
            $said.Output.State | Should -Be Failed
            $said.Output.CertificateId | Should -Be cert-blog4e5p
            $said.Output.PreviousCertificateId | Should -Be cert-shop7b2k
        }

        It 'wants a server certificate, client certificates, or both' {
            { Set-GaapListenerCertificate $web } | Should -Throw '*-ClientCertificateId*'
            { Get-GaapListener $web | Set-GaapListenerCertificate } | Should -Throw '*-ClientCertificateId*'
        }
    }

    Context 'A key that is refused from a moment on' {
        BeforeEach {
            $emulator | Stop-TencentCertEmulator
            $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -ListenerCount 3 -DomainCount 60 -Connect
            $domains = @(Get-GaapDomain -Domain *.bulk.example.com | Where-Object Domain -Like site-*)
            $emulator.Requests.Clear()
            $always = [int]::MaxValue
        }

        It 'is said once, sends nothing more, and each domain ends as an object' {
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

        It 'is said once by Update-GaapCertificate, and its journal goes on with another key' {
            $new = Get-SslCertificate $emulator.World.AddSslCertificate([string[]]'*.bulk.example.com').Id
            $journal = Join-Path $TestDrive 'key.jsonl'
            [void]$emulator.Faults.AddError('ModifyCertificate', 'AuthFailure.SecretIdNotFound', 'no such key', $always, 10)
            $said = Invoke-Watched { $new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal -WarningAction Ignore }
            $said.Error.Count | Should -Be 1
            ($said.Output | Where-Object Domain -Like site-*).Count | Should -Be 60
            $said.Output.State | Sort-Object -Unique | Should -Be Changed, Failed
            (Get-GaapCertificateUpdate $journal).State | Should -Be Failed

            $emulator.Faults.Clear()
            ($new | Update-GaapCertificate -OldCertificateId cert-bulk0001 -JournalPath $journal).State | Sort-Object -Unique | Should -Be Changed, AlreadyCurrent
            (Get-GaapCertificateUpdate $journal).State | Should -Be Complete
        }

        It 'asks for no domain any more' {
            [void]$emulator.Faults.AddError('DescribeRules', 'AuthFailure.SecretIdNotFound', 'no such key', $always)
            $said = Invoke-Watched { $domains | Set-GaapCertificate -UseListenerCertificate }
            $said.Output.State | Should -Be (@('Failed') * 60)
            $said.Error.Count | Should -Be 1
            $emulator.Requests.Count('DescribeRules') | Should -BeLessThan 10
            $emulator.Requests.Count('ModifyCertificate') | Should -Be 0
        }

        It 'ends the wait for what was accepted at once' {
            [void]$emulator.Faults.AddError('DescribeRules', 'AuthFailure.SecretIdNotFound', 'no such key', $always, 1)
            $said = Invoke-Watched { $domains[0] | Set-GaapCertificate -UseListenerCertificate -Wait -TimeoutSec 3600 }
            $said.Output.State | Should -Be Failed
            $said.Output.RequestId | Should -Not -BeNullOrEmpty
            $said.Error.Count | Should -Be 1
            $said.Error[0].Exception.Message | Should -BeLike "GAAP accepted the change of *$($domains[0].Domain)* could not be asked about it since. *"
            $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'AuthFailure.SecretIdNotFound,*'
        }

        It 'is said once for listeners too' {
            [void]$emulator.Faults.AddError('ModifyHTTPSListenerAttribute', 'AuthFailure.SecretIdNotFound', 'no such key', $always, 1)
            $new = Get-SslCertificate $emulator.World.AddSslCertificate([string[]]'*.bulk.example.com').Id
            $said = Invoke-Watched { $new | Set-GaapListenerCertificate ($domains.ListenerId | Select-Object -Unique) -ThrottleLimit 1 }
            $said.Output.State | Sort-Object | Should -Be Changed, Failed, Failed
            $said.Error.Exception.Message | Should -Be 'no such key'
            $emulator.Requests.Count('ModifyHTTPSListenerAttribute') | Should -Be 2
        }
    }

    Context 'Import-GaapCertificate' {
        BeforeEach {
            $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))
            $key = [Security.Cryptography.RSA]::Create(2048)
            $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=import.example.com', $key, 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
            $own = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(90))
            Set-Content (Join-Path $folder 'c.pem') $own.ExportCertificatePem()
            Set-Content (Join-Path $folder 'k.pem') $key.ExportPkcs8PrivateKeyPem()
            [IO.File]::WriteAllBytes((Join-Path $folder 'c.pfx'), $own.Export('Pfx', 'secret words'))
            $password = [securestring]::new()
            'secret words'.ToCharArray().ForEach{ $password.AppendChar($_) }
        }

        It 'imports PEM files once, and finds the copy afterwards' {
            $first = Import-GaapCertificate -Path (Join-Path $folder 'c.pem') -KeyPath (Join-Path $folder 'k.pem') -Alias mine
            $first.Reused | Should -BeFalse
            $first.Thumbprint | Should -Be $own.Thumbprint
            $again = Import-GaapCertificate -Path (Join-Path $folder 'c.pfx') -Password $password
            $again.Reused | Should -BeTrue
            $again.CertificateId | Should -Be $first.CertificateId
            $emulator.Requests.Count('CreateCertificate') | Should -Be 1
        }

        It 'makes one copy when the answer is lost' {
            [void]$emulator.Faults.Add('CreateCertificate', 'LoseAnswer')
            $made = Import-GaapCertificate -LiteralPath (Join-Path $folder 'c.pfx') -Password $password
            @(Get-GaapCertificate -Name 'import.example.com').CertificateId | Should -Be $made.CertificateId
            $emulator.Requests.Count('CreateCertificate') | Should -Be 1
        }

        It 'sends once when the answer is lost and no copy shows, and says so' {
            [void]$emulator.Faults.Add('CreateCertificate', 'ServerError')
            $said = Invoke-Watched { Import-GaapCertificate -LiteralPath (Join-Path $folder 'c.pfx') -Password $password }
            $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.OutcomeUnknown,*'
            $emulator.Requests.Count('CreateCertificate') | Should -Be 1
        }

        It 'refuses <Name> before anything is sent' -ForEach @(
            @{ Name = 'a file that is not there'; File = 'none.pem'; Key = $null }
            @{ Name = 'a certificate without its key'; File = 'c.pem'; Key = $null }
            @{ Name = 'a key of another certificate'; File = 'c.pem'; Key = 'other.pem' }
            @{ Name = 'a key in place of a certificate'; File = 'k.pem'; Key = 'k.pem' }
            @{ Name = 'an empty file'; File = 'empty.pem'; Key = 'k.pem' }
            @{ Name = 'cut PEM'; File = 'cut.pem'; Key = 'k.pem' }
            @{ Name = 'a PFX without its password'; File = 'c.pfx'; Key = $null }
        ) {
            Set-Content (Join-Path $folder 'other.pem') ([Security.Cryptography.RSA]::Create(2048).ExportPkcs8PrivateKeyPem())
            Set-Content (Join-Path $folder 'empty.pem') '' -NoNewline
            Set-Content (Join-Path $folder 'cut.pem') ($own.ExportCertificatePem().Substring(0, 300))
            $emulator.Requests.Clear()
            $arguments = @{ LiteralPath = Join-Path $folder $File }
            if ($Key) { $arguments.KeyPath = Join-Path $folder $Key }
            $said = Invoke-Watched { Import-GaapCertificate @arguments }
            $said.Error.Count | Should -Be 1
            $said.Error[0].Exception.Message | Should -Not -Match 'BEGIN|MII'
            $emulator.Requests.Total | Should -Be 0
        }
    }

    Context 'Test-GaapCertificate' {
        It 'tells a domain that serves something else' {
            $domain = Get-GaapDomain -ListenerId $web -Domain blog.example.com
            ($domain | Test-GaapCertificate -ConnectTo $emulator.Edge).Passed | Should -BeTrue
            $emulator.World.Domains | Where-Object Name -EQ 'blog.example.com' | Should -Not -BeNullOrEmpty
            $other = [Net.IPEndPoint]::Parse($emulator.Edge.ToString())
            $test = $domain | Test-GaapCertificate -ConnectTo '127.0.0.1:1'
            $test.Passed | Should -BeFalse
            $test.Reason | Should -Match '127.0.0.1:1'
            $domain | Test-GaapCertificate -ConnectTo $other -Quiet | Should -BeTrue
            $domain | Test-GaapCertificate -ConnectTo '127.0.0.1:1' -Quiet | Should -BeFalse
        }

        It 'takes what a rotation puts out, listeners among it, and no empty name' {
            $said = Invoke-Watched { [pscustomobject]@{ ListenerId = $web; Domain = $null }, (Get-GaapDomain -ListenerId $web -Domain blog.example.com) | Test-GaapCertificate -ConnectTo $emulator.Edge }
            $said.Error | Should -BeNullOrEmpty
            $said.Output.Domain | Should -Be 'blog.example.com'

            $said = Invoke-Watched { Test-GaapCertificate $web $null }
            $said.Output | Should -BeNullOrEmpty
            $said.Error.FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        }
    }
}
