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
if (configured.kind === 'wrong') fail(configured.sentence);

const log = createLog(configured.config.logLevel);
const started = await startServer(configured.config, { webFolder: findWebFolder(), log });
if (started.kind === 'wrong') fail(started.sentence);
const { url, stop } = started.running;
// Before the URL is told: who reads it may send a signal at once. A second one, as from
// a terminal by way of npm, changes nothing.
process.on('SIGINT', () => void end());
process.on('SIGTERM', () => void end());
process.stdout.write(`Tincan is ready: ${url}\n`);

let ending = false;
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

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
