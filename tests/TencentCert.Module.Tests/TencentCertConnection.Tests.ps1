BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/FakeCloud.ps1
    $cloud = Start-FakeCloud
    $arn = 'qcs::cam::uin/100000000001:roleName/deploy'
    $folder = New-Item -ItemType Directory -Force -Path (Join-Path ([IO.Path]::GetTempPath()) "tencentcert-roles-$PID")
    'a.signed.tokenHidden' | Set-Content (Join-Path $folder 'web.token')
    $web = @{ RoleArn = $arn; ProviderId = 'github'; WebIdentityTokenPath = Join-Path $folder 'web.token'; Endpoint = $cloud.Endpoint }
    function Get-Asked { $cloud.Requests.ToArray() }

    $first = Start-TencentCertEmulator
    $second = Start-TencentCertEmulator -Credential (New-Key 'AKIDsecond0000second')
    function Get-Used([hashtable] $With = @{}) {
        $before = $first.Requests.Total, $second.Requests.Total
        $said = Invoke-Watched { Invoke-TencentCertApi ssl DescribeCertificates @{ Limit = 1 } @With -Verbose }
        [pscustomobject]@{
            First   = $first.Requests.Total - $before[0]
            Second  = $second.Requests.Total - $before[1]
            Verbose = $said.Verbose
            Error   = $said.Error
            Output  = $said.Output
        }
    }
}

AfterAll {
    Stop-FakeCloud $cloud
    Remove-Item $folder -Recurse
    Stop-TencentCertEmulator
    Disconnect-TencentCert
}

