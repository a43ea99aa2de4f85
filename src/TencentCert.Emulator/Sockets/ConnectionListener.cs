using System.Net;
using System.Net.Sockets;

namespace TencentCert.Emulator.Sockets;

/// <summary>Listens on loopback and serves each connection on the thread pool, until it is disposed of.</summary>
internal sealed class ConnectionListener : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<Socket, CancellationToken, Task> _serve;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _acceptTask;

    /// <summary>Starts listening. <paramref name="serve"/> disposes of the socket and does not throw.</summary>
    public ConnectionListener(int port, int backlog, Func<Socket, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(backlog);
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _acceptTask = AcceptAsync();
    }

    public IPEndPoint EndPoint { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _acceptTask.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(stop).ConfigureAwait(false);
                _ = Task.Run(() => _serve(socket, stop), CancellationToken.None);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The listener stops, or a connection failed while it was accepted.
            }
        }
    }
}
