BeforeAll {
    . $PSScriptRoot/Common.ps1

    function Start-World([hashtable] $With = @{}) {
        $options = @{ Speed = 50; RequestsPerSecond = 0 }
        $With.GetEnumerator() | ForEach-Object { $options[$_.Key] = $_.Value }
        Start-TencentCertEmulator @options -Connect
    }
}

AfterAll { Stop-TencentCertEmulator }

Describe 'The international site' {
    BeforeAll { $emulator = Start-World @{ Site = 'International' }; $emulator | Connect-TencentCert -Site International }
    AfterAll { $emulator | Stop-TencentCertEmulator }

    It 'does not have <Name>, which is reported without calling it' -ForEach @(
        @{ Name = 'CompleteCertificate'; Command = { Complete-SslCertificateValidation h18svTxr -Confirm:$false } }
        @{ Name = 'DeployCertificateInstance'; Command = { Publish-SslCertificate a91hoLqi cdn 'www.example.com|on' } }
        @{ Name = 'CheckCertificateChain'; Command = { Test-SslCertificate -CertificateId a91hoLqi -Online } }
    ) {
        $run = Invoke-Watched $Command
        $run.Error[0].FullyQualifiedErrorId | Should -BeLike 'Client.NotOnInternationalSite*'
        $emulator.Requests.Count($Name) | Should -Be 0
    }

    It 'updates supported resource types, refuses others, and removes only unbound certificates' {
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
