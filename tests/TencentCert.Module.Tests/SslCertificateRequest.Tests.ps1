BeforeAll {
    . $PSScriptRoot/Common.ps1

}

Describe 'New-SslCertificateRequest' {
    BeforeAll { $folder = $TestDrive }

    It 'keeps an existing key when the request cannot be written' {
        $key = Join-Path $folder kept.key
        $null = New-SslCertificateRequest kept.example.com $key
        $before = Get-Content -Raw $key
        $run = Invoke-Watched { New-SslCertificateRequest kept.example.com $key -CsrPath (Join-Path $folder nowhere/kept.csr) -Force }
        $run.Error.CategoryInfo.Category | Should -Be ObjectNotFound
        Get-Content -Raw $key | Should -BeExactly $before
    }
}
