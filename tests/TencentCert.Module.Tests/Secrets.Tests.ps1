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

    # All text that a run can show: its streams and every part of its errors. PowerShell composes its view of an error from these parts
    # and takes 60 ms per error to render it; the first test checks that view as well.
    function Get-Shown([object[]] $All) {
        $errors = @($Error) + @($All | Where-Object { $_ -is [Management.Automation.ErrorRecord] -and $_ -notin $Error })
        @(
            $All | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] } | Out-String -Width 8000
            $errors | Format-List * -Force | Out-String -Width 8000
            foreach ($one in $errors) {
                "$one", "$($one.Exception)", "$($one.ErrorDetails)", $one.InvocationInfo.Line, $one.InvocationInfo.PositionMessage
            }
        ) -join "`n"
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

        # To the host, whose output the transcript records.
        Connect-TencentCert -Credential $key -SessionToken $token -Endpoint $emulator.Endpoint -PassThru -Verbose -Debug | Out-Host
        Invoke-TencentCertApi ssl UploadCertificate @{ CertificatePrivateKey = $bodyCanary } -Verbose -ErrorAction Continue `
            -Confirm:$false 2>&1 |
            Out-Host
        $secret = (New-Key 'x' $bodyCanary).Password
        $said = Invoke-Watched {
            $DebugPreference = 'Continue'
            Connect-TencentCert -Credential $key -Endpoint $emulator.Endpoint -PassThru -Verbose -Debug
            Get-TencentCertConnection -Verbose | Format-List * -Force | Out-String
            Invoke-TencentCertApi ssl UploadCertificate @{
                CertificatePrivateKey = $secret; CertificatePublicKey = 'x'
            } -Verbose -Debug -Confirm:$false
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

    It 'are not in the error about a malformed credential file' {
        "{ `"secretId`": `"AKIDcanary0000canary`", `"secretKey`": `"$canary`", oops" |
            Set-Content (Join-Path (New-Item -ItemType Directory -Force (Join-Path $env:HOME '.tccli')) 'broken.credential')
        $said = Invoke-Watched { Connect-TencentCert -ProfileName broken -Verbose }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidCredential,*'
        Assert-NoSecret ($said.Error | Format-List * -Force | Out-String -Width 4000)
    }

    It 'are not in serialized or formatted connections and emulators' {
        $connection = Connect-TencentCert -Credential $key -SessionToken $token -Endpoint $emulator.Endpoint -PassThru
        Assert-NoSecret "$connection $($connection.Credentials) $($connection.Credentials.Current) $($connection.Options)"
        Assert-NoSecret ($connection | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue)
        Assert-NoSecret ($connection | Format-Custom -Depth 6 | Out-String -Width 4000)
        Assert-NoSecret ([Management.Automation.PSSerializer]::Serialize($connection, 5))
        Assert-NoSecret ($connection.Credentials.Current.Credential | Format-List * -Force | Out-String)
        Assert-NoSecret ($connection | ConvertTo-Csv | Out-String -Width 4000)
        Assert-NoSecret ($emulator | Format-List * | Out-String)
    }

    It 'are not in serialized or formatted certificates of the emulator' {
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

    It 'are SecureString values in raw API responses' {
        $connection = New-TencentCertConnection -Credential $key -Endpoint $emulator.Endpoint
        $ssl = Invoke-TencentCertApi ssl DescribeCertificateDetail @{ CertificateId = 'a91hoLqi' } -Connection $connection
        $ssl.CertificatePrivateKey | Should -BeOfType securestring
        $gaap = Invoke-TencentCertApi gaap DescribeCertificateDetail @{ CertificateId = 'cert-www4a1hq' } -Connection $connection
        $gaap.CertificateDetail.CertificateKey | Should -BeOfType securestring
        ($ssl, $gaap | ConvertTo-Json -Depth 5) + ($ssl, $gaap | Format-List * -Force | Out-String) | Should -Not -Match 'PRIVATE KEY'
    }
}

