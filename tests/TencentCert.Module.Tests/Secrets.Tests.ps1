BeforeAll {
    . $PSScriptRoot/Common.ps1
    $canary = 'CanaryKey' + [guid]::NewGuid().ToString('n')
    $tokenCanary = 'CanaryToken' + [guid]::NewGuid().ToString('n')
    $bodyCanary = 'CanaryBody' + [guid]::NewGuid().ToString('n')
    $key = New-Key 'AKIDcanary0000canary' $canary
    $token = (New-Key 'x' $tokenCanary).Password
    $emulator = Start-TencentCertEmulator -Credential $key
    function Assert-NoSecret([string] $Text) {
        foreach ($secret in $canary, $tokenCanary, $bodyCanary) { $Text.Contains($secret) | Should -BeFalse -Because 'a secret was shown' }
    }
}

AfterAll {
    $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $null
    Stop-TencentCertEmulator
}

Describe 'Secrets' {
    It 'are in no stream, no error and no transcript' {
        $transcript = Join-Path $TestDrive 'transcript.txt'
        Start-Transcript $transcript | Out-Null
        $Error.Clear()

        # To the screen, which is what a transcript keeps.
        Connect-TencentCert -Credential $key -SessionToken $token -Endpoint $emulator.Endpoint -PassThru -Verbose -Debug | Out-Host
        Invoke-TencentCertApi ssl UploadCertificate @{ CertificatePrivateKey = $bodyCanary } -Verbose -ErrorAction Continue -Confirm:$false 2>&1 | Out-Host
        $secret = (New-Key 'x' $bodyCanary).Password
        $said = Invoke-Watched {
            $DebugPreference = 'Continue'
            Connect-TencentCert -Credential $key -Endpoint $emulator.Endpoint -PassThru -Verbose -Debug
            Get-TencentCertConnection -Verbose | Format-List * -Force | Out-String
            Invoke-TencentCertApi ssl UploadCertificate @{ CertificatePrivateKey = $secret; CertificatePublicKey = 'x' } -Verbose -Debug -Confirm:$false
            Invoke-TencentCertApi ssl UploadCertificate @{ CertificatePrivateKey = $secret } -WhatIf -Verbose
            Invoke-TencentCertApi ssl DescribeCertificates @{ a = $secret; b = { x } } -Verbose
            [void]$emulator.Faults.Add('UploadCertificate', 'Html')
            Invoke-TencentCertApi ssl UploadCertificate @{ CertificatePrivateKey = $secret } -Verbose -Confirm:$false
            Connect-TencentCert -Credential $key -SessionToken $token -Endpoint http://127.0.0.1:9 -MaximumRetryCount 0 -PassThru -Verbose
            Invoke-TencentCertApi ssl DescribeCertificates -Verbose
            Connect-TencentCert -Credential (New-Key 'AKID x' $canary)
            Disconnect-TencentCert
            $env:TENCENTCLOUD_SECRET_ID = 'AKIDcanary0000canary'
            $env:TENCENTCLOUD_SECRET_KEY = "$canary "
            Connect-TencentCert -Verbose
            $env:TENCENTCLOUD_SECRET_KEY = $canary
            Connect-TencentCert -Verbose -PassThru
        }
        Stop-Transcript | Out-Null
        $said.Error.Count | Should -BeGreaterThan 3 -Because 'the errors are part of what is looked at'
        Assert-NoSecret ($said.All | Out-String -Width 4000)
        Assert-NoSecret ($said.All | Format-List * -Force | Out-String -Width 4000)
        Assert-NoSecret ($Error | Format-List * -Force | Out-String -Width 4000)
        Assert-NoSecret (($Error | ForEach-Object { $_.Exception.ToString() }) -join "`n")
        Assert-NoSecret (Get-Content -Raw $transcript)
        (Get-Content -Raw $transcript) | Should -BeLike '*AKID`*`*`*`*nary*ssl:UploadCertificate attempt 1*'
    }

    It 'are not in a file that is broken' {
        "{ `"secretId`": `"AKIDcanary0000canary`", `"secretKey`": `"$canary`", oops" | Set-Content (Join-Path (New-Item -ItemType Directory -Force (Join-Path $env:HOME '.tccli')) 'broken.credential')
        $said = Invoke-Watched { Connect-TencentCert -ProfileName broken -Verbose }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidCredential,*'
        Assert-NoSecret ($said.Error | Format-List * -Force | Out-String -Width 4000)
    }

    It 'are not in the objects' {
        $connection = Connect-TencentCert -Credential $key -SessionToken $token -Endpoint $emulator.Endpoint -PassThru
        Assert-NoSecret "$connection $($connection.Credentials) $($connection.Credentials.Current) $($connection.Options)"
        Assert-NoSecret ($connection | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue)
        Assert-NoSecret ($connection | Format-Custom -Depth 6 | Out-String -Width 4000)
        Assert-NoSecret ([Management.Automation.PSSerializer]::Serialize($connection, 5))
        Assert-NoSecret ($connection.Credentials.Current.Credential | Format-List * -Force | Out-String)
        Assert-NoSecret ($connection | ConvertTo-Csv | Out-String -Width 4000)
        Assert-NoSecret ($emulator | Format-List * | Out-String)
    }

    It 'are not in what the emulator''s objects become as text' {
        $certificates = @($emulator.World.SslCertificates)
        $certificates.Where{ $_.Material.HasPrivateKey } | Should -Not -BeNullOrEmpty
        $json = $emulator | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue
        $clixml = [Management.Automation.PSSerializer]::Serialize($certificates, 4)
        $custom = $certificates[0] | Format-Custom -Depth 3 | Out-String -Width 4000
        foreach ($text in $json, $clixml, $custom) {
            $text | Should -Not -BeLike '*PRIVATE KEY*'
            Assert-NoSecret $text
        }
    }

    It 'come sealed in raw answers' {
        $connection = New-TencentCertConnection -Credential $key -Endpoint $emulator.Endpoint
        $ssl = Invoke-TencentCertApi ssl DescribeCertificateDetail @{ CertificateId = 'a91hoLqi' } -Connection $connection
        $ssl.CertificatePrivateKey | Should -BeOfType securestring
        $gaap = Invoke-TencentCertApi gaap DescribeCertificateDetail @{ CertificateId = 'cert-www4a1hq' } -Connection $connection
        $gaap.CertificateDetail.CertificateKey | Should -BeOfType securestring
        ($ssl, $gaap | ConvertTo-Json -Depth 5) + ($ssl, $gaap | Format-List * -Force | Out-String) | Should -Not -Match 'PRIVATE KEY'
    }
}

# By enumeration, so that a new cmdlet is covered without being named here.
Describe 'A secret in a wrong parameter' {
    BeforeDiscovery {
        Import-Module (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'TencentCert.psd1')
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
        $cases = foreach ($command in Get-Command -Module TencentCert) {
            foreach ($parameter in $command.Parameters.Values) {
                $takesPem = $parameter.Attributes.Where{ $_.GetType().Name -eq 'PemLinesAttribute' }
                if ($parameter.Name -notin $common -and -not $takesPem -and $parameter.Name -ne 'ExternalId') {
                    @{ Command = $command.Name; Parameter = $parameter.Name }
                }
            }
        }
    }

    BeforeAll {
        # The parameters that a command needs beside the one that is tried; null where one of them is an object that only another command makes.
        function Get-Others([Management.Automation.CommandInfo] $Command, [string] $Parameter) {
            foreach ($set in $Command.ParameterSets.Where{ $_.Parameters.Name -contains $Parameter }) {
                $others = @{}
                if ($set.Parameters.Name -contains 'WhatIf') {
                    $others.WhatIf = $true
                }

                foreach ($needed in $set.Parameters.Where{ $_.IsMandatory -and $_.Name -ne $Parameter }) {
                    $others[$needed.Name] = switch ($needed.ParameterType) {
                        { $_ -in [string], [string[]] } { 'a91hoLqi'; break }
                        { $_ -in [int], [long], [object] } { 1; break }
                        { $_ -eq [securestring] } { $token; break }
                        { $_ -eq [pscredential] } { $key; break }
                        { $_.IsEnum } { [enum]::GetValues($_)[0]; break }
                        { $_ -eq [switch] } { $true; break }
                    }
                }

                if ($null -notin $others.Values) {
                    return $others
                }
            }
        }
    }

    It 'is refused by <Command> -<Parameter> and not repeated' -ForEach $cases {
        $others = Get-Others (Get-Command $Command) $Parameter
        if ($null -eq $others) {
            Set-ItResult -Skipped -Because 'it takes an object of another command'
            return
        }

        foreach ($secret in "-----BEGIN PRIVATE KEY-----`n$canary`n-----END PRIVATE KEY-----`n", 'CanaryCanaryCanaryCanaryCanary01') {
            $mark = $secret.Contains($canary) ? $canary : $secret
            $given = @{ $Parameter = $secret }
            $Error.Clear()
            $all = try { & $Command @others @given -Verbose -ErrorAction Continue *>&1 } catch { $_ }
            $Error.Count | Should -BeGreaterThan 0
            $shown = ($all | Out-String -Width 8000) + ($Error | Format-List * -Force | Out-String -Width 8000) + (($Error | ForEach-Object { "$($_.Exception)" }) -join "`n")
            $shown.Contains($mark) | Should -BeFalse -Because "$Command -$Parameter repeats what it was given"
        }
    }
}
