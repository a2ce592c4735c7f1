import type { Plugin } from 'vite';
import { configure } from '../server/config.ts';
import { createLog } from '../server/log.ts';
import { startServer } from '../server/server.ts';

/** Runs the server inside Vite's process, on a free port of its own, and proxies what is its. */
export function brokerInDev(): Plugin {
  let stop: (() => Promise<void>) | null = null;
  return {
    name: 'tincan:broker-in-dev',
    apply: (_config, { command, isPreview }) => command === 'serve' && isPreview !== true,
    async config() {
      const configured = configure(['--port', '0', '--host', '127.0.0.1'], {});
      if (configured.kind !== 'config') throw new Error('The settings for development are wrong');
      const started = await startServer(configured.config, {
        webFolder: 'dist/web',
        log: createLog('warn'),
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
