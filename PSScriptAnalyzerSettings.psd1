@{
    ExcludeRules = @(
        # Builds, demos and measurements write to the console.
        'PSAvoidUsingWriteHost'
        # PowerShell 7.4 and later read UTF-8 without a byte order mark.
        'PSUseBOMForUnicodeEncodedFile'
        # The analyzer does not know the scopes of Pester's blocks.
        'PSUseDeclaredVarsMoreThanAssignments'
        # Functions of a script are not commands and need no -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'
        # Positional parameters are clear in commands such as Join-Path.
        'PSAvoidUsingPositionalParameters'
    )
}
