# The package as a user installs it: in a module path, found by a cmdlet's name, complete.
# TENCENTCERT_PACKAGE names a finished nupkg to test; without it one is packed from the build output.
BeforeDiscovery {
    $hasResourceGet = [bool](Get-Command Install-PSResource -ErrorAction Ignore)
    if (-not $hasResourceGet) {
        Write-Warning 'SKIPPED: Install-PSResource from a local repository. Install Microsoft.PowerShell.PSResourceGet; unpacking is tested.'
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $work = New-Item -ItemType Directory -Force (Join-Path $env:HOME 'package')
    $pack = Join-Path $Root 'build/Save-Package.ps1'
    $version = (Import-PowerShellDataFile (Join-Path $Root 'TencentCert.psd1')).ModuleVersion
    $isGiven = [bool]$env:TENCENTCERT_PACKAGE
    $package = $isGiven ? (Get-Item $env:TENCENTCERT_PACKAGE) : (& $pack -ModuleFolder $Root -OutputFolder (Join-Path $work 'first') |
        Where-Object Extension -EQ '.nupkg')
    $names = { param($path) $zip = [IO.Compression.ZipFile]::OpenRead($path); try { $zip.Entries.FullName } finally { $zip.Dispose() } }

    # Unpacked as by Install-PSResource: without the files that only the gallery reads.
    $modules = New-Item -ItemType Directory -Force (Join-Path $work 'modules')
    $installed = Join-Path $modules "TencentCert/$version"
    [IO.Compression.ZipFile]::ExtractToDirectory($package.FullName, $installed)
    '[Content_Types].xml', '_rels', 'TencentCert.nuspec' | ForEach-Object {
        Remove-Item -Recurse -Force -LiteralPath (Join-Path $installed $_)
    }

    function Invoke-Installed([string] $Path, [string] $Script) {
        $kept = $env:PSModulePath
        $env:PSModulePath = "$Path$([IO.Path]::PathSeparator)$kept"
        try { pwsh -NoProfile -NonInteractive -Command $Script } finally { $env:PSModulePath = $kept }
    }

    $use = '
        $emulator = Start-TencentCertEmulator -Connect
        (Get-Module TencentCert).ModuleBase
        @(Get-SslCertificate).Count -gt 0
        (Get-Help Set-GaapCertificate).Synopsis.Length -gt 20 -and (Get-Help Set-GaapCertificate -Parameter ListenerId).description.Text.Length -gt 5'
}

Describe 'Package' {
    It 'is below 1.25 MB' { $package.Length | Should -BeLessThan 1.25MB }

    It 'contains the module''s own libraries, help in two languages, and no build artifacts' {
        $files = & $names $package.FullName
        $files | Where-Object { $_ -like '*.dll' } | Sort-Object | Should -Be @(
            'lib/net8.0/TencentCert.Core.dll', 'lib/net8.0/TencentCert.dll', 'lib/net8.0/TencentCert.Emulator.dll',
            'lib/net8.0/zh/TencentCert.Core.resources.dll', 'lib/net8.0/zh/TencentCert.resources.dll')
        $files | Where-Object { $_ -match '\.(pdb|deps\.json|runtimeconfig\.json)$|lib/.*\.xml$' } | Should -BeNullOrEmpty
        foreach ($file in 'LICENSE', 'README.md', 'CHANGELOG.md', 'en-US/TencentCert.dll-Help.xml', 'zh/TencentCert.dll-Help.xml',
            'TencentCert.nuspec') { $files |
            Should -Contain $file }
    }

    It 'contains no path of the build machine' -Skip:(-not $env:TENCENTCERT_PACKAGE) {
        foreach ($library in Get-ChildItem $installed -Recurse -Filter *.dll) {
            $bytes = [IO.File]::ReadAllBytes($library)
            [Text.Encoding]::Latin1.GetString($bytes) | Should -Not -Match '[/\\]src[/\\]TencentCert'
        }
    }

    It 'has the id, version and tags for the gallery' {
        $zip = [IO.Compression.ZipFile]::OpenRead($package.FullName)
        try { $nuspec = [xml][IO.StreamReader]::new($zip.GetEntry('TencentCert.nuspec').Open()).ReadToEnd() } finally { $zip.Dispose() }
        $nuspec.package.metadata.id | Should -Be 'TencentCert'
        $nuspec.package.metadata.version | Should -Be $version
        $tags = $nuspec.package.metadata.tags -split ' '
        foreach ($tag in 'PSModule', 'PSEdition_Core', 'PSIncludes_Cmdlet', 'PSCmdlet_Update-GaapCertificate',
            'PSCommand_Get-SslCertificate') { $tags |
            Should -Contain $tag }
    }

    It 'derives the project and icon addresses from one property of the manifest' {
        $copy = Join-Path $TestDrive addresses
        [void](New-Item -ItemType Directory $copy)
        foreach ($name in 'build', 'lib', 'en-US', 'zh', 'LICENSE', 'README.md', 'README.zh-CN.md', 'CHANGELOG.md', 'docs/icon.png') {
            Copy-Item (Join-Path $Root $name) $copy -Recurse -Exclude bin, obj
        }
        (Get-Content -Raw (Join-Path $Root 'TencentCert.psd1')) -replace "(?m)^\s*ProjectUri.*\r?\n" -replace '(?m)^(\s*)LicenseUri', "`$1ProjectUri   = 'https://code.example.com/tencentcert'`n`$0" |
            Set-Content (Join-Path $copy 'TencentCert.psd1')
        [void](& (Join-Path $copy 'build/Save-Package.ps1') -ModuleFolder $copy -OutputFolder (Join-Path $copy out))
        Get-ChildItem (Join-Path $copy out) -Filter *.zip | Expand-Archive -DestinationPath (Join-Path $copy unpacked)
        $data = (Import-PowerShellDataFile (Get-ChildItem (Join-Path $copy unpacked) -Recurse -Filter TencentCert.psd1).FullName)
        $data.PrivateData.PSData.ProjectUri | Should -Be 'https://code.example.com/tencentcert'
        $data.PrivateData.PSData.IconUri | Should -Be "https://code.example.com/tencentcert/raw/v$($data.ModuleVersion)/docs/icon.png"
        Join-Path $Root 'docs/icon.png' | Should -Exist
    }

    It 'is reproducible byte for byte' -Skip:([bool]$env:TENCENTCERT_PACKAGE) {
        # Timestamps in a ZIP have a resolution of two seconds.
        while ([datetime]::UtcNow -lt $package.LastWriteTimeUtc.AddSeconds(2)) { Start-Sleep -Milliseconds 50 }
        $again = & $pack -ModuleFolder $Root -OutputFolder (Join-Path $work 'second')
        foreach ($file in $again) {
            (Get-FileHash $file).Hash | Should -Be (Get-FileHash (Join-Path $package.Directory $file.Name)).Hash -Because $file.Name
        }
    }

    It 'comes with correct checksums and a bill of materials that lists every file' -Skip:([bool]$env:TENCENTCERT_PACKAGE) {
        foreach ($line in Get-Content (Join-Path $package.Directory "TencentCert.$version.sha256")) {
            $sum, $name = $line -split '  '
            (Get-FileHash (Join-Path $package.Directory $name)).Hash | Should -Be $sum
        }
        $bill = Get-Content -Raw (Join-Path $package.Directory "TencentCert.$version.spdx.json") | ConvertFrom-Json
        $bill.spdxVersion | Should -Be 'SPDX-2.3'
        $inZip = & $names (Join-Path $package.Directory "TencentCert.$version.zip") |
            ForEach-Object { $_ -replace "^TencentCert/$version/", './' }
        $bill.files.fileName | Sort-Object | Should -Be ($inZip | Sort-Object)
    }
}

Describe 'The installed package' {
    It 'passes Test-ModuleManifest, with every file it lists' {
        $manifest = Test-ModuleManifest (Join-Path $installed 'TencentCert.psd1')
        $manifest.FileList.Count | Should -BeGreaterThan 8
        $manifest.FileList | Where-Object { -not (Test-Path $_) } | Should -BeNullOrEmpty
    }

    It 'is found by a cmdlet''s name, makes a call, and has help' {
        Invoke-Installed $modules $use | Should -Be $installed, 'True', 'True'
    }

    It 'installs from a local repository' -Skip:(-not $hasResourceGet) {
        $name = "TencentCertTest$PID"
        Register-PSResourceRepository $name -Uri $package.DirectoryName -Trusted
        try {
            $target = Join-Path $work 'saved'
            $null = New-Item -ItemType Directory -Force $target
            Save-PSResource TencentCert -Repository $name -Path $target
            Invoke-Installed $target $use | Select-Object -Skip 1 | Should -Be 'True', 'True'
        }
        finally { Unregister-PSResourceRepository $name }
    }
}
