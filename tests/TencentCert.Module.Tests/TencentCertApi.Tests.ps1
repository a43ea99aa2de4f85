BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-TencentCertEmulator -Connect
    function Get-Sent { @($emulator.Requests.Entries)[-1] }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'Invoke-TencentCertApi' -Tag Culture {
    BeforeEach { $emulator.Requests.Clear() }
    AfterEach { $emulator.Faults.Clear() }

    It 'sends <Text> as <Json>' -ForEach @(
        @{ Text = 'nothing'; Body = $null; Json = '{}' }
        @{ Text = 'an empty hashtable'; Body = @{}; Json = '{}' }
        @{ Text = 'a number'; Body = @{ Limit = 3 }; Json = '{"Limit":3}' }
        @{ Text = 'a large number'; Body = @{ Limit = [long]4000000000 }; Json = '{"Limit":4000000000}' }
        @{ Text = 'a number that a command wrote'; Body = @{ Limit = (Write-Output 3) }; Json = '{"Limit":3}' }
        @{ Text = 'a decimal'; Body = @{ a = 1.10d }; Json = '{"a":1.10}' }
        @{ Text = 'booleans'; Body = [ordered]@{ a = $true; b = [switch]$false }; Json = '{"a":true,"b":false}' }
        @{ Text = 'the case of names'; Body = @{ csrEncryptAlgo = 'x' }; Json = '{"csrEncryptAlgo":"x"}' }
        @{ Text = 'lists'; Body = @{ CertificateIds = 'a', 'b' }; Json = '{"CertificateIds":["a","b"]}' }
        @{ Text = 'a list of one'; Body = @{ a = @('b') }; Json = '{"a":["b"]}' }
        @{ Text = 'an empty list'; Body = @{ a = @() }; Json = '{"a":[]}' }
        @{ Text = 'nested tables'; Body = @{ Filters = @(@{ Name = 'x' }) }; Json = '{"Filters":[{"Name":"x"}]}' }
        @{ Text = 'no null'; Body = @{ a = $null }; Json = '{}' }
        @{ Text = 'nothing of a command that wrote nothing'; Body = @{ a = @() | Write-Output }; Json = '{}' }
        @{ Text = 'an object'; Body = [pscustomobject]@{ a = 1; b = [pscustomobject]@{ c = 'd' } }; Json = '{"a":1,"b":{"c":"d"}}' }
        @{ Text = 'an enum by name'; Body = @{ a = [DayOfWeek]::Monday }; Json = '{"a":"Monday"}' }
        @{ Text = 'JSON text'; Body = '{"a":{"b":[1,null]}}'; Json = '{"a":{"b":[1,null]}}' }
        @{ Text = 'a text that looks like a number'; Body = @{ a = '007' }; Json = '{"a":"007"}' }
    ) {
        # Only the request body is tested here, not the response.
        [void](Invoke-Watched { Invoke-TencentCertApi ssl DescribeCertificates $Body })
        (Get-Sent).Body | Should -BeExactly $Json
    }

    It 'sends Chinese text unchanged' {
        [void](Invoke-Watched { Invoke-TencentCertApi ssl DescribeCertificates @{ SearchKey = '证书 "1"' } })
        ((Get-Sent).Body | ConvertFrom-Json).SearchKey | Should -BeExactly '证书 "1"'
    }

    It 'sends a SecureString as text' {
        [void](Invoke-Watched { Invoke-TencentCertApi ssl DescribeCertificates @{ SearchKey = (New-Key 'x' 'hidden').Password } })
        (Get-Sent).Body | Should -BeExactly '{"SearchKey":"hidden"}'
    }

    It 'refuses <Text> and sends nothing' -ForEach @(
        @{ Text = 'text that is no JSON'; Body = '{"a":'; Says = '*line 1, byte*' }
        @{ Text = 'a JSON list'; Body = '[1]'; Says = '*one JSON object*' }
        @{ Text = 'blank text'; Body = ' '; Says = '*not valid JSON*' }
        @{ Text = 'a number'; Body = 5; Says = '*Int32*' }
        @{ Text = 'a list'; Body = @(1, 2); Says = '*cannot be a body*' }
        @{ Text = 'null in a list'; Body = @{ a = @{ b = 1, $null } }; Says = '*Body.a.b`[1`]*' }
        @{ Text = 'a time'; Body = @{ a = [datetime]'2026-01-01' }; Says = '*Body.a is a time*' }
        @{ Text = 'bytes'; Body = @{ a = [byte[]](1, 2) }; Says = '*Body.a holds bytes*' }
        @{ Text = 'code'; Body = @{ a = { 1 } }; Says = '*ScriptBlock*' }
        @{ Text = 'no number'; Body = @{ a = [double]::NaN }; Says = '*Body.a*' }
        @{ Text = 'a credential'; Body = @{ a = [pscredential]::Empty }; Says = '*PSCredential*' }
    ) {
        $said = Invoke-Watched { Invoke-TencentCertApi ssl DescribeCertificates $Body }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $said.Error[0].ErrorDetails.Message | Should -BeLike $Says
        $emulator.Requests.Total | Should -Be 0
    }

    It 'refuses a hashtable that contains itself' {
        $table = @{}
        $table.a = @{ b = $table }
        $said = Invoke-Watched { Invoke-TencentCertApi ssl DescribeCertificates $table }
        $said.Error[0].ErrorDetails.Message | Should -BeLike '*32 levels*'
    }

    It 'refuses <Parameter> = <Value>' -ForEach @(
        @{ Parameter = 'Service'; Value = '' }
        @{ Parameter = 'Service'; Value = 'ssl.evil.example' }
        @{ Parameter = 'Service'; Value = "ssl`r`nX: y" }
        @{ Parameter = 'Action'; Value = ' ' }
        @{ Parameter = 'Action'; Value = 'Describe-It' }
        @{ Parameter = 'Action'; Value = 'A' * 10000 }
        @{ Parameter = 'Version'; Value = 'latest' }
        @{ Parameter = 'Region'; Value = "ap`n" }
    ) {
        $with = @{ Service = 'ssl'; Action = 'DescribeCertificates' }
        $with[$Parameter] = $Value
        { Invoke-TencentCertApi @with } | Should -Throw -ErrorId 'ParameterArgument*Error,*'
        $emulator.Requests.Total | Should -Be 0
    }

    It 'requires -Version for an unknown service' {
        $said = Invoke-Watched { Invoke-TencentCertApi cvm DescribeZones }
        $said.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $emulator.Requests.Total | Should -Be 0
    }

    It 'sends version and region' {
        [void](Invoke-Watched { Invoke-TencentCertApi CVM DescribeZones -Version 2017-03-12 -Region ap-guangzhou })
        $sent = Get-Sent
        $sent.Headers['X-TC-Version'] | Should -Be '2017-03-12'
        $sent.Headers['X-TC-Region'] | Should -Be 'ap-guangzhou'
        [void](Invoke-TencentCertApi ssl DescribeCertificates)
        (Get-Sent).Headers['X-TC-Version'] | Should -Be '2019-12-05'
        (Get-Sent).Headers.ContainsKey('X-TC-Region') | Should -BeFalse
        [void](Invoke-TencentCertApi gaap describeproxies)
        (Get-Sent).Headers['X-TC-Version'] | Should -Be '2018-05-29'
        (Get-Sent).Action | Should -BeExactly 'DescribeProxies'
    }

    It 'returns nested objects with the RequestId' {
        $result = Invoke-TencentCertApi ssl DescribeCertificates @{ Limit = 2 }
        $result.RequestId | Should -Match '^[0-9a-f-]{36}$'
        $result.TotalCount | Should -BeOfType [long]
        , $result.Certificates | Should -BeOfType [array]
        $result.Certificates[0].InsertTime | Should -BeOfType [string]
        $result.Certificates[0].Deployable | Should -BeOfType [bool]
        $result.Certificates[0].SubjectAltName[0] | Should -BeOfType [string]
    }

    It 'retries <Action> after a server error: <Repeats>' -ForEach @(
        @{ Action = 'DescribeCertificates'; Repeats = $true }
        @{ Action = 'DescribeSomethingNew'; Repeats = $true }
        @{ Action = 'DescribelessThing'; Repeats = $false }
        @{ Action = 'ReplaceCertificate'; Repeats = $false }
        @{ Action = 'MakeSomethingNew'; Repeats = $false }
    ) {
        [void]$emulator.Faults.Add($Action, 'ServerError', 1)
        [void](Invoke-Watched { Invoke-TencentCertApi ssl $Action -Confirm:$false })
        $emulator.Requests.Count($Action) | Should -Be ($Repeats ? 2 : 1)
    }

    It 'retries while a listener is busy' {
        [void]$emulator.Faults.Add('ModifyCertificate', 'BusyListener', 1)
        $said = Invoke-Watched {
            Invoke-TencentCertApi gaap ModifyCertificate @{
                ListenerId = 'listener-none'; Domain = 'a.example.com'; CertificateId = 'default'
            }
        }
        $emulator.Requests.Count('ModifyCertificate') | Should -Be 2
        $said.Error[0].FullyQualifiedErrorId | Should -Not -BeLike '*ListenerHasTask*'
    }

    It 'sends no changes with -WhatIf, but sends read calls' {
        $certificate = (Invoke-TencentCertApi ssl DescribeCertificates @{ Limit = 1 } -WhatIf).Certificates
        $certificate | Should -Not -BeNullOrEmpty
        $emulator.Requests.Clear()
        Invoke-TencentCertApi ssl ReplaceCertificate @{ CertificateId = $certificate[0].CertificateId; ValidType = 'DNS_AUTO' } -WhatIf |
            Should -BeNullOrEmpty
        Invoke-TencentCertApi ssl UnheardOf -WhatIf
        $emulator.Requests.Total | Should -Be 0
    }

    It 'completes services and actions' {
        $words = {
            param($Line) ([Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length,
                $null)).CompletionMatches.CompletionText
        }
        & $words 'Invoke-TencentCertApi -Service g' | Should -Be 'gaap'
        & $words 'Invoke-TencentCertApi -Service ssl -Action Repl' | Should -Be 'ReplaceCertificate'
        & $words 'Connect-TencentCert -Language zh' | Should -Be 'zh-CN'
    }
}
