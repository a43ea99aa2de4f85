# Makes `pwsh` the PowerShell that runs this script, in this process and its child processes, regardless of the PATH.
# The .NET tool runs as `dotnet pwsh.dll`. On Windows it includes pwsh.exe; elsewhere a shell script takes its place.
& {
    $folder = $PSHOME
    $program = [Environment]::ProcessPath
    if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') {
        $env:DOTNET_ROOT = Split-Path $program
        if (-not $IsWindows) {
            $folder = Join-Path $PSScriptRoot 'bin/pwsh'
            $file = Join-Path $folder 'pwsh'
            $text = "#!/bin/sh`nexec '$program' '$PSHOME/pwsh.dll' `"`$@`"`n"
            if (-not [IO.File]::Exists($file) -or [IO.File]::ReadAllText($file) -cne $text) {
                # Written to a temporary file and moved: concurrent test processes write the same file.
                $null = [IO.Directory]::CreateDirectory($folder)
                [IO.File]::WriteAllText("$file-$PID", $text)
                [IO.File]::SetUnixFileMode("$file-$PID", [IO.UnixFileMode] 'UserRead, UserWrite, UserExecute')
                [IO.File]::Move("$file-$PID", $file, $true)
            }
        }
    }

    $env:PATH = $folder + [IO.Path]::PathSeparator + $env:PATH
}
