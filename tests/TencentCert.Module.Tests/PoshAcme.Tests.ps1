# Posh-ACME output binds by property name, and its certificate replaces its predecessor.
BeforeAll {
    . $PSScriptRoot/Common.ps1

    # An object with the properties that Get-PACertificate and Submit-Renewal emit, for the names of www.example.com.
    function New-PACertificate($Emulator, [string] $Folder) {
        $new = $Emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id
        $password = (New-Key).Password
        $files = Save-SslCertificate $new $Folder
        $pfx = Save-SslCertificate $new $Folder -Format Pfx -Password $password
        [void](Remove-SslCertificate $new -Confirm:$false)
        $path = { param($Format) ($files | Where-Object Format -EQ $Format).Path }
        [pscustomobject]@{
            PSTypeName = 'PoshACME.PACertificate'
            Subject = 'CN=www.example.com'; NotBefore = [datetime]::Now; NotAfter = [datetime]::Now.AddDays(90); KeyLength = '2048'
            Thumbprint = '00'; OCSPMustStaple = $false
            AllSANs = 'www.example.com', 'example.com', 'api.example.com', 'partner.example.com'
            CertFile = & $path Certificate; KeyFile = & $path Key; ChainFile = & $path Chain; FullChainFile = & $path FullChain
            PfxFile = $pfx.Path; PfxFullChain = $pfx.Path; PfxPass = $password
        }
    }
}

Describe 'A certificate of Posh-ACME' {
    BeforeEach {
        $emulator = Start-TencentCertEmulator -Connect -RequestsPerSecond 0 -Speed 200
        $certificate = New-PACertificate $emulator (Join-Path $TestDrive ([guid]::NewGuid()))
    }
    AfterEach { Stop-TencentCertEmulator }

    It 'replaces its predecessor on the resources of the SSL service' {
        $deployment = $certificate | Import-SslCertificate | Update-SslCertificateBinding -MatchDomain -Wait -Confirm:$false 6>$null
        $deployment.State | Should -Be Succeeded
        (Get-SslCertificateBinding a91hoLqi) | Should -BeNullOrEmpty
        @(Get-SslCertificateBinding $deployment.CertificateId).Count | Should -BeGreaterThan 10
    }

    It 'replaces its predecessor in GAAP, from the GAAP store or from the SSL service' {
        $bound = $certificate | Import-GaapCertificate | Update-GaapCertificate -MatchDomain -Verify -Confirm:$false
        $bound.State | Select-Object -Unique | Should -Be Changed
        $bound.Domain | Should -Contain 'www.example.com'
        ($bound | Where-Object { $null -ne $_.Verified }).Verified | Select-Object -Unique | Should -Be $true
        ($certificate | Import-SslCertificate | Get-SslCertificate | Update-GaapCertificate -MatchDomain -Confirm:$false).State |
            Select-Object -Unique | Should -Be AlreadyCurrent
    }

    It 'is deployed by Invoke-TencentCertRotation' {
        $new = $certificate | Import-SslCertificate
        $due = Get-TencentCertRotation | Where-Object Domain -EQ www.example.com
        $due.Action | Should -Be Deploy
        $due.Successor | Should -Be $new.CertificateId
        $done = Invoke-TencentCertRotation -Domain www.example.com -Verify -Confirm:$false 6>$null
        $done.NewCertificateId | Should -Be $new.CertificateId
        $done.Failed | Should -Be 0
        $done.GaapChanged | Should -BeGreaterThan 0
        $done.ResourceChanged | Should -BeGreaterThan 0
    }

    It 'is imported and deployed in one pipeline, before its predecessor is due' {
        function Submit-Renewal { $certificate }
        (Get-TencentCertRotation 3).Count | Should -Be 0
        Submit-Renewal | Import-SslCertificate | Invoke-TencentCertRotation -WhatIf 6>$null | Should -BeNullOrEmpty
        $done = Submit-Renewal | Import-SslCertificate | Invoke-TencentCertRotation -Verify -Confirm:$false 6>$null
        $done.CertificateId | Should -Be a91hoLqi
        $done.Failed | Should -Be 0
        $done.GaapChanged | Should -BeGreaterThan 0
        $done.ResourceChanged | Should -BeGreaterThan 0
        @(Get-SslCertificateBinding a91hoLqi) | Should -BeNullOrEmpty
        Submit-Renewal | Import-SslCertificate | Invoke-TencentCertRotation -Verify -Confirm:$false |
            Should -BeNullOrEmpty -Because 'nothing is left to do'
    }

    It 'causes no rotation of other certificates when nothing was renewed' {
        $run = Invoke-Watched { @() | Import-SslCertificate | Invoke-TencentCertRotation -Confirm:$false }
        $run.All | Should -BeNullOrEmpty
        $emulator.Requests.Count('ReplaceCertificate') | Should -Be 0
        $emulator.Requests.Count('ApplyCertificate') | Should -Be 0
    }

    It 'is imported from a PFX with its password when there is no PEM' {
        $imported = $certificate | Select-Object PfxFullChain, PfxPass | Import-SslCertificate
        $imported.Thumbprint |
            Should -Be ([Security.Cryptography.X509Certificates.X509Certificate2]::new($certificate.FullChainFile)).Thumbprint
        ($certificate | Select-Object PfxFullChain, PfxPass | Import-GaapCertificate).Thumbprint | Should -Be $imported.Thumbprint
    }

    It 'is renewed and deployed by the sample, which does nothing without a renewal' {
        # The sample imports the module by name, which resolves here to the loaded module.
        $modules = Join-Path $TestDrive modules
        [void](New-Item -ItemType Directory (Join-Path $modules TencentCert))
        "Import-Module '$(Join-Path $Root 'TencentCert.psd1')' -Global" | Set-Content (Join-Path $modules TencentCert/TencentCert.psm1)
        $kept = $env:PSModulePath
        $env:PSModulePath = $modules + [IO.Path]::PathSeparator + $kept
        function global:Submit-Renewal { param([switch] $AllOrders) if ($renewed) { $renewed } }
        try {
            $renewed = $certificate
            $journal = Join-Path $TestDrive 'posh.jsonl'
            $done = & (Join-Path $Root 'samples/Use-PoshAcme.ps1') -JournalPath $journal 6>$null
            $done.CertificateId | Should -Be a91hoLqi
            $done.Failed | Should -Be 0
            $done.GaapChanged | Should -BeGreaterThan 0
            $done.ResourceChanged | Should -BeGreaterThan 0
            $journal | Should -Exist
            $renewed = $null
            & (Join-Path $Root 'samples/Use-PoshAcme.ps1') -JournalPath (Join-Path $TestDrive 'none.jsonl') | Should -BeNullOrEmpty
        }
        finally {
            $env:PSModulePath = $kept
            Remove-Item Function:/Submit-Renewal
        }
    }
}

