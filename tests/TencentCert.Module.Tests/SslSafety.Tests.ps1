# What must not happen: a second order, a silent half, a lost id, a copy a day, a deletion in use.
BeforeDiscovery {
    $faults = 'LoseAnswer', 'ServerErrorAfterWork', 'HtmlAfterWork', 'TruncatedBody', 'InternalErrorAfterWork' | ForEach-Object { @{ Fault = $_ } }
    $openssl = [bool](Get-Command openssl -ErrorAction Ignore)
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 50; RequestsPerSecond = 0 }
        $With.GetEnumerator() | ForEach-Object { $options[$_.Key] = $_.Value }
        Start-TencentCertEmulator @options -Connect
    }

    $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-safety-$PID")).FullName
}

AfterAll {
    Stop-TencentCertEmulator
    Remove-Item -Recurse $folder
}

Describe 'A lost answer (<Fault>)' -ForEach $faults {
    # An order that is issued by itself could be so before it is cancelled.
    BeforeAll { $emulator = Start-World @{ ManualValidation = $true } }
    AfterAll { $emulator | Stop-TencentCertEmulator }
    BeforeEach {
        $emulator.Faults.Clear()
        $emulator.Requests.Clear()
    }

    It 'of ApplyCertificate makes no second order' {
        $null = $emulator.Faults.Add('ApplyCertificate', $Fault)
        $order = Request-SslCertificate -Domain once.example.com -ValidType DNS
        $order.Recovered | Should -BeTrue
        $emulator.Requests.Count('ApplyCertificate') | Should -Be 1
        @($emulator.World.SslCertificates | Where-Object { $_.Names -contains 'once.example.com' }).Id | Should -Be $order.CertificateId
    }

    It 'of DeployCertificateInstance finds the deployment it made' {
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

    It 'of UpdateCertificateInstance is asked for again, and one task comes of it' {
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

    It 'of a retry is not sent twice' {
        $new = $emulator.World.AddSslCertificate([string[]]'static.example.com').Id
        ($emulator.World.Resources | Where-Object Domain -EQ static.example.com).Failures = 1
        $failed = Update-SslCertificateBinding $new c63mqNsk -Wait -ErrorAction SilentlyContinue
        $failed.State | Should -Be Failed
        $null = $emulator.Faults.Add('UpdateCertificateRecordRetry', $Fault)
        $again = $failed | Restart-SslDeployment
        $again.Recovered | Should -BeTrue
        $emulator.Requests.Count('UpdateCertificateRecordRetry') | Should -Be 1
        ($again | Wait-SslDeployment -PollIntervalSec 1 | Undo-SslDeployment -Confirm:$false | Wait-SslDeployment -PollIntervalSec 1).State | Should -Be Succeeded
    }

    It 'of RevokeCertificate, CancelCertificateOrder and CertificateOrderSubmit shows in the state' {
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
        'RevokeCertificate', 'CancelCertificateOrder', 'CertificateOrderSubmit' | ForEach-Object { $emulator.Requests.Count($_) | Should -Be 1 -Because $_ }
    }

    It 'of UploadCertificate makes no copy, nor a second one where copies are wanted' -Skip:(-not $openssl) {
        $key = Join-Path $folder "$Fault.key"
        $pem = Join-Path $folder "$Fault.pem"
        $null = & openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout $key -out $pem -subj "/CN=$($Fault.ToLower()).example.com" -days 40 2>&1
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

Describe 'An answer that was lost before the work' {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'ends as an error that says how to find out, and sends nothing again' {
        $null = $emulator.Faults.Add('ApplyCertificate', 'ServerError')
        $run = Invoke-Watched { Request-SslCertificate -Domain unknown.example.com -ValidType DNS }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Client.OutcomeUnknown*'
        $run.Error.Exception.Message | Should -BeLike '*Get-SslCertificate -SearchKey*'
        $emulator.Requests.Count('ApplyCertificate') | Should -Be 1
    }
}

Describe 'A stop' {
    BeforeAll {
        $emulator = Start-World @{ ManualValidation = $true; Speed = 1 }
        $manifest = Join-Path $Root 'TencentCert.psd1'

        # Runs a script in a runspace of its own, stops it from outside as Ctrl+C does, and gives what was said until then.
        function Invoke-Stopped([string] $Script, [string] $Until) {
            $shell = [powershell]::Create()
            try {
                [void]$shell.AddScript("Import-Module '$manifest'").Invoke()
                $shell.Commands.Clear()
                $shell.Runspace.SessionStateProxy.SetVariable('emulator', $emulator)
                $running = $shell.AddScript("`$null = `$emulator | Connect-TencentCert; $Script").BeginInvoke()
                for ($i = 0; $i -lt 200 -and -not $emulator.Requests.Count($Until); $i++) { Start-Sleep -Milliseconds 50 }
                Start-Sleep -Milliseconds 300
                $running.IsCompleted | Should -BeFalse -Because 'it is to be stopped half-way'
                $shell.Stop()
                "$($shell.Streams.Information)"
            }
            finally { $shell.Dispose() }
        }
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'of Request-SslCertificate -Wait has named the order, and the next run picks it up' {
        $emulator.Requests.Clear()
        $said = Invoke-Stopped 'Request-SslCertificate -Domain stop.example.com -ValidType DNS -Wait' DescribeCertificate
        $order = @($emulator.World.SslCertificates | Where-Object { $_.Names -contains 'stop.example.com' })
        $said | Should -BeLike "*$($order.Id)*"
        $again = Request-SslCertificate -Domain stop.example.com -ValidType DNS
        $again.CertificateId | Should -Be $order.Id
        $again.Recovered | Should -BeTrue
        $emulator.Requests.Count('ApplyCertificate') | Should -Be 1
    }

    It 'of Update-SslCertificateBinding -Wait has named the deployment, which can be waited for' {
        $emulator.Requests.Clear()
        $new = $emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id
        $said = Invoke-Stopped "Update-SslCertificateBinding $new a91hoLqi -Wait" DescribeHostUpdateRecordDetail
        $listed = Get-SslDeployment $new -Kind Update
        $said | Should -BeLike "*Update $($listed.DeployRecordId)*"
        (Update-SslCertificateBinding $new a91hoLqi -WarningAction SilentlyContinue).DeployRecordId | Should -Be $listed.DeployRecordId
    }
}

Describe 'A daily script' {
    BeforeAll {
        $emulator = Start-World
        $new = $emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id
        $key = Join-Path $folder daily.key
        $pem = Join-Path $folder daily.pem
        if (Get-Command openssl -ErrorAction Ignore) {
            $null = & openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout $key -out $pem -subj /CN=daily.example.com -days 40 2>&1
        }

        function Invoke-Daily {
            if (Test-Path $pem) { Import-SslCertificate $pem -KeyPath $key }
            Request-SslCertificate -Domain daily.example.org -ValidType DNS_AUTO | Wait-SslCertificate
            Publish-SslCertificate $new cdn 'www.example.com|on' -Wait
            Update-SslCertificateBinding $new a91hoLqi -Wait
        }
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'changes something the first time, nothing the second, and says so' {
        $first = @(Invoke-Daily)
        ($first | Where-Object { $_ -is [TencentCert.Core.Ssl.SslDeployment] }).State | Should -Be Succeeded, Succeeded
        $certificates = $emulator.World.SslCertificates.Count
        $emulator.Requests.Clear()

        $second = @(Invoke-Daily)
        ($second | Where-Object { $_ -is [TencentCert.Core.Ssl.SslDeployment] }).State | Should -Be AlreadyDeployed, AlreadyDeployed
        ($second | Where-Object { $_ -is [TencentCert.Core.Ssl.SslCertificateImport] }).State | ForEach-Object { $_ | Should -Be AlreadyCurrent }
        'UploadCertificate', 'ApplyCertificate', 'UpdateCertificateInstance' | ForEach-Object { $emulator.Requests.Count($_) | Should -Be 0 -Because $_ }
        $emulator.World.SslCertificates.Count | Should -Be $certificates
    }

    It 'is given the certificate it was issued, with when it ends, until -AllowDuplicate asks for another' {
        $again = Request-SslCertificate -Domain daily.example.org -ValidType DNS_AUTO
        $again.State | Should -Be AlreadyCurrent
        $again.Status | Should -Be Issued
        $again.NotAfter | Should -BeGreaterThan ([datetimeoffset]::Now)
        (Request-SslCertificate -Domain daily.example.org -ValidType DNS_AUTO -AllowDuplicate).State | Should -Be Changed
    }

    It 'sends the rest where some have it already' {
        $made = @(Publish-SslCertificate $new live 'partner.example.com' -Wait)
        $made.State | Should -Be AlreadyDeployed
        $null = $emulator.World.AddResource([TencentCert.Emulator.Ssl.CloudResource]@{ Type = 'live'; Domain = 'www.example.com'; CertificateId = 'a91hoLqi' })
        $both = @(Publish-SslCertificate $new live 'partner.example.com', 'www.example.com' -Wait)
        $both.State | Should -Be AlreadyDeployed, Succeeded
    }
}

Describe 'A pipeline that was published' {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'Invoke-SslCertificateReissue | Wait-SslCertificate | Update-SslCertificateBinding' {
        $deployment = Invoke-SslCertificateReissue a91hoLqi -ValidType DNS_AUTO -Confirm:$false | Wait-SslCertificate | Update-SslCertificateBinding | Wait-SslDeployment
        $deployment.State | Should -Be Succeeded
        $deployment.OldCertificateId | Should -Be a91hoLqi
        $deployment.Total | Should -Be 18
    }

    It 'Request-SslCertificate | Wait-SslCertificate | Save-SslCertificate' {
        $files = Request-SslCertificate -Domain pipe.example.com -ValidType DNS_AUTO | Wait-SslCertificate | Save-SslCertificate (Join-Path $folder pipe)
        $files.Count | Should -Be 4
    }

    It 'Request-SslCertificate -Wait | Save-SslCertificate' {
        @(Request-SslCertificate -Domain wait.example.com -ValidType DNS_AUTO -Wait | Save-SslCertificate (Join-Path $folder pipe) -Format FullChain).Count | Should -Be 1
    }

    It 'Get-SslCertificate | Save-SslCertificate' {
        $files = Get-SslCertificate -Status Issued | Save-SslCertificate (Join-Path $folder all) -Format FullChain, Key
        ($files.CertificateId | Sort-Object -Unique).Count | Should -Be @(Get-SslCertificate -Status Issued).Count
    }

    It 'Save-SslCertificate takes ids after the folder or instead of it, and one that comes twice once' {
        $files = Save-SslCertificate a91hoLqi, a91hoLqi -Destination (Join-Path $folder twice) -Format FullChain
        @($files.State) | Should -Be @('Changed')
        (Save-SslCertificate (Join-Path $folder twice) a91hoLqi -Format FullChain).State | Should -Be AlreadyCurrent
    }

    It 'Get-SslCertificate | Save-SslCertificate -FileName: the first is saved, each further one is an error' {
        $named = Join-Path $folder named
        $run = Invoke-Watched { Get-SslCertificate -Status Issued | Save-SslCertificate $named -FileName site }
        $one = @($run.Output.CertificateId | Sort-Object -Unique)
        $one.Count | Should -Be 1
        $run.Error.Count | Should -Be (@(Get-SslCertificate -Status Issued).Count - 1)
        $run.Error.FullyQualifiedErrorId | Select-Object -Unique | Should -BeLike 'Client.InvalidParameter,*'
        $run.Error.Exception.Message | Should -BeLike '-FileName names the files of one certificate*'
        [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile((Join-Path $named site.fullchain.pem), (Join-Path $named site.key)).Thumbprint |
            Should -Be $emulator.World.FindSslCertificate($one).Material.Leaf.Thumbprint
        (Save-SslCertificate $named -CertificateId ($one + $one) -FileName site).State | Select-Object -Unique | Should -Be AlreadyCurrent
    }

    It 'Get-Content, without -Raw, as a certificate request' {
        $csr = Join-Path $folder lines.csr
        $null = New-SslCertificateRequest static.example.com (Join-Path $folder lines.key) -CsrPath $csr
        $run = Invoke-Watched { Invoke-SslCertificateReissue c63mqNsk DNS_AUTO -CsrType upload -CsrContent (Get-Content $csr) -WhatIf }
        $run.Error | Should -BeNullOrEmpty
        $bad = Invoke-Watched { Invoke-SslCertificateReissue c63mqNsk DNS_AUTO -CsrType upload -CsrContent (Get-Content $csr | Select-Object -SkipLast 1) -WhatIf }
        $bad.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.Pem.Malformed,*'
    }

    It 'Get-Content, without -Raw, as the one file that it is' {
        $named = @{ Destination = Join-Path $folder lined; FileName = 'lined' }
        $file, $key = (Save-SslCertificate -CertificateId c63mqNsk @named -Format FullChain, Key).Path
        @(Get-Content $file | Test-SslCertificate).Path | Should -Be $file
        @(Get-Content $file | Import-SslCertificate -KeyPath $key -AllowDuplicate).State | Should -Be Changed
        $emulator.Requests.Count('UploadCertificate') | Should -Be 1
        @(Get-Content $file | Import-GaapCertificate -KeyPath $key).Reused | Should -BeTrue
    }

    It 'New-SslCertificateRequest | Invoke-SslCertificateReissue | Wait-SslCertificate | Save-SslCertificate -KeyPath' {
        $own = Join-Path $folder own.key
        $files = New-SslCertificateRequest static.example.com $own -KeyKind EccPrime256v1 |
            Invoke-SslCertificateReissue -CertificateId c63mqNsk -ValidType DNS_AUTO -CsrType upload -Confirm:$false |
            Wait-SslCertificate | Save-SslCertificate (Join-Path $folder own) -KeyPath $own
        ($files | Where-Object Format -EQ Key) | Should -Not -BeNullOrEmpty
        if (-not $IsWindows) { stat -c '%a' $own | Should -Be 600 }
        $taken = Invoke-Watched { New-SslCertificateRequest static.example.com $own }
        $taken.Error.Exception.Message | Should -BeLike '*exists already*-Force*'
        $taken.Error.CategoryInfo.Category | Should -Be ResourceExists
    }

    It 'Request-SslCertificate -RenewCertificate | Wait-SslCertificate | Update-SslCertificateBinding' {
        $null = $emulator.World.AddResource([TencentCert.Emulator.Ssl.CloudResource]@{ Type = 'cdn'; Domain = 'blog.example.com'; CertificateId = 'e45psQun' })
        $moved = Request-SslCertificate -Domain blog.example.com -ValidType DNS_AUTO -RenewCertificate e45psQun | Wait-SslCertificate | Update-SslCertificateBinding -Wait
        $moved.State | Should -Be Succeeded
        $moved.OldCertificateId | Should -Be e45psQun
    }

    It 'Get-SslCertificateBinding | Publish-SslCertificate' {
        $new = $emulator.World.AddSslCertificate([string[]]'*.shop.example.com').Id
        $made = Get-SslCertificateBinding b72kpMrj -ResourceType cdn | Publish-SslCertificate -CertificateId $new -Wait
        $made.State | Should -Be Succeeded
    }

    It 'renames with a script block for each, as Rename-Item does, under one name of the parameter' {
        Get-SslCertificate e45psQun | Rename-SslCertificate -NewName { "$($_.Domain) again" }
        (Get-SslCertificate e45psQun).Alias | Should -Be 'blog.example.com again'
        Get-GaapCertificate cert-blog4e5p, cert-shop7b2k | Rename-GaapCertificate -NewName { "old $($_.CertificateId)" }
        (Get-GaapCertificate cert-shop7b2k).Alias | Should -Be 'old cert-shop7b2k'
        (Set-SslCertificate e45psQun -NewName third -PassThru).Alias | Should -Be third
        (Rename-SslCertificate e45psQun -NewAlias fourth -PassThru).Alias | Should -Be fourth
    }

    It 'takes no alias that an object happens to have for the new one' {
        foreach ($rename in 'Rename-SslCertificate', 'Rename-GaapCertificate', 'Set-SslCertificate') {
            $binding = (Get-Command $rename).Parameters.Values | Where-Object { 'NewName' -in @($_.Name) + $_.Aliases }
            $names = if ($binding.Attributes.ValueFromPipelineByPropertyName -contains $true) { @($binding.Name) + $binding.Aliases } else { @() }
            $has = Get-Command -Module TencentCert | ForEach-Object { $_.OutputType.Type } | Where-Object { $_ } | ForEach-Object { $_.GetProperties().Name } | Sort-Object -Unique
            $names | Where-Object { $_ -in $has } | Should -BeNullOrEmpty -Because $rename
        }
    }

    It 'Get-SslCertificate | Set-SslCertificate: one that fails keeps no other from being changed' {
        [void]$emulator.Faults.AddError('ModifyCertificateProject', 'FailedOperation', 'not today')
        $said = Invoke-Watched { Set-SslCertificate e45psQun, a91hoLqi, zzzzzzzz -Alias both -ProjectId 3 -ExpiryNotice $true -PassThru }
        $said.Error.Count | Should -Be 2
        $said.Error[0].TargetObject | Should -Be zzzzzzzz
        $said.Error[1].Exception.Message | Should -BeLike '*not today*'
        $said.Output.Alias | Should -Be both, both
        $emulator.Requests.Count('ModifyCertificatesExpiringNotificationSwitch') | Should -BeGreaterThan 0
    }

    It 'Get-SslCertificate | Set-SslCertificate' {
        (Get-SslCertificate -Domain blog.example.com | Set-SslCertificate -Alias same -ProjectId 3 -ExpiryNotice $true -PassThru).Alias | Select-Object -Unique | Should -Be same
        (Rename-SslCertificate e45psQun other -PassThru).Alias | Should -Be other
    }
}

Describe 'A filter' {
    BeforeAll {
        $emulator = Start-World
        $new = $emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'for a kind that the search does not know is refused before anything is sent: <Command>' -ForEach @(
        @{ Command = { Update-SslCertificateBinding $new -ResourceType clb, slb } }
        @{ Command = { Get-SslCertificateBinding a91hoLqi -ResourceType slb } }
        @{ Command = { Get-SslCertificateBinding a91hoLqi -ResourceType lighthouse } }
    ) {
        $emulator.Requests.Clear()
        $run = Invoke-Watched $Command
        $run.Output | Should -BeNullOrEmpty
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $run.Error[0].Exception.Message | Should -BeLike "*'$($run.Error[0].Exception.Message -match 'slb' ? 'slb' : 'lighthouse')'*clb, cdn*"
        $emulator.Requests.Total | Should -Be 0
    }

    It 'that fits none of the resources is said with what there is' {
        $all = @(Get-SslCertificateBinding a91hoLqi).Count
        $run = Invoke-Watched { Update-SslCertificateBinding $new a91hoLqi -ResourceType clb -Region ap-guangzou }
        $run.Output | Should -BeNullOrEmpty
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
        $run.Error[0].Exception.Message | Should -BeLike "-ResourceType clb -Region ap-guangzou *none of the $all resources*clb ap-guangzhou*"
        $emulator.Requests.Count('UpdateCertificateInstance') | Should -Be 0
    }

    It 'of a region is not made right by kinds that have none' {
        $emulator.Requests.Clear()
        $run = Invoke-Watched { Update-SslCertificateBinding $new a91hoLqi -Region ap-guangzou }
        $run.Output | Should -BeNullOrEmpty
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
        $run.Error[0].Exception.Message | Should -BeLike '-Region ap-guangzou is none of the regions * a91hoLqi: *clb ap-guangzhou*'
        $run.Error[0].Exception.Message | Should -Not -BeLike '*cdn*'
        $emulator.Requests.Count('UpdateCertificateInstance') | Should -Be 0
    }

    It 'whose resources an earlier run has moved is right' {
        (Update-SslCertificateBinding $new a91hoLqi -ResourceType cdn -Wait).State | Should -Be Succeeded
        (Update-SslCertificateBinding $new a91hoLqi -ResourceType cdn -Wait).State | Should -Be AlreadyDeployed
        $region = (Get-SslCertificateBinding a91hoLqi -ResourceType clb)[0].Region
        (Update-SslCertificateBinding $new a91hoLqi -ResourceType clb -Region $region -Wait).State | Should -Be Succeeded
        (Update-SslCertificateBinding $new a91hoLqi -Region $region -Wait).State | Should -BeIn Succeeded, AlreadyDeployed
    }
}

Describe 'A failure' {
    BeforeAll {
        $emulator = Start-World
        $new = $emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'of one resource is one error with the service''s words, and the rest goes on' {
        $waf = $emulator.World.Resources | Where-Object Type -EQ waf
        $waf.Failures = 1
        $waf.FailureText = 'the WAF instance is out of service'
        $run = Invoke-Watched { Update-SslCertificateBinding $new a91hoLqi -Wait }
        $script:deployment = $run.Output | Where-Object { $_ -is [TencentCert.Core.Ssl.SslDeployment] }
        $deployment.State | Should -Be PartlyFailed
        $deployment.Failed | Should -Be 1
        $run.Error.Count | Should -Be 1
        $run.Error[0].Exception.Message | Should -BeLike '*waf*out of service*'
        $run.Error[0].TargetObject.ResourceType | Should -Be waf
    }

    It 'is repeated alone' {
        ($deployment | Restart-SslDeployment -WhatIf) | Should -BeNullOrEmpty
        $emulator.Requests.Count('UpdateCertificateRecordRetry') | Should -Be 0
        ($deployment | Restart-SslDeployment | Wait-SslDeployment).State | Should -Be Succeeded
        $null = $deployment | Restart-SslDeployment
        $emulator.Requests.Count('UpdateCertificateRecordRetry') | Should -Be 1
    }

    It 'at any read leaves the id of what was made in the error' {
        $null = $emulator.Faults.AddError('DescribeHostUpdateRecordDetail', 'InternalError.Test', 'no', 9)
        $one = $emulator.World.AddSslCertificate([string[]]'static.example.com').Id
        $run = Invoke-Watched { Update-SslCertificateBinding $one c63mqNsk -Wait }
        $run.Error[0].TargetObject.DeployRecordId | Should -BeGreaterThan 0
        $emulator.Faults.Clear()
        ($run.Error[0].TargetObject | Wait-SslDeployment).State | Should -Be Succeeded

        $null = $emulator.Faults.AddError('DescribeCertificate', 'InternalError.Test', 'no', 9)
        $run = Invoke-Watched { Request-SslCertificate -Domain fault.example.com -ValidType DNS -Wait }
        $run.Error[0].TargetObject.CertificateId | Should -Be @($emulator.World.SslCertificates | Where-Object { $_.Names -contains 'fault.example.com' }).Id
        $emulator.Faults.Clear()
    }

    It 'to remove what is bound leaves it, -Force or not with -WhatIf' {
        $run = Invoke-Watched { Remove-SslCertificate $new, g27ruSwq -Confirm:$false }
        ($run.Output | Where-Object CertificateId -EQ $new).State | Should -Be Bound
        ($run.Output | Where-Object CertificateId -EQ g27ruSwq).State | Should -Be Removed
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Client.StillBound*'
        Remove-SslCertificate $new -Force -WhatIf
        $emulator.World.FindSslCertificate($new) | Should -Not -BeNullOrEmpty
        (Remove-SslCertificate $new -Force -Confirm:$false).State | Should -Be Removed
    }
}

Describe 'A preview' {
    BeforeAll { $emulator = Start-World; $emulator.Requests.Clear() }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'shows no change of what does not exist: <Command>' -ForEach @(
        @{ Command = { Remove-GaapCertificate cert-nope1234 -WhatIf } }
        @{ Command = { Rename-GaapCertificate cert-nope1234 x -WhatIf } }
        @{ Command = { Rename-SslCertificate zzzzzzzz x -WhatIf } }
        @{ Command = { Set-SslCertificate zzzzzzzz -Alias x -WhatIf } }
    ) {
        (Invoke-Watched $Command).Error.CategoryInfo.Category | Should -Be ObjectNotFound
    }

    It 'says what changes and of which certificate: <Command>' -ForEach @(
        @{ Command = { Remove-GaapCertificate cert-www4a1hq -WhatIf }; Says = '*"cert-www4a1hq (www.example.com, until 20??-??-??)"*' }
        @{ Command = { Rename-GaapCertificate cert-www4a1hq new -WhatIf }; Says = "*Rename '?*' to 'new'*" }
        @{ Command = { Rename-SslCertificate a91hoLqi new -WhatIf }; Says = "*Set the alias '*' to 'new'*a91hoLqi (www.example.com, Issued)*" }
        @{ Command = { Set-SslCertificate a91hoLqi, e45psQun -Alias new -WhatIf }; Says = "*Set the alias '*' to 'new'*e45psQun (blog.example.com, Issued)*" }
    ) {
        $transcript = Join-Path $TestDrive 'preview.txt'
        [void](Start-Transcript $transcript -UseMinimalHeader)
        try { & $Command } finally { [void](Stop-Transcript) }
        Get-Content -Raw $transcript | Should -BeLike $Says
    }

    It 'sends what is so already no second time' {
        $alias = (Get-GaapCertificate cert-www4a1hq).Alias
        Rename-GaapCertificate cert-www4a1hq $alias
        Rename-SslCertificate a91hoLqi twice
        Rename-SslCertificate a91hoLqi twice
        $emulator.Requests.Count('ModifyCertificateAttributes') | Should -Be 0
        $emulator.Requests.Count('ModifyCertificateAlias') | Should -Be 1
    }
}

Describe 'Bad input' {
    BeforeAll { $emulator = Start-World; $emulator.Requests.Clear() }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'is refused before anything is sent: <Because>' -ForEach @(
        @{ Because = 'a domain that is none'; Command = { Request-SslCertificate -Domain 'http://x' -ValidType DNS }; Like = '*-Domain*' }
        @{ Because = 'a parameter that goes with DNS_AUTO'; Command = { Request-SslCertificate -Domain a.example.com -ValidType DNS -DeleteDnsAutoRecord }; Like = '*DNS_AUTO*' }
        @{ Because = 'a key a free certificate cannot have'; Command = { Request-SslCertificate -Domain a.example.com -ValidType DNS -KeyAlgorithm RSA -KeyParameter 4096 }; Like = '*2048*' }
        @{ Because = 'an id of GAAP''s store'; Command = { Get-SslCertificateBinding cert-www4a1hq }; Like = "*GAAP's store*" }
        @{ Because = 'the same certificate twice'; Command = { Update-SslCertificateBinding a91hoLqi a91hoLqi }; Like = '*-OldCertificateId*' }
        @{ Because = 'a role that is none'; Command = { Connect-TencentCert -RoleArn deploy }; Like = '*deploy*qcs::cam::uin/100000000001:roleName/deploy.' }
        @{ Because = 'a region that is none'; Command = { New-TencentCertConnection -Region 'ap guangzhou' }; Like = '*Region*ap guangzhou*ap-guangzhou.' }
        @{ Because = 'an action that is none'; Command = { Invoke-TencentCertApi -Service ssl -Action 'describe it' }; Like = '*describe it*DescribeCertificates.' }
        @{ Because = 'a version that is none'; Command = { Invoke-TencentCertApi -Service ssl -Action X -Version 2019 }; Like = '*2019*2018-05-29.' }
        @{ Because = 'a file name that is none'; Command = { Save-SslCertificate ./x -CertificateId a91hoLqi -FileName 'a/b' }; Like = '*a/b*' }
        @{ Because = 'nothing to set'; Command = { Set-SslCertificate a91hoLqi }; Like = '*-Alias*' }
        @{ Because = 'an instance of another form'; Command = { Publish-SslCertificate a91hoLqi ddos www.example.com }; Like = '*InstanceId|Domain|Port*' }
        @{ Because = 'a region that is missing'; Command = { Publish-SslCertificate a91hoLqi clb 'lb-a|lbl-b' }; Like = '*-Region*' }
        @{ Because = 'a PFX without password'; Command = { Save-SslCertificate ./x -CertificateId a91hoLqi -Format Pfx }; Like = '*-Password*' }
        @{ Because = 'information without the domain it is for'; Command = { Submit-SslCertificateOrder a91hoLqi -DnsName a.example.com -ContactEmail me@example.com -Confirm:$false }; Like = '*CertCommonName*' }
        @{ Because = 'a key parameter of another algorithm'; Command = { Submit-SslCertificateOrder a91hoLqi -Domain a.example.com -ValidType DNS -KeyAlgorithm ecc -KeyParameter 2048 }; Like = '*prime256v1*' }
        @{ Because = 'key and request in one file'; Command = { New-SslCertificateRequest a.example.com $folder/one.pem -CsrPath $folder/one.pem -Force }; Like = '*-KeyPath*-CsrPath*' }
        @{ Because = 'a certificate in place of a request'; Command = { Submit-SslCertificateOrder a91hoLqi -Domain a.example.com -ValidType DNS -CsrContent "-----BEGIN CERTIFICATE-----`nAAAA`n-----END CERTIFICATE-----" }; Like = 'CsrContent is a certificate, not a certificate request.' }
        @{ Because = 'a folder in place of a request'; Command = { Invoke-SslCertificateReissue a91hoLqi DNS_AUTO -CsrType upload -CsrPath $TestDrive }; Like = '*is a folder*' }
        @{ Because = 'a folder in place of a key to save'; Command = { Save-SslCertificate ./x a91hoLqi -KeyPath $TestDrive }; Like = '*is a folder*' }
        @{ Because = 'a folder in place of a key to test'; Command = { Test-SslCertificate -CertificateId a91hoLqi -KeyPath $TestDrive }; Like = '*is a folder*' }
        @{ Because = 'information with an unknown name'; Command = { Submit-SslCertificateOrder a91hoLqi -Domain a.example.com -Information @{ Colour = 'red' } }; Like = '*Colour*' }
    ) {
        $run = Invoke-Watched $Command
        $run.Error.Count | Should -Be 1
        $run.Error[0].Exception.Message | Should -BeLike $Like
        $emulator.Requests.Total | Should -Be 0
    }
}

Describe 'A list of which one is wrong' {
    BeforeAll { $emulator = Start-World }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'is searched for the others: <Wrong>' -ForEach @(
        @{ Wrong = 'zz999999'; Category = 'ObjectNotFound' }
        @{ Wrong = 'cert-www4a1hq'; Category = 'InvalidArgument' }
    ) {
        $run = Invoke-Watched { Get-SslCertificateBinding a91hoLqi, $Wrong -ResourceType cdn -UseCache }
        $run.Output.CertificateId | Select-Object -Unique | Should -Be a91hoLqi
        $run.Error.Count | Should -Be 1
        $run.Error[0].TargetObject | Should -Be $Wrong
        $run.Error[0].CategoryInfo.Category | Should -Be $Category
    }

    It 'is looked up in the log for the others, and alone not for all' {
        $null = Request-SslCertificate log.example.com DNS_AUTO
        $id = @($emulator.World.SslCertificates | Where-Object { $_.Names -contains 'log.example.com' }).Id
        $run = Invoke-Watched { Get-SslCertificateLog cert-www4a1hq, $id; Get-SslCertificateLog cert-www4a1hq }
        $run.Output.CertificateId | Select-Object -Unique | Should -Be $id
        $run.Error.TargetObject | Should -Be cert-www4a1hq, cert-www4a1hq
    }

    It 'is read for the other files' {
        Set-Content (Join-Path $folder root.pem) $emulator.CertificateAuthorityPem
        $run = Invoke-Watched { Test-SslCertificate (Join-Path $folder none.pem), (Join-Path $folder root.pem) }
        $run.Output.Path | Should -BeLike '*root.pem'
        $run.Error.Count | Should -Be 1
        $run.Error[0].CategoryInfo.Category | Should -Be ObjectNotFound
        $run.Error[0].TargetObject | Should -BeLike '*none.pem'
    }

    It 'is not gone through with a key that works for none: <Command>' -ForEach @(
        @{ Command = { Remove-SslCertificate a91hoLqi, e45psQun -Connection $wrong -Confirm:$false } }
        @{ Command = { Set-SslCertificate a91hoLqi, e45psQun -Alias x -Connection $wrong } }
    ) {
        $wrong = New-TencentCertConnection -Credential (New-Key) -Endpoint $emulator.Endpoint
        $Command | Should -Throw -ErrorId 'AuthFailure.*'
        $run = Invoke-Watched $Command
        $run.Error.Count | Should -Be 1
    }
}

Describe 'A key and its request' {
    It 'are made where both can be written: a key that is there stays' {
        $key = Join-Path $folder kept.key
        $null = New-SslCertificateRequest kept.example.com $key
        $before = Get-Content -Raw $key
        $run = Invoke-Watched { New-SslCertificateRequest kept.example.com $key -CsrPath (Join-Path $folder nowhere/kept.csr) -Force }
        $run.Error.CategoryInfo.Category | Should -Be ObjectNotFound
        Get-Content -Raw $key | Should -BeExactly $before
    }

    It 'is made for an order with the algorithm as the service spells it, and its own parameter' {
        $emulator = Start-World
        try {
            $null = Submit-SslCertificateOrder $emulator.World.AddOrder('ecc.example.com').Id -Domain ecc.example.com -ValidType DNS -ContactEmail me@example.com -KeyAlgorithm ecc -Confirm:$false
            $sent = @($emulator.Requests.Entries).Where({ $_.Action -eq 'CertificateInfoSubmit' }).Body | ConvertFrom-Json
            $sent.CsrEncryptAlgo | Should -BeExactly ECC
            $sent.CsrKeyParameter | Should -Be prime256v1
        }
        finally { $emulator | Stop-TencentCertEmulator }
    }
}

Describe 'The international site' {
    BeforeAll { $emulator = Start-World @{ Site = 'International' }; $emulator | Connect-TencentCert -Site International }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'has no <Name>, and that is said before sending' -ForEach @(
        @{ Name = 'CompleteCertificate'; Command = { Complete-SslCertificateValidation h18svTxr -Confirm:$false } }
        @{ Name = 'DeployCertificateInstance'; Command = { Publish-SslCertificate a91hoLqi cdn 'www.example.com|on' } }
        @{ Name = 'CheckCertificateChain'; Command = { Test-SslCertificate -CertificateId a91hoLqi -Online } }
    ) {
        $run = Invoke-Watched $Command
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotOnInternationalSite*'
        $emulator.Requests.Count($Name) | Should -Be 0
    }

    It 'updates what it knows, refuses the kinds it does not, and removes after a search' {
        $new = $emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id
        $run = Invoke-Watched { Update-SslCertificateBinding $new a91hoLqi -ResourceType gaap }
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotOnInternationalSite*'
        $moved = Update-SslCertificateBinding $new a91hoLqi -Wait
        $moved.State | Should -Be Succeeded
        $moved.ResourceType | Should -Not -Contain gaap
        $run = Invoke-Watched { Remove-SslCertificate $new -Confirm:$false }
        $run.Output[0].State | Should -Be Bound
        (Remove-SslCertificate g27ruSwq -Confirm:$false).State | Should -Be Removed
    }
}

Describe 'Ten thousand certificates' {
    BeforeAll { $emulator = Start-World @{ CertificateCount = 10000 } }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'begin with the first page, and -First 5 asks once' {
        $emulator.Requests.Clear()
        @(Get-SslCertificate | Select-Object -First 5).Count | Should -Be 5
        $emulator.Requests.Count('DescribeCertificates') | Should -Be 1
    }

    It 'come all, and leave nothing behind' {
        $asked = 0
        $emulator.Requests.Clear()
        $count = 0
        Get-SslCertificate | ForEach-Object { if (-not $count) { $asked = $emulator.Requests.Count('DescribeCertificates') }; $count++ }
        $count | Should -Be 10000
        $asked | Should -Be 1 -Because 'the first object comes after the first page'

        # By reference and not by bytes: pooled buffers stay in a process, and grow in steps.
        $gone = [Collections.Generic.List[WeakReference]]::new()
        Get-SslCertificate | ForEach-Object { $gone.Add([WeakReference]::new($_)) }
        [GC]::Collect()
        [GC]::WaitForPendingFinalizers()
        [GC]::Collect()
        $gone.Count | Should -Be 10000
        $gone.FindAll({ $args[0].IsAlive }).Count | Should -BeLessThan 100 -Because 'what went down the pipeline is held by nobody'
    }

    It 'hold a page and the ids read at any time, not more' {
        $emulator.Requests.Clear()
        $before = [GC]::GetTotalMemory($true)
        $script:peak = 0
        $script:count = 0
        Get-SslCertificate | ForEach-Object {
            if (++$script:count % 1000 -eq 500) { $script:peak = [math]::Max($peak, [GC]::GetTotalMemory($true) - $before) }
        }
        $count | Should -Be 10000
        $peak | Should -BeLessThan 24MB
    }
}
