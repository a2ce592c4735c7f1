import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import express from 'express';
import { ExpressPeerServer } from 'peer';
import staticGzip from 'express-static-gzip';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The bare page, built like the app and served with a stock PeerServer. */
export async function serveBare(
  host = '127.0.0.1',
  port = 0,
): Promise<{ readonly url: string; stop(): void }> {
  const outDir = fileURLToPath(new URL('../../../dist/bare', import.meta.url));
  await build({
    root: here,
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2022' },
    plugins: [],
  });
  const app = express();
  const server = createServer(app);
  app.use('/broker', ExpressPeerServer(server, { path: '/' }));
  app.use(staticGzip(outDir, {}));
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const { port: given } = server.address() as AddressInfo;
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${given}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