Describe 'A folder of another ACME client' {
    BeforeAll { $emulator = Start-TencentCertEmulator -Connect -RequestsPerSecond 0 }
    AfterAll { Stop-TencentCertEmulator }

    It 'is accepted by -Path: <Client>' -ForEach @(
        @{ Client = 'certbot'; Chain = 'fullchain.pem'; Key = 'privkey.pem'; Extra = 'cert.pem', 'chain.pem' }
        @{ Client = 'lego'; Chain = 'www.example.com.crt'; Key = 'www.example.com.key'; Extra = @() }
        @{ Client = 'acme.sh'; Chain = 'fullchain.cer'; Key = 'www.example.com.key'; Extra = @() }
    ) {
        $folder = Join-Path $TestDrive $Client
        $files = Save-SslCertificate a91hoLqi (Join-Path $TestDrive saved)
        [void](New-Item -ItemType Directory $folder)
        Copy-Item ($files | Where-Object Format -EQ FullChain).Path (Join-Path $folder $Chain)
        Copy-Item ($files | Where-Object Format -EQ Key).Path (Join-Path $folder $Key)
        if ($Extra) {
            Copy-Item ($files | Where-Object Format -EQ Certificate).Path (Join-Path $folder $Extra[0])
            Copy-Item ($files | Where-Object Format -EQ Chain).Path (Join-Path $folder $Extra[1])
        }
        (Import-SslCertificate -Path $folder).CertificateId | Should -Be a91hoLqi
        (Import-GaapCertificate -Path $folder).CertificateId | Should -Be cert-www4a1hq
    }
}
