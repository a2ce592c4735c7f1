import type { Plugin } from 'vite';
import { configure } from '../server/config.ts';
import { createLog } from '../server/log.ts';
import { startServer } from '../server/server.ts';

/** As of any server, but who opens the page speaks to Vite: it has the port, and no certificate. */
const environment = { ...process.env, TLS_CERT: '', TLS_KEY: '' };

/** Runs the server inside Vite's process, on a free port of its own, and proxies what is its. */
export function brokerInDev(): Plugin {
  let stop: (() => Promise<void>) | null = null;
  return {
    name: 'tincan:broker-in-dev',
    apply: (_config, { command, isPreview }) => command === 'serve' && isPreview !== true,
    async config() {
      const configured = configure(['--port', '0', '--host', '127.0.0.1'], environment);
      if (configured.kind !== 'config') {
        throw new Error(configured.kind === 'wrong' ? configured.sentence : configured.text);
      }
      const started = await startServer(configured.config, {
        webFolder: 'dist/web',
        log: createLog(configured.config.logLevel),
      });
      if (started.kind === 'wrong') throw new Error(started.sentence);
      stop = started.running.stop;
      const target = `http://127.0.0.1:${started.running.port}`;
      return {
        server: { proxy: { '/broker': { target, ws: true }, '/api': { target } } },
      };
    },
    configureServer(server) {
      server.httpServer?.once('close', () => void stop?.());
    },
  };
}
