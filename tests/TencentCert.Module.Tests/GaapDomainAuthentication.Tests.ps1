# Authentication between GAAP, clients and origin servers, and the rotation of the certificates for it.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $web = 'listener-web00443'

    # A certificate with its key for connections to origin servers: 1.3.6.1.5.5.7.3.2 is TLS client authentication.
    function New-CertificateFile([string] $Name, [switch] $Authority, [int] $Days = 90) {
        $key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new("CN=$Name", $key, 'SHA256')
        $request.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new([bool] $Authority,
            $false, 0, $true))
        $purposes = [Security.Cryptography.OidCollection]::new()
        $null = $purposes.Add([Security.Cryptography.Oid]::new('1.3.6.1.5.5.7.3.2'))
        if (-not $Authority) {
            $request.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509EnhancedKeyUsageExtension]::new($purposes,
                $false))
        }
        $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays($Days))
        $path = Join-Path $TestDrive "$([guid]::NewGuid()).pem"
        Set-Content $path ($certificate.ExportCertificatePem() + "`n" + $key.ExportPkcs8PrivateKeyPem())
        $path
    }

    function Get-Authentication([string] $Domain = 'www.example.com') { (Get-GaapDomain $web $Domain).Authentication }
}

Describe 'Set-GaapDomainAuthentication' {
    BeforeEach {
        $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect
        $ca = Import-GaapCertificate (New-CertificateFile 'Origin CA' -Authority) -CertificateType RealServer
        $own = Import-GaapCertificate (New-CertificateFile 'gaap.example.com') -CertificateType Gaap
        $users = (Invoke-TencentCertApi gaap CreateCertificate @{ CertificateType = 0; CertificateContent = 'user:hash' }).CertificateId
    }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'keeps settings that are not given' {
        $first = Set-GaapDomainAuthentication $web www.example.com -RealServerCertificateId $ca.CertificateId `
            -RealServerCertificateDomain origin.example.com -Wait
        $first.State, $first.Role, $first.CertificateId | Should -Be 'Live', 'RealServer', $ca.CertificateId
        (Set-GaapDomainAuthentication $web www.example.com -GaapCertificateId $own.CertificateId `
            -Wait).Authentication.RealServerCertificateId |
            Should -Be $ca.CertificateId
        Set-GaapDomainAuthentication $web www.example.com -BasicAuthConfId $users -Wait | Out-Null

        $domain = Get-GaapDomain $web www.example.com
        $domain.RealServerCertificateId, $domain.RealServerCertificateDomain, $domain.GaapCertificateId, $domain.BasicAuthConfId |
            Should -Be $ca.CertificateId, 'origin.example.com', $own.CertificateId, $users
        $before = $emulator.Requests.Count('SetAuthentication')
        (Set-GaapDomainAuthentication $web www.example.com -BasicAuthConfId $users -GaapCertificateId $own.CertificateId).State |
            Should -Be 'AlreadyCurrent'
        $emulator.Requests.Count('SetAuthentication') | Should -Be $before
    }

    It 'disables only the settings named by -Disable' {
        Set-GaapDomainAuthentication $web www.example.com -RealServerCertificateId $ca.CertificateId `
            -GaapCertificateId $own.CertificateId -BasicAuthConfId $users -Wait |
            Out-Null
        Set-GaapDomainAuthentication $web www.example.com -Disable Gaap, BasicAuth -Wait | Out-Null
        "$(Get-Authentication)" | Should -Be "RealServer $($ca.CertificateId)"
    }

    It 'accepts several CAs, and domains from the pipeline' {
        $second = Import-GaapCertificate (New-CertificateFile 'Other CA' -Authority) -CertificateType RealServer
        $set = Get-GaapDomain $web | Set-GaapDomainAuthentication -RealServerCertificateId $ca.CertificateId, $second.CertificateId -Wait
        $set.State | Select-Object -Unique | Should -Be 'Live'
        (Get-Authentication).RealServerCertificateId | Should -Be $ca.CertificateId, $second.CertificateId
    }

    It 'sets the client CA and keeps the server certificate' {
        $was = (Get-GaapDomain listener-mtls8443)[0]
        $clients = Import-GaapCertificate (New-CertificateFile 'Clients' -Authority) -CertificateType Client
        (Set-GaapDomainAuthentication listener-mtls8443 $was.Domain -ClientCertificateId $clients.CertificateId -Wait).State |
            Should -Be 'Live'
        $now = Get-GaapDomain listener-mtls8443 $was.Domain
        $now.ClientCertificateId, $now.CertificateId | Should -Be $clients.CertificateId, $was.CertificateId
    }

    It 'refuses <Case> before anything is sent' -ForEach @(
        @{ Case = 'a certificate of another type'; Arguments = { @{ RealServerCertificateId = $own.CertificateId } }
            Code = 'Client.InvalidParameter' }
        @{ Case = 'a server certificate'; Arguments = { @{ GaapCertificateId = 'cert-www4a1hq' } }; Code = 'Client.InvalidParameter' }
        @{ Case = 'a certificate that is not there'; Arguments = { @{ GaapCertificateId = 'cert-notthere' } }; Code = 'ResourceNotFound' }
        @{ Case = 'an id of the SSL service'; Arguments = { @{ GaapCertificateId = 'a91hoLqi' } }; Code = 'Client.InvalidParameter' }
        @{ Case = 'an expired one'; Arguments = {
            @{ RealServerCertificateId = (Import-GaapCertificate (New-CertificateFile Old -Authority -Days -0.5) `
                -CertificateType RealServer -Force 3>$null).CertificateId }
        }; Code = 'Client.InvalidParameter' }
        @{ Case = 'a name without a CA'; Arguments = { @{ RealServerCertificateDomain = 'origin.example.com' } }
            Code = 'Client.InvalidParameter' }
    ) {
        $parameters = & $Arguments
        $said = Invoke-Watched { Set-GaapDomainAuthentication $web www.example.com @parameters }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike "$Code,*"
        $said.Output.State | Should -Be 'Failed'
        $emulator.Requests.Count('SetAuthentication') | Should -Be 0
    }

    It 'refuses a call without settings, and a setting that is also disabled' {
        { Set-GaapDomainAuthentication $web www.example.com } | Should -Throw '*-Disable*'
        { Set-GaapDomainAuthentication $web www.example.com -GaapCertificateId $own.CertificateId -Disable Gaap } |
            Should -Throw '*-Disable*'
    }

    It 'sends no change with -WhatIf' {
        Set-GaapDomainAuthentication $web www.example.com -GaapCertificateId $own.CertificateId -WhatIf | Should -BeNullOrEmpty
        $emulator.Requests.Count('SetAuthentication') | Should -Be 0
    }

    It 'makes the certificates appear as used in usage and inventory' {
        Set-GaapDomainAuthentication $web www.example.com -RealServerCertificateId $ca.CertificateId `
            -GaapCertificateId $own.CertificateId -Wait |
            Out-Null
        (Get-GaapCertificateUsage $own.CertificateId -SkipSource).Use.Role | Should -Be 'Gaap'
        (Get-TencentCertInventory | Where-Object CertificateId -EQ $ca.CertificateId).Use.Role | Should -Be 'RealServer'
        (Get-GaapCertificateUsage -Unused -SkipSource).CertificateId | Should -Not -Contain $own.CertificateId
    }
}

Describe 'Update-GaapCertificate for origin certificates' {
    BeforeEach {
        $emulator = Start-TencentCertEmulator -Speed 20 -RequestsPerSecond 0 -Connect
        $ca = Import-GaapCertificate (New-CertificateFile 'Origin CA' -Authority) -CertificateType RealServer
        $other = Import-GaapCertificate (New-CertificateFile 'Other CA' -Authority) -CertificateType RealServer
        $own = Import-GaapCertificate (New-CertificateFile 'gaap.example.com') -CertificateType Gaap
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        Get-GaapDomain $web |
            Set-GaapDomainAuthentication -RealServerCertificateId $other.CertificateId, $ca.CertificateId `
                -GaapCertificateId $own.CertificateId -Wait |
            Out-Null
        $before = @(Get-GaapDomain $web | Sort-Object Domain | ForEach-Object { "$($_.Domain) $($_.CertificateId) $($_.Authentication)" })
    }
    AfterEach { $emulator | Stop-TencentCertEmulator }

    It 'replaces one of several CAs on every domain, changes nothing when repeated, and can be undone' {
        $next = Import-GaapCertificate (New-CertificateFile 'Next CA' -Authority) -CertificateType RealServer
        $set = $next | Update-GaapCertificate -OldCertificateId $ca.CertificateId -JournalPath $journal
        $set | Should -HaveCount $before.Count
        $set.State | Select-Object -Unique | Should -Be 'Changed'
        (Get-Authentication).RealServerCertificateId | Should -Be $other.CertificateId, $next.CertificateId
        (Get-Authentication).GaapCertificateId | Should -Be $own.CertificateId
        ($next | Update-GaapCertificate -OldCertificateId $ca.CertificateId -JournalPath $journal).State | Select-Object -Unique |
            Should -Be 'AlreadyCurrent'
        $told = Get-GaapCertificateUpdate $journal
        $told.State | Should -Be 'Complete'
        $told.Bindings.Role | Select-Object -Unique | Should -Be 'RealServer'

        (Undo-GaapCertificateUpdate $journal).State | Select-Object -Unique | Should -Be 'Changed'
        @(Get-GaapDomain $web | Sort-Object Domain | ForEach-Object { "$($_.Domain) $($_.CertificateId) $($_.Authentication)" }) |
            Should -Be $before
    }

    It 'imports a file with the type of the old certificate and removes the old one' {
        $set = Update-GaapCertificate -Path (New-CertificateFile 'gaap2.example.com') -OldCertificateId $own.CertificateId `
            -RemoveOld 3>$null 6>$null
        $set.Role | Select-Object -Unique | Should -Be 'Gaap'
        $set.Verified | Select-Object -Unique | Should -BeNullOrEmpty
        (Get-GaapCertificate (Get-Authentication).GaapCertificateId).CertificateType | Should -Be 'Gaap'
        (Get-GaapCertificate).CertificateId | Should -Not -Contain $own.CertificateId
    }

    It 'replaces two certificates of one domain in one run' {
        $next = Import-GaapCertificate (New-CertificateFile 'Next CA' -Authority) -CertificateType RealServer
        $mine = Import-GaapCertificate (New-CertificateFile 'gaap2.example.com') -CertificateType Gaap
        $next, $mine | Update-GaapCertificate -OldCertificateId $ca.CertificateId, $own.CertificateId -JournalPath $journal | Out-Null
        (Get-Authentication).RealServerCertificateId | Should -Contain $next.CertificateId
        (Get-Authentication).GaapCertificateId | Should -Be $mine.CertificateId
        Undo-GaapCertificateUpdate $journal | Out-Null
        @(Get-GaapDomain $web | Sort-Object Domain | ForEach-Object { "$($_.Domain) $($_.CertificateId) $($_.Authentication)" }) |
            Should -Be $before
    }

    It 'replaces an SSL certificate both for clients and for origin servers' {
        $copy = $emulator.World.FindSslCertificate('b72kpMrj').Material
        $towards = (Invoke-TencentCertApi gaap CreateCertificate @{
            CertificateType = 4; CertificateContent = $copy.ChainPem; CertificateKey = $copy.ExportPrivateKeyPem()
        }).CertificateId
        Set-GaapDomainAuthentication $web www.example.com -GaapCertificateId $towards -Wait | Out-Null
        $new = Invoke-SslCertificateReissue b72kpMrj DNS_AUTO -Confirm:$false 6>$null | Wait-SslCertificate 6>$null
        $set = $new | Update-GaapCertificate -Force 3>$null
        $set.Role | Sort-Object -Unique | Should -Be 'Server', 'Gaap'
        $now = Get-GaapCertificate (Get-Authentication).GaapCertificateId
        $now.CertificateType | Should -Be 'Gaap'
        $now.Thumbprint | Should -Be $emulator.World.FindSslCertificate($new.CertificateId).Material.Leaf.Thumbprint
    }

    It 'does not undo a binding that another client changed since' {
        $next = Import-GaapCertificate (New-CertificateFile 'Next CA' -Authority) -CertificateType RealServer
        $next | Update-GaapCertificate -OldCertificateId $ca.CertificateId -JournalPath $journal | Out-Null
        Set-GaapDomainAuthentication $web www.example.com -Disable RealServer -Wait | Out-Null
        $back = Undo-GaapCertificateUpdate $journal
        ($back | Where-Object Domain -EQ www.example.com).State | Should -Be 'Skipped'
        (Get-Authentication).RealServerCertificateId | Should -BeNullOrEmpty
    }

    It 'refuses old certificates of different types for one new certificate' {
        $said = Invoke-Watched {
            Update-GaapCertificate -Path (New-CertificateFile 'x.example.com') -OldCertificateId $ca.CertificateId, $own.CertificateId
        }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
    }
}
