# Every example of the help runs against the emulator without an error.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1

    # Examples that need an account, an address on the Internet or interactive input are not run.
    $outside = '-ProfileName|Get-Secret|Submit-Renewal|\bcvm\b|203\.0\.113\.|-RoleArn|ScheduledTask|ForEach-Object -Parallel|s_client|dotnet run|New-TencentCertConnection -RequestsPerSecond'
    $examples = foreach ($page in Get-ChildItem (Join-Path $Root 'docs/en-US') -Filter *.md) {
        $number = 0
        foreach ($block in [regex]::Matches((Get-Content -Raw $page.FullName), '(?ms)^```powershell\r?\n(.*?)^```')) {
            $number++
            $code = $block.Groups[1].Value
            if ($code -notmatch $outside) { @{ Page = $page.BaseName; Number = $number; Code = $code } }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1

    # Creates the files that an example expects in its folder.
    function New-ExampleFile($Emulator, [string] $Code) {
        $material = $Emulator.World.FindSslCertificate('a91hoLqi').Material
        Set-Content www.crt $material.ChainPem
        'client-ca.crt', 'origin-ca.crt', 'origin-ca-next.crt' | ForEach-Object { Set-Content $_ $Emulator.CertificateAuthorityPem }
        if ($Code -notmatch 'New-SslCertificateRequest|-keyout') { Set-Content www.key $material.ExportPrivateKeyPem() }
        $chain = [Security.Cryptography.X509Certificates.X509Certificate2Collection]::new()
        $chain.ImportFromPem($material.ChainPem)
        $chain[0] = [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($material.ChainPem,
            $material.ExportPrivateKeyPem())
        [IO.File]::WriteAllBytes((Join-Path $PWD 'www.pfx'), $chain.Export('Pkcs12', 'typed'))
        if ($Code -match 'rotation[\w-]*\.jsonl' -and $Code -notmatch 'Update-GaapCertificate\b.*-JournalPath') {
            $null = Get-SslCertificate b72kpMrj |
                Update-GaapCertificate -OldCertificateId cert-www4a1hq -JournalPath "./$($Matches[0])" -ErrorAction SilentlyContinue
        }
    }

    # Replaces the interactive prompts.
    Set-Item function:Read-Host { (New-Key -Key 'typed').Password }
    Set-Item function:Get-Credential { New-Key }

    # The permissions that the help topic lists for each cmdlet.
    $rights = @{}
    $topic = (Get-Content -Raw (Join-Path $Root 'en-US/about_TencentCert_Permissions.help.txt')) -replace '\s+', ' '
    foreach ($line in [regex]::Matches($topic, '- ([A-Z]\w+-\w+): ((?:\w+:\w+\*?(?:, )?)+)')) {
        $rights[$line.Groups[1].Value] = $line.Groups[2].Value.TrimEnd() -split ', ' -replace '\*'
    }
}

Describe '<Page>' -ForEach $examples {
    BeforeEach {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        Push-Location $folder
        $emulator = Start-TencentCertEmulator -Speed 60 -Connect
        New-ExampleFile $emulator $Code

        # A topic's later blocks use what an earlier one created.
        if ($Code -match '\$new\b' -and $Code -notmatch '\$new =') {
            $new = Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -Confirm:$false | Wait-SslCertificate
        }
    }

    AfterEach {
        Disconnect-TencentCert
        Stop-TencentCertEmulator
        Pop-Location
    }

    It 'has a working example: <Number>' {
        $ConfirmPreference = 'None'

        # The only id that a new emulator does not have: an order that waits for its information.
        if ($Code -match 'j29twUys') { $Code = $Code.Replace('j29twUys', $emulator.World.AddOrder('www.example.net').Id) }
        $PSDefaultParameterValues = if ($Code -match 'Update-GaapCertificate.*(-Verify|-RemoveOld)') {
            @{ 'Update-GaapCertificate:ConnectTo' = $emulator.Edge }
        } else { @{} }
        $emulator.Requests.Clear()
        $run = Invoke-Watched ([scriptblock]::Create($Code))
        $calls = [scriptblock]::Create($Code).Ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)
        $commands = @($calls | ForEach-Object GetCommandName)
        if ('Invoke-TencentCertApi' -notin $commands -and $Code -notmatch '\.ps1') {
            $allowed = @($commands | Where-Object { $rights.ContainsKey($_) } | ForEach-Object { $rights[$_] })
            @($emulator.Requests.Entries | ForEach-Object { "$($_.Service):$($_.Action)" } | Select-Object -Unique |
                Where-Object { $_ -notin $allowed }) |
                Should -BeNullOrEmpty -Because 'about_TencentCert_Permissions lists each action of each cmdlet'
        }

        # Programs write progress to their error stream; some examples show a timeout or a missing certificate on purpose.
        $run.Error |
            Where-Object FullyQualifiedErrorId -NotMatch '^(NativeCommandError|Client\.Timeout|FailedOperation\.CertificateNotFound)' |
            ForEach-Object { "$($_.FullyQualifiedErrorId): $_" } | Should -BeNullOrEmpty
    }
}
