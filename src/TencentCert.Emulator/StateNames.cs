// The world's own state, not Core's results of the same name.
global using GaapCertificate = TencentCert.Emulator.Gaap.GaapCertificate;
global using GaapCertificateType = TencentCert.Emulator.Gaap.GaapCertificateType;
global using GaapDomain = TencentCert.Emulator.Gaap.GaapDomain;
global using GaapListener = TencentCert.Emulator.Gaap.GaapListener;
global using GaapProxy = TencentCert.Emulator.Gaap.GaapProxy;
global using GaapProxyGroup = TencentCert.Emulator.Gaap.GaapProxyGroup;
global using SslCertificate = TencentCert.Emulator.Ssl.SslCertificate;
global using SslTime = TencentCert.Emulator.Ssl.SslTime;
global using SslValidationRecord = TencentCert.Emulator.Ssl.SslValidationRecord;
global using SslDeployment = TencentCert.Emulator.Ssl.SslDeployment;
global using SslDeploymentItem = TencentCert.Emulator.Ssl.SslDeploymentItem;
global using SslLogEntry = TencentCert.Emulator.Ssl.SslLogEntry;
