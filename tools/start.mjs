// `npm start`: builds what is out of date, then becomes the server, with the flags given.
import { buildIfStale } from './build.mjs';
import { root } from './root.mjs';

const given = process.cwd();
process.chdir(root);
if (!(await buildIfStale())) {
  process.stderr.write('The build failed, so there is nothing to start.\n');
  process.exit(1);
}
process.chdir(given);
// In this very process: signals and the exit code need no passing on.
await import('../dist/server/main.js');
