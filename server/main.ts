import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configure } from './config.ts';
import { createLog } from './log.ts';
import { startServer } from './server.ts';

const configured = configure(process.argv.slice(2), process.env);
if (configured.kind === 'help') {
  process.stdout.write(configured.text);
  process.exit(0);
}
if (configured.kind === 'wrong') fail(configured.sentence, 2);

const log = createLog(configured.config.logLevel);
process.on('uncaughtException', (err) => {
  log.fatal({ err }, 'A bug ends the server');
  process.exit(1);
});
const started = await startServer(configured.config, { webFolder: findWebFolder(), log });
if (started.kind === 'wrong') fail(started.sentence, started.mayPass ? 1 : 2);
const { url, drain, stop } = started.running;
// Before the URL is told: who reads it may send a signal at once.
process.on('SIGINT', () => void end());
process.on('SIGTERM', () => void leave());
process.stdout.write(`Tincan is ready: ${url}\n`);

/** How long the same signal may come twice, as from a terminal by way of npm, in ms. */
const echoes = 500;
let leavingSince: number | null = null;
let ending = false;

/** Lets everybody go to other servers first. Asked once more, and by no echo, it ends at once. */
async function leave(): Promise<void> {
  if (leavingSince !== null) {
    if (performance.now() - leavingSince > echoes) await end();
    return;
  }
  leavingSince = performance.now();
  log.info('Draining');
  await drain();
  await end();
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  log.info('Stopping');
  setTimeout(() => process.exit(0), 4500);
  await stop();
  // PeerServer's timers run for ever and can't be reached from here.
  process.exit(0);
}

/** The built page beside the built server, or beside the sources when run from them. */
function findWebFolder(): string {
  const built = fileURLToPath(new URL('../web', import.meta.url));
  const fromSources = fileURLToPath(new URL('../dist/web', import.meta.url));
  return existsSync(fromSources) ? fromSources : built;
}

/** With code 2 nobody tries it again (deploy/tincan.service). */
function fail(sentence: string, code: 1 | 2): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}