# Parameters are enumerated, so that new cmdlets are covered.
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
        # The other mandatory parameters of a command; null if one of them is an object that only another command creates.
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
            $shown = Get-Shown $all
            $shown.Contains($mark) | Should -BeFalse -Because "$Command -$Parameter repeats what it was given"
        }
    }
}

# Secrets as users paste them: with and without PEM boundaries, in formats of other tools, within other text, and in objects.
Describe 'A secret in any format' {
    BeforeDiscovery {
        $forms = 'PEM', 'EncryptedPem', 'CarriageReturns', 'Indented', 'Lines', 'Ssh2', 'Base64', 'Base64Lines', 'Headless', 'Characters',
            'EcBase64', 'PfxBase64', 'SecretKey',
        'Quoted', 'Assigned', 'Pair', 'Json', 'SessionToken', 'Bearer', 'Address', 'Object', 'ObjectWithPem', 'StringBuilder',
            'ScriptBlock', 'Table' |
            ForEach-Object { @{ Form = $_ } }
        $places = @(
            @{ Place = 'a text'; Command = 'Get-GaapCertificate'; Parameter = 'Name' }
            @{ Place = 'a path'; Command = 'Get-GaapCertificateUpdate'; Parameter = 'JournalPath' }
            @{ Place = 'a text of a certain form'; Command = 'Connect-TencentCert'; Parameter = 'Region' }
            @{ Place = 'a number'; Command = 'Get-SslCertificate'; Parameter = 'ThrottleLimit' }
            @{ Place = 'a date'; Command = 'Get-SslCertificateLog'; Parameter = 'Since' }
            @{ Place = 'one of a set'; Command = 'Get-SslCertificate'; Parameter = 'Status' }
            @{ Place = 'a SecureString'; Command = 'Connect-TencentCert'; Parameter = 'SecretKey' }
            @{ Place = 'a key'; Command = 'Get-SslCertificate'; Parameter = 'Credential' }
            @{ Place = 'a host'; Command = 'Test-GaapCertificate'; Parameter = 'ConnectTo' }
            @{ Place = 'an object'; Command = 'Get-SslDeployment'; Parameter = 'Deployment' }
        )
    }

    BeforeAll {
        $rsa = [Security.Cryptography.RSA]::Create(2048)
        $pem = $rsa.ExportPkcs8PrivateKeyPem()
        $lines = $pem -split "`n"
        $ec = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
        $cheap = [Security.Cryptography.PbeParameters]::new('Aes256Cbc', 'SHA256', 1000)
        $encrypted = $rsa.ExportEncryptedPkcs8PrivateKeyPem('x', $cheap)
        $now = [DateTimeOffset]::UtcNow
        $self = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=x', $ec, 'SHA256').CreateSelfSigned($now,
            $now.AddDays(9))
        $pfx = [Convert]::ToBase64String($self.Export('Pfx', 'x'))
        $secretKey = 'gu5t9xGARNpq86cd98joQYCN3Cozk1qA'
        $sessionToken = -join (1..40).ForEach{ 'aB3_' }
        $ecBase64 = [Convert]::ToBase64String($ec.ExportECPrivateKey())
        $base64 = [Convert]::ToBase64String($rsa.ExportPkcs8PrivateKey())

        # Each value with the part that must not be shown.
        $values = @{
            PEM             = $pem, $lines[5]
            EncryptedPem    = $encrypted, ($encrypted -split "`n")[5]
            CarriageReturns = ($pem -replace "`n", "`r`n"), $lines[5]
            Indented        = (($lines | ForEach-Object { "  $_" }) -join "`n"), $lines[5]
            Lines           = $lines, $lines[5]
            Ssh2            = "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----`n$($lines[5])`n---- END SSH2 ENCRYPTED PRIVATE KEY ----", $lines[5]
            Base64          = $base64, $base64.Substring(400, 60)
            Base64Lines     = ($lines[1..($lines.Count - 2)] -join "`n"), $lines[5]
            Headless        = ($lines[1..($lines.Count - 1)] -join "`n"), $lines[5]
            Characters      = $ecBase64.ToCharArray(), $ecBase64
            EcBase64        = $ecBase64, $ecBase64
            PfxBase64       = $pfx, $pfx.Substring(400, 60)
            SecretKey       = " $secretKey", $secretKey
            Quoted          = "`"$secretKey`"", $secretKey
            Assigned        = "TENCENTCLOUD_SECRET_KEY=$secretKey", $secretKey
            Pair            = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE:$secretKey", $secretKey
            Json            = "{`"secretKey`":`"$secretKey`"}", $secretKey
            SessionToken    = $sessionToken, $sessionToken.Substring(10, 40)
            Bearer          = 'Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl', 'c2lnbmF0dXJl'
            Address         = 'http://deploy:hunter2@proxy.example.com:8080/', 'hunter2'
            Object          = [pscustomobject]@{ SecretKey = $secretKey }, $secretKey
            ObjectWithPem   = [pscustomobject]@{ Key = $pem }, $lines[5]
            StringBuilder   = [Text.StringBuilder]::new($pem), $lines[5]
            ScriptBlock     = [scriptblock]::Create("'$secretKey'"), $secretKey
            Table           = @{ Key = $pem }, $lines[5]
        }
    }

    Context 'in place of <Place>' -ForEach $places {
        It '<Form> is refused and not repeated' -ForEach $forms {
            $value, $mark = $values[$Form]
            $given = @{ $Parameter = $value }
            $Error.Clear()
            $all = try { & $Command @given -Verbose -Debug -ErrorAction Continue *>&1 } catch { $_ }
            $Error.Count | Should -BeGreaterThan 0
            $shown = Get-Shown $all
            $shown.Contains($mark) | Should -BeFalse -Because "$Command -$Parameter repeats what it was given"
        }
    }

    It 'in an object is not repeated by <Command> -<Parameter>' -ForEach @(
        @{ Command = 'Export-GaapCertificate'; Parameter = 'CertificateId'; Further = @{ Destination = '/' } }
        @{ Command = 'Submit-SslCertificateOrder'; Parameter = 'Information'; Further = @{ CertificateId = 'a91hoLqi' } }
        @{ Command = 'Import-SslCertificate'; Parameter = 'CertificateContent'; Further = @{} }
        @{ Command = 'Import-GaapCertificate'; Parameter = 'CertificateContent'; Further = @{} }
    ) {
        $value, $mark = $values['ObjectWithPem']
        $given = @{ $Parameter = $value } + $Further
        $Error.Clear()
        $all = try { & $Command @given -ErrorAction Continue *>&1 } catch { $_ }
        $Error.Count | Should -BeGreaterThan 0
        $shown = ($all | Out-String -Width 8000) + ($Error | Format-List * -Force |
            Out-String -Width 8000) + "$($Error.TargetObject)$($Error.Exception)"
        $shown.Contains($mark) | Should -BeFalse
    }

    It 'is distinguished from paths, names and digests: <_>' -ForEach @(
        '/var/lib/certificates/Production/2026/www.Example.com/fullchain-2026-11-29T08-15-30Z.jsonl'
        'C:\Users\Deploy\AppData\Local\Temp\0a1B2c3D4e5F6a7B8c9D0e1F2a3B4c5D\journal.jsonl'
        'Very-Long-Name-Of-A-Rotation-Journal-With-Many-Words-And-The-Year-2026-In-It-Once-More'
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
        'MIT-License-Journal.jsonl'
        'http://proxy.example.com:8080/a@b'
    ) {
        $failure = { Get-GaapCertificateUpdate -JournalPath $_ -ErrorAction Stop } | Should -Throw -PassThru
        "$failure" | Should -Not -BeLike '*not repeated*'
    }
}
