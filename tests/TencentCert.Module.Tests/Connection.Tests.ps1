BeforeAll {
    . $PSScriptRoot/Common.ps1
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

AfterAll { Stop-TencentCertEmulator }

Describe 'Which connection a call uses' {
    BeforeEach { Disconnect-TencentCert }
    AfterEach {
        $env:TENCENTCLOUD_SECRET_ID = $env:TENCENTCLOUD_SECRET_KEY = $null
        Disconnect-TencentCert
    }

    It 'has none without a key, says where it looked, and ends' {
        $used = Get-Used
        $used.First + $used.Second | Should -Be 0
        $used.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NoCredential,*'
        $used.Error[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        foreach ($place in 'TENCENTCLOUD_SECRET_ID', $env:TENCENTCLOUD_CREDENTIALS_FILE, 'default.credential') {
            $used.Error[0].ErrorDetails.Message | Should -BeLike "*$place*"
        }
    }

    It 'takes -Connection before the default of the runspace' {
        $first | Connect-TencentCert
        $used = Get-Used @{ Connection = $second | ForEach-Object { New-TencentCertConnection -Credential $_.Credential -Endpoint $_.Endpoint } }
        $used.Second | Should -Be 1
        $used.First | Should -Be 0
        $used.Verbose[0] | Should -BeLike '*the one given*'
    }

    It 'takes the default of the runspace before the environment' {
        $env:TENCENTCLOUD_SECRET_ID = 'AKIDnobody'
        $env:TENCENTCLOUD_SECRET_KEY = 'nobody'
        $first | Connect-TencentCert
        $used = Get-Used
        $used.Error | Should -BeNullOrEmpty
        $used.First | Should -Be 1
        $used.Verbose[0] | Should -BeLike "*runspace's default*"
    }

    It 'takes -Credential before the default, and keeps the endpoint' {
        Connect-TencentCert -Credential (New-Key 'AKIDwrong00000000000') -Endpoint $first.Endpoint
        $used = Get-Used @{ Credential = $first.Credential }
        $used.Error | Should -BeNullOrEmpty
        $used.First | Should -Be 1
        $used.Verbose[0] | Should -BeLike '*explicit credential*'
    }

    It 'takes -ProfileName before the default' {
        $folder = New-Item -ItemType Directory -Force (Join-Path $env:HOME '.tccli')
        $key = $first.Credential.GetNetworkCredential()
        @{ secretId = $key.UserName; secretKey = $key.Password } | ConvertTo-Json | Set-Content (Join-Path $folder 'probe.credential')
        Connect-TencentCert -Credential (New-Key) -Endpoint $first.Endpoint
        $used = Get-Used @{ ProfileName = 'probe' }
        $used.Error | Should -BeNullOrEmpty
        $used.First | Should -Be 1
        $used.Verbose[0] | Should -BeLike '*tccli profile*probe.credential*'
    }

    It 'takes the environment before the files and says what it passed over' {
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

    It 'refuses half a key in the environment' {
        $env:TENCENTCLOUD_SECRET_ID = 'AKIDhalf'
        { Connect-TencentCert } | Should -Throw -ErrorId 'Client.InvalidCredential,*'
    }

    It 'refuses <Text>' -ForEach @(
        @{ Text = '-Connection with -Credential'; With = { @{ Connection = New-TencentCertConnection -Credential $first.Credential; Credential = $first.Credential } } }
        @{ Text = '-Connection with -ProfileName'; With = { @{ Connection = New-TencentCertConnection -Credential $first.Credential; ProfileName = 'x' } } }
        @{ Text = '-Credential with -ProfileName'; With = { @{ Credential = $first.Credential; ProfileName = 'x' } } }
    ) {
        $used = Get-Used (& $With)
        $used.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $used.First + $used.Second | Should -Be 0
    }

    It 'shares the pace between calls that name the same key' {
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

    It 'writes nothing, and the connection with -PassThru' {
        $first | Connect-TencentCert | Should -BeNullOrEmpty
        $connection = $first | Connect-TencentCert -PassThru
        [object]::ReferenceEquals($connection, (Get-TencentCertConnection)) | Should -BeTrue
    }

    It 'keeps the old connection when the new one fails' {
        $old = $first | Connect-TencentCert -PassThru
        { Connect-TencentCert -ProfileName nobody } | Should -Throw -ErrorId 'Client.NoCredential,*'
        [object]::ReferenceEquals($old, (Get-TencentCertConnection)) | Should -BeTrue
    }

    It 'takes all settings' {
        $token = (New-Key 'x' 'token').Password
        $connection = Connect-TencentCert -Credential (New-Key) -SessionToken $token -Endpoint 'https://{service}.intl.tencentcloudapi.com' -Region ap-singapore -Language zh-CN -RequestsPerSecond 3 -TimeoutSec 7 -MaximumRetryCount 2 -PassThru
        $connection.Endpoints.Site | Should -Be 'International'
        $connection.Credentials.Current.Credential.IsTemporary | Should -BeTrue
        $connection.Options.Region | Should -Be 'ap-singapore'
        $connection.Options.Language | Should -Be 'zh-CN'
        $connection.Options.RequestsPerSecond | Should -Be 3
        $connection.Options.AttemptTimeout | Should -Be ([timespan]::FromSeconds(7))
        $connection.Options.MaximumRetryCount | Should -Be 2
    }

    It 'takes the region of the environment' {
        $env:TENCENTCLOUD_REGION = 'ap-shanghai'
        try { (Connect-TencentCert -Credential (New-Key) -PassThru).Options.Region | Should -Be 'ap-shanghai' }
        finally { $env:TENCENTCLOUD_REGION = $null }
    }

    It 'refuses <Id> for <Endpoint>' -ForEach @(
        @{ Endpoint = 'http://ssl.tencentcloudapi.com'; Id = 'Client.InvalidEndpoint' }
        @{ Endpoint = 'https://ssl.tencentcloudapi.com/path'; Id = 'Client.InvalidEndpoint' }
        @{ Endpoint = 'ftp://127.0.0.1'; Id = 'Client.InvalidEndpoint' }
    ) {
        { Connect-TencentCert -Credential (New-Key) -Endpoint $Endpoint } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses a token without a key' {
        { Connect-TencentCert -SessionToken (New-Key).Password } | Should -Throw -ErrorId 'Client.InvalidParameter,*'
    }

    It 'refuses a key with a line break in it without showing it' {
        { Connect-TencentCert -Credential (New-Key 'AKIDx' "broken`nkey") } | Should -Throw -ErrorId 'Client.InvalidCredential,*'
        $Error[0] | Format-List * -Force | Out-String | Should -Not -BeLike '*broken*'
    }

    It 'ends with the first answer when the service refuses the key' {
        Connect-TencentCert -Credential (New-Key 'AKIDwrong00000000000') -Endpoint $first.Endpoint
        $before = $first.Requests.Total
        { 1..5 | ForEach-Object { Invoke-TencentCertApi ssl DescribeCertificates } } | Should -Throw
        $Error[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        $first.Requests.Total - $before | Should -Be 1
    }
}

Describe 'New-TencentCertConnection' {
    It 'reads nothing: a profile that does not exist shows at the first call' {
        $connection = New-TencentCertConnection -ProfileName nobody -Endpoint $first.Endpoint
        $connection.Credentials.Current | Should -BeNullOrEmpty
        { Invoke-TencentCertApi ssl DescribeCertificates -Connection $connection } | Should -Throw -ErrorId 'Client.NoCredential,*'
    }
}

Describe 'How a connection looks' {
    It 'shows masked id, source, account and endpoint in the table' {
        $text = New-TencentCertConnection -Credential $first.Credential | Out-String
        $text | Should -BeLike '*SecretId*Source*Account*Endpoint*(not read yet) *'
        $text = $first | Connect-TencentCert -PassThru | Out-String -Width 200
        $text | Should -BeLike '*AKID`*`*`*`*????*explicit credential*http://127.0.0.1*'
    }
}
