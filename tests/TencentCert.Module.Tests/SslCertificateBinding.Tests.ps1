BeforeAll {
    . $PSScriptRoot/Common.ps1

    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 50; RequestsPerSecond = 0 }
        $With.GetEnumerator() | ForEach-Object { $options[$_.Key] = $_.Value }
        Start-TencentCertEmulator @options -Connect
    }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'A filter' {
    BeforeAll {
        $emulator = Start-World
        $new = $emulator.World.AddSslCertificate([string[]]('www.example.com', 'example.com', 'api.example.com', 'partner.example.com')).Id
    }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'for a resource type that the search does not support is refused before anything is sent: <Command>' -ForEach @(
        @{ Command = { Update-SslCertificateBinding $new -ResourceType clb, slb } }
        @{ Command = { Get-SslCertificateBinding a91hoLqi -ResourceType slb } }
        @{ Command = { Get-SslCertificateBinding a91hoLqi -ResourceType lighthouse } }
    ) {
        $emulator.Requests.Clear()
        $run = Invoke-Watched $Command
        $run.Output | Should -BeNullOrEmpty
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.InvalidParameter,*'
        $run.Error[0].Exception.Message |
            Should -BeLike "*'$($run.Error[0].Exception.Message -match 'slb' ? 'slb' : 'lighthouse')'*clb, cdn*"
        $emulator.Requests.Total | Should -Be 0
    }

    It 'that matches no resource is an error that lists the existing ones' {
        $all = @(Get-SslCertificateBinding a91hoLqi).Count
        $run = Invoke-Watched { Update-SslCertificateBinding $new a91hoLqi -ResourceType clb -Region ap-guangzou }
        $run.Output | Should -BeNullOrEmpty
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
        $run.Error[0].Exception.Message |
            Should -BeLike "-ResourceType clb -Region ap-guangzou *none of the $all resources*clb ap-guangzhou*"
        $emulator.Requests.Count('UpdateCertificateInstance') | Should -Be 0
    }

    It 'for an unknown region is an error, even if some resource types have no region' {
        $emulator.Requests.Clear()
        $run = Invoke-Watched { Update-SslCertificateBinding $new a91hoLqi -Region ap-guangzou }
        $run.Output | Should -BeNullOrEmpty
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotFound,*'
        $run.Error[0].Exception.Message | Should -BeLike '-Region ap-guangzou is none of the regions * a91hoLqi: *clb ap-guangzhou*'
        $run.Error[0].Exception.Message | Should -Not -BeLike '*cdn*'
        $emulator.Requests.Count('UpdateCertificateInstance') | Should -Be 0
    }

    It 'whose resources were already updated by an earlier run is valid' {
        (Update-SslCertificateBinding $new a91hoLqi -ResourceType cdn -Wait).State | Should -Be Succeeded
        (Update-SslCertificateBinding $new a91hoLqi -ResourceType cdn -Wait).State | Should -Be AlreadyDeployed
        $region = (Get-SslCertificateBinding a91hoLqi -ResourceType clb)[0].Region
        (Update-SslCertificateBinding $new a91hoLqi -ResourceType clb -Region $region -Wait).State | Should -Be Succeeded
        (Update-SslCertificateBinding $new a91hoLqi -Region $region -Wait).State | Should -BeIn Succeeded, AlreadyDeployed
    }
}