Describe 'Connection selection' {
    BeforeEach { Disconnect-TencentCert }
    AfterEach {
        $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $null
        Disconnect-TencentCert
    }

    It 'fails without a key, and reports where it searched' {
        $used = Get-Used
        $used.First + $used.Second | Should -Be 0
        $used.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NoCredential,*'
        $used.Error[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        foreach ($place in 'TENCENTCLOUD_SECRET_ID', $env:TENCENTCLOUD_CREDENTIALS_FILE, 'default.credential') {
            $used.Error[0].ErrorDetails.Message | Should -BeLike "*$place*"
        }
    }

    It 'prefers -Connection to the default of the runspace' {
        $first | Connect-TencentCert
        $used = Get-Used @{
            Connection = $second | ForEach-Object { New-TencentCertConnection -Credential $_.Credential -Endpoint $_.Endpoint }
        }
        $used.Second | Should -Be 1
        $used.First | Should -Be 0
        $used.Verbose[0] | Should -BeLike '*the one given*'
    }

    It 'prefers the default of the runspace to the environment' {
        $env:TENCENTCLOUD_SECRET_ID = 'AKIDnobody'
        $env:TENCENTCLOUD_SECRET_KEY = 'nobody'
        $first | Connect-TencentCert
        $used = Get-Used
        $used.Error | Should -BeNullOrEmpty
        $used.First | Should -Be 1
        $used.Verbose[0] | Should -BeLike "*runspace's default*"
    }

    It 'prefers -Credential to the default, and keeps the endpoint' {
        Connect-TencentCert -Credential (New-Key 'AKIDwrong00000000000') -Endpoint $first.Endpoint
        $used = Get-Used @{ Credential = $first.Credential }
        $used.Error | Should -BeNullOrEmpty
        $used.First | Should -Be 1
        $used.Verbose[0] | Should -BeLike '*explicit credential*'
    }

    It 'prefers -ProfileName to the default' {
        $folder = New-Item -ItemType Directory -Force (Join-Path $env:HOME '.tccli')
        $key = $first.Credential.GetNetworkCredential()
        @{ secretId = $key.UserName; secretKey = $key.Password } | ConvertTo-Json | Set-Content (Join-Path $folder 'probe.credential')
        Connect-TencentCert -Credential (New-Key) -Endpoint $first.Endpoint
        $used = Get-Used @{ ProfileName = 'probe' }
        $used.Error | Should -BeNullOrEmpty
        $used.First | Should -Be 1
        $used.Verbose[0] | Should -BeLike '*tccli profile*probe.credential*'
    }

    It 'prefers the environment to the files, and reports skipped sources' {
        $env:TENCENTCLOUD_SECRET_ID = 'AKIDenvironment00000'
        $env:TENCENTCLOUD_SECRET_KEY = 'of-the-environment'
        (Get-TencentCertConnection).Credentials.Current.Source | Should -Be 'environment variables'
        $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $null
        "[default]`nsecret_id = AKIDfile000000000000`nsecret_key = of-the-file" | Set-Content $env:TENCENTCLOUD_CREDENTIALS_FILE
        try {
            $said = Invoke-Watched { Get-TencentCertConnection -Verbose }
            $said.Output[0].Credentials.Current.Source | Should -Be 'shared credentials file'
            $said.Verbose -join "`n" | Should -BeLike '*Passed over environment variables*'
        }
        finally { Remove-Item $env:TENCENTCLOUD_CREDENTIALS_FILE }
    }

    It 'refuses an incomplete key in the environment' {
        $env:TENCENTCLOUD_SECRET_ID = 'AKIDhalf'
        { Connect-TencentCert } | Should -Throw -ErrorId 'Client.InvalidCredential,*'
    }

    It 'refuses <Text>' -ForEach @(
        @{ Text = '-Connection with -Credential'; With = {
            @{ Connection = New-TencentCertConnection -Credential $first.Credential; Credential = $first.Credential }
        } }
        @{ Text = '-Connection with -ProfileName'; With = {
            @{ Connection = New-TencentCertConnection -Credential $first.Credential; ProfileName = 'x' }
        } }
        @{ Text = '-Credential with -ProfileName'; With = { @{ Credential = $first.Credential; ProfileName = 'x' } } }
    ) {
        $used = Get-Used (& $With)
        $used.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $used.First + $used.Second | Should -Be 0
    }

    It 'shares one connection, and so its rate limit, between calls with the same key' {
        $env:TENCENTCLOUD_SECRET_ID = 'AKIDpace000000000000'
        $env:TENCENTCLOUD_SECRET_KEY = 'pace'
        $one = Get-TencentCertConnection
        [object]::ReferenceEquals($one, (Get-TencentCertConnection)) | Should -BeTrue
        $env:TENCENTCLOUD_SECRET_KEY = 'another'
        [object]::ReferenceEquals($one, (Get-TencentCertConnection)) | Should -BeFalse
    }
}

Describe 'Connect-TencentCert' {
    AfterEach { Disconnect-TencentCert }

    It 'writes the connection only with -PassThru' {
        $first | Connect-TencentCert | Should -BeNullOrEmpty
        $connection = $first | Connect-TencentCert -PassThru
        [object]::ReferenceEquals($connection, (Get-TencentCertConnection)) | Should -BeTrue
    }

    It 'keeps the old connection when the new one fails' {
        $old = $first | Connect-TencentCert -PassThru
        { Connect-TencentCert -ProfileName nobody } | Should -Throw -ErrorId 'Client.NoCredential,*'
        [object]::ReferenceEquals($old, (Get-TencentCertConnection)) | Should -BeTrue
    }

    It 'accepts all settings' {
        $token = (New-Key 'x' 'token').Password
        $connection = Connect-TencentCert -Credential (New-Key) -SessionToken $token `
            -Endpoint 'https://{service}.intl.tencentcloudapi.com' -Region ap-singapore -Language zh-CN -RequestsPerSecond 3 -TimeoutSec 7 -MaximumRetryCount 2 -PassThru
        $connection.Endpoints.Site | Should -Be 'International'
        $connection.Credentials.Current.Credential.IsTemporary | Should -BeTrue
        $connection.Options.Region | Should -Be 'ap-singapore'
        $connection.Options.Language | Should -Be 'zh-CN'
        $connection.Options.RequestsPerSecond | Should -Be 3
        $connection.Options.AttemptTimeout | Should -Be ([timespan]::FromSeconds(7))
        $connection.Options.MaximumRetryCount | Should -Be 2
    }

    It 'uses the region of the environment' {
        $env:TENCENTCLOUD_REGION = 'ap-shanghai'
        try { (Connect-TencentCert -Credential (New-Key) -PassThru).Options.Region | Should -Be 'ap-shanghai' }
        finally { $env:TENCENTCLOUD_REGION = $null }
    }

    It 'refuses the endpoint <Endpoint> with <Id>' -ForEach @(
        @{ Endpoint = 'http://ssl.tencentcloudapi.com'; Id = 'Client.InvalidEndpoint' }
        @{ Endpoint = 'https://ssl.tencentcloudapi.com/path'; Id = 'Client.InvalidEndpoint' }
        @{ Endpoint = 'ftp://127.0.0.1'; Id = 'Client.InvalidEndpoint' }
    ) {
        { Connect-TencentCert -Credential (New-Key) -Endpoint $Endpoint } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses a token without a key' {
        { Connect-TencentCert -SessionToken (New-Key).Password } | Should -Throw -ErrorId 'Client.InvalidParameter,*'
    }

    It 'refuses a key that contains a line break without showing it' {
        { Connect-TencentCert -Credential (New-Key 'AKIDx' "broken`nkey") } | Should -Throw -ErrorId 'Client.InvalidCredential,*'
        $Error[0] | Format-List * -Force | Out-String | Should -Not -BeLike '*broken*'
    }

    It 'ends with the first response when the service refuses the key' {
        Connect-TencentCert -Credential (New-Key 'AKIDwrong00000000000') -Endpoint $first.Endpoint
        $before = $first.Requests.Total
        { 1..5 | ForEach-Object { Invoke-TencentCertApi ssl DescribeCertificates } } | Should -Throw
        $Error[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        $first.Requests.Total - $before | Should -Be 1
    }
}

Describe 'New-TencentCertConnection' {
    It 'reads nothing: a profile that does not exist is an error of the first call' {
        $connection = New-TencentCertConnection -ProfileName nobody -Endpoint $first.Endpoint
        $connection.Credentials.Current | Should -BeNullOrEmpty
        { Invoke-TencentCertApi ssl DescribeCertificates -Connection $connection } | Should -Throw -ErrorId 'Client.NoCredential,*'
    }
}

Describe 'The table view of a connection' {
    It 'shows masked id, source, account and endpoint' {
        $text = New-TencentCertConnection -Credential $first.Credential | Out-String
        $text | Should -BeLike '*SecretId*Source*Account*Endpoint*(not read yet) *'
        $text = $first | Connect-TencentCert -PassThru | Out-String -Width 200
        $text | Should -BeLike '*AKID`*`*`*`*????*explicit credential*http://127.0.0.1*'
    }
}

Describe 'A role' {
    BeforeEach {
        Disconnect-TencentCert
        $cloud.Requests.Clear()
        $cloud.Refuse.Clear()
    }

    It 'is assumed with a key, and its temporary key is used' {
        $connection = Connect-TencentCert -Credential (New-Key) -RoleArn $arn -RoleSessionName weekly -ExternalId agreed `
            -Endpoint $cloud.Endpoint -PassThru
        $null = Invoke-TencentCertApi ssl DescribeCertificates
        $asked = Get-Asked
        $asked.Action | Should -Be 'AssumeRole', 'DescribeCertificates'
        $asked[0].Body.RoleArn | Should -Be $arn
        $asked[0].Body.RoleSessionName | Should -Be 'weekly'
        $asked[0].Body.ExternalId | Should -Be 'agreed'
        $asked[1].Token | Should -Be 'tokenHidden'
        $connection.Credentials.Current.Source | Should -Be 'assumed role'
        $connection.Credentials.Current.Credential.ExpiresAt | Should -BeGreaterThan ([DateTimeOffset]::Now.AddHours(1))
    }

    It 'is assumed with a web identity token and without a key' {
        $said = Invoke-Watched { Connect-TencentCert @web -Verbose }
        $said.Error | Should -BeNullOrEmpty
        $said.Verbose -join "`n" | Should -BeLike '*web identity*RequestId request-1*'
        $asked = @(Get-Asked)
        $asked.Action | Should -Be 'AssumeRoleWithWebIdentity'
        $asked[0].Authorization | Should -Be 'SKIP'
        $asked[0].Body.WebIdentityToken | Should -Be 'a.signed.tokenHidden'
        $asked[0].Body.ProviderId | Should -Be 'github'
        ($said.All + (Get-TencentCertConnection)) | Format-List * -Force | Out-String | Should -Not -BeLike '*Hidden*'
    }

    It 'is assumed with a token path relative to the PowerShell location' {
        Push-Location $folder
        try { Connect-TencentCert @web -WebIdentityTokenPath './web.token' }
        finally { Pop-Location }
        @(Get-Asked).Count | Should -Be 1
    }

    It 'is not assumed before the first call with New-TencentCertConnection' {
        $connection = New-TencentCertConnection @web
        @(Get-Asked).Count | Should -Be 0
        $null = Invoke-TencentCertApi ssl DescribeCertificates -Connection $connection
        (Get-Asked).Action | Should -Be 'AssumeRoleWithWebIdentity', 'DescribeCertificates'
    }

    It 'fails with the code and RequestId of STS: <Code>' -ForEach @(
        @{ Code = 'ResourceNotFound.RoleNotFound'; Id = 'ResourceNotFound.RoleNotFound,*' }
        @{ Code = 'InvalidParameter.WebIdentityTokenError'; Id = 'Client.InvalidCredential,*' }
    ) {
        $cloud.Refuse['AssumeRoleWithWebIdentity'] = $Code
        $failure = { Connect-TencentCert @web } | Should -Throw -ErrorId $Id -PassThru
        $failure.ErrorDetails.Message | Should -BeLike "*$Code*"
        $failure.ErrorDetails.Message | Should -BeLike '*sts:AssumeRoleWithWebIdentity*RequestId request-1*'
        $failure | Format-List * -Force | Out-String | Should -Not -BeLike '*Hidden*'
    }

    It 'of the environment is assumed once for several commands' {
        $env:TENCENTCLOUD_SECRET_ID = 'AKIDenvironment00000'
        $env:TENCENTCLOUD_SECRET_KEY = 'of-the-environment'
        $env:TENCENTCLOUD_ROLE_ARN = $arn
        try {
            Connect-TencentCert -Endpoint $cloud.Endpoint
            1..3 | ForEach-Object { $null = Invoke-TencentCertApi ssl DescribeCertificates }
            @((Get-Asked).Action -eq 'AssumeRole').Count | Should -Be 1
        }
        finally { $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $env:TENCENTCLOUD_ROLE_ARN = $null }
    }

    It 'of a tccli profile is assumed once for several commands' {
        $profiles = New-Item -ItemType Directory -Force (Join-Path $env:HOME '.tccli')
        @{ secretId = 'AKIDprofile000000000'; secretKey = 'of-the-profile'; 'role-arn' = $arn } | ConvertTo-Json |
            Set-Content (Join-Path $profiles 'role.credential')
        Connect-TencentCert -Credential (New-Key) -Endpoint $cloud.Endpoint
        1..3 | ForEach-Object { $null = Invoke-TencentCertApi ssl DescribeCertificates -ProfileName role }
        @((Get-Asked).Action -eq 'AssumeRole').Count | Should -Be 1
        (Get-Asked)[-1].Token | Should -Be 'tokenHidden'
    }

    It 'of a CVM is reported as unavailable on another machine' {
        $failure = { Connect-TencentCert -InstanceRole } | Should -Throw -ErrorId 'Client.NoCredential,*' -PassThru
        $failure.ErrorDetails.Message | Should -BeLike '*CVM role: *metadata.tencentyun.com*'
    }

    It 'refuses <Text>' -ForEach @(
        @{ Text = '-InstanceRole with -Credential'; With = { @{ InstanceRole = $true; Credential = New-Key } } }
        @{ Text = '-WebIdentityTokenPath with -ProfileName'; With = { $web + @{ ProfileName = 'x' } } }
        @{ Text = '-WebIdentityTokenPath without -RoleArn'; With = { @{ WebIdentityTokenPath = 'x'; ProviderId = 'x' } } }
        @{ Text = '-WebIdentityTokenPath without -ProviderId'; With = { @{ WebIdentityTokenPath = 'x'; RoleArn = $arn } } }
        @{ Text = '-ProviderId without -WebIdentityTokenPath'; With = { @{ ProviderId = 'x'; RoleArn = $arn } } }
        @{ Text = '-ExternalId with -WebIdentityTokenPath'; With = { $web + @{ ExternalId = 'x' } } }
        @{ Text = '-ExternalId without -RoleArn'; With = { @{ Credential = New-Key; ExternalId = 'x' } } }
        @{ Text = '-RoleSessionName without -RoleArn'; With = { @{ Credential = New-Key; RoleSessionName = 'xx' } } }
    ) {
        $given = & $With
        { Connect-TencentCert @given } | Should -Throw -ErrorId 'Client.InvalidParameter,*'
        @(Get-Asked).Count | Should -Be 0
    }
}

Describe 'Test-TencentCertConnection' {
    BeforeEach {
        Disconnect-TencentCert
        $cloud.Requests.Clear()
        $cloud.Refuse.Clear()
    }

    It 'reports the account of a valid key, and stores it in the connection' {
        Connect-TencentCert -Credential (New-Key) -Endpoint $cloud.Endpoint
        $report = Test-TencentCertConnection
        $report.Passed | Should -BeTrue
        $report.Problem | Should -BeNullOrEmpty
        $report.Account | Should -Be '100000000001'
        $report.RequestId | Should -Be 'request-1'
        $report.Source | Should -Be 'explicit credential'
        $report.Latency | Should -BeGreaterThan ([timespan]::Zero)
        (Get-TencentCertConnection).Account | Should -Be '100000000001'
        Get-TencentCertConnection | Out-String -Width 200 | Should -BeLike '*Account*100000000001*'
        Test-TencentCertConnection -Quiet | Should -BeTrue
    }

    It 'lists certificates instead when STS refuses GetCallerIdentity' {
        $cloud.Refuse['GetCallerIdentity'] = 'InvalidAction'
        $report = New-TencentCertConnection -Credential (New-Key) -Endpoint $cloud.Endpoint | Test-TencentCertConnection
        $report.Passed | Should -BeTrue
        $report.Action | Should -Be 'ssl:DescribeCertificates'
        $report.Account | Should -BeNullOrEmpty
    }

    It 'names the account of the emulator' {
        $emulator = Start-TencentCertEmulator -Connect
        try { (Test-TencentCertConnection).Account | Should -Be '100000000001' } finally { $emulator | Stop-TencentCertEmulator }
    }

    It 'reports <Code> as <Kind>, without an error' -ForEach @(
        @{ Code = 'AuthFailure.SecretIdNotFound'; Kind = 'UnknownSecretId' }
        @{ Code = 'AuthFailure.SignatureFailure'; Kind = 'WrongSecretKey' }
        @{ Code = 'AuthFailure.SignatureExpire'; Kind = 'WrongClock' }
        @{ Code = 'AuthFailure.TokenFailure'; Kind = 'KeyExpired' }
        @{ Code = 'UnauthorizedOperation'; Kind = 'NotPermitted' }
    ) {
        $cloud.Refuse['GetCallerIdentity'] = $cloud.Refuse['DescribeCertificates'] = $Code
        $said = Invoke-Watched { New-TencentCertConnection -Credential (New-Key) -Endpoint $cloud.Endpoint | Test-TencentCertConnection }
        $said.Error | Should -BeNullOrEmpty
        $said.Output[0].Passed | Should -BeFalse
        "$($said.Output[0].Kind)" | Should -Be $Kind
        $said.Output[0].Code | Should -Be $Code
        $said.Output[0].Problem | Should -Not -BeLike 'Problem*'
        $said.Output[0].Advice | Should -Not -BeNullOrEmpty
        $said.Output[0] | Out-String | Should -BeLike '*Problem*Advice*'
    }

    It 'reports a closed port as Unreachable, and a wrong token path as UnusableKey' {
        $closed = New-TencentCertConnection -Credential (New-Key) -Endpoint 'http://127.0.0.1:1' | Test-TencentCertConnection
        "$($closed.Kind)" | Should -Be 'Unreachable'
        $closed.Problem | Should -BeLike '*127.0.0.1:1:*'
        $given = $web + @{}
        $given.WebIdentityTokenPath = 'nowhere'
        "$((New-TencentCertConnection @given | Test-TencentCertConnection).Kind)" | Should -Be 'UnusableKey'
    }

    It 'reports a missing key as NoKey' {
        $report = Test-TencentCertConnection -ProfileName nobody
        "$($report.Kind)" | Should -Be 'NoKey'
        Test-TencentCertConnection -ProfileName nobody -Quiet | Should -BeFalse
    }

    It 'has a text for every problem' {
        $source = Get-Content -Raw (Join-Path $Root 'src/TencentCert/Connection/ConnectionReport.cs')
        [enum]::GetNames([TencentCert.Core.Diagnostics.ConnectionProblem]) |
            Where-Object { $_ -notin 'None', 'Other' -and $source -notmatch "ConnectionProblem\.$_ =>" } | Should -BeNullOrEmpty
    }
}

Describe 'Runspaces' {
    BeforeAll {
        $first = Start-TencentCertEmulator
        $second = Start-TencentCertEmulator
        $manifest = Join-Path $Root 'TencentCert.psd1'
    }
    AfterAll { $first, $second | Stop-TencentCertEmulator }

    It 'never share a default connection' {
        $first | Connect-TencentCert
        $seen = 1..4 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            "before: $(Get-TencentCertConnection)"
            $mine = if ($_ % 2) { $using:first } else { $using:second }
            $mine | Connect-TencentCert
            foreach ($i in 1..5) {
                (Get-TencentCertConnection).Endpoints.ToString() -eq $mine.Endpoint.ToString().TrimEnd('/')
                $null = Invoke-TencentCertApi ssl DescribeCertificates @{ Limit = 1 }
            }
        } -ThrottleLimit 4 -UseNewRunspace
        $seen | Where-Object { $_ -is [string] } | Sort-Object -Unique | Should -Be 'before: '
        $seen | Where-Object { $_ -is [bool] } | Sort-Object -Unique | Should -Be $true
        $second.Requests.Count('DescribeCertificates') | Should -Be 10
        $first.Requests.Count('DescribeCertificates') | Should -Be 10
        (Get-TencentCertConnection).Endpoints.ToString() | Should -Be $first.Endpoint.ToString().TrimEnd('/')
    }

    It 'can share a connection object' {
        $connection = $first | Connect-TencentCert -PassThru
        $answers = 1..8 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            (Invoke-TencentCertApi ssl DescribeCertificates @{ Limit = 1 } -Connection $using:connection).RequestId
        } -ThrottleLimit 4
        @($answers | Sort-Object -Unique).Count | Should -Be 8
    }
}
