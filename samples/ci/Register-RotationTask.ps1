#requires -Version 7.4
<#
.SYNOPSIS
    Registers the weekly rotation with the Windows Task Scheduler.
.PARAMETER Folder
    Folder of the journals, the inventory and the transcripts.
.PARAMETER WebHook
    Address for the notification of a failure.
.PARAMETER Account
    Account that runs the task; its tccli profile contains the key. A group managed service account needs no password.
.EXAMPLE
    ./Register-RotationTask.ps1 -Folder D:\Certs -WebHook https://hooks.example.com/tickets -Account EXAMPLE\certs$
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(Mandatory)] [uri] $WebHook,
    [Parameter(Mandatory)] [string] $Account
)
$script = Join-Path (Split-Path $PSScriptRoot) 'New-RotationTicket.ps1'
$action = New-ScheduledTaskAction -Execute (Get-Process -Id $PID).Path `
    -Argument "-NoProfile -NonInteractive -File `"$script`" -Folder `"$Folder`" -WebHook $WebHook"
$trigger = New-ScheduledTaskTrigger -Weekly -DaysOfWeek Monday -At '03:23'
$principal = New-ScheduledTaskPrincipal -UserId $Account -LogonType Password
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit ([timespan]::FromHours(2))
if ($PSCmdlet.ShouldProcess('Task Scheduler', 'Register the task TencentCert rotation')) {
    Register-ScheduledTask -TaskName 'TencentCert rotation' -Action $action -Trigger $trigger -Principal $principal -Settings $settings
}
