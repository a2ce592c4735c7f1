import type { Server } from 'node:http';
import type { Settings } from './settings.ts';

/** Starts to listen. Resolves with null, or with one sentence saying which setting is in the way. */
export async function listen(
  server: Server,
  { host, port }: Pick<Settings, 'host' | 'port'>,
): Promise<string | null> {
  const code = await tryListen(server, host, port);
  switch (code) {
    case null:
      return null;
    case 'EADDRINUSE':
      return `PORT ${port} is taken by another program.`;
    case 'EACCES':
      return `PORT ${port} may not be used by this user; those below 1024 often need a permission.`;
    case 'EAFNOSUPPORT':
    case 'EADDRNOTAVAIL':
      // `::` is the default and means every interface, also where there is no IPv6.
      if (host === '::') return listen(server, { host: '0.0.0.0', port });
      return `HOST ${host} is no address of this machine.`;
    default:
      return `HOST ${host} can't be listened at (${code}).`;
  }
}

function tryListen(server: Server, host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message);
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      resolve(null);
    });
  });
}
