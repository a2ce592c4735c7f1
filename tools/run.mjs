import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * Runs a program in the project's folder, with the terminal of this one unless
 * `stdio` says otherwise, and resolves with its exit code, 1 if a signal ended
 * it. SIGINT and SIGTERM are passed on.
 */
export function run(program, args, { env = {}, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio,
      env: { ...process.env, ...env },
    });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}

/** Runs a command of an installed package. */
export function runBin(name, args, options) {
  return run(join(root, 'node_modules/.bin', name), args, options);
}

/** Runs a script with TypeScript understood. */
export function runNode(args, options) {
  return run(process.execPath, ['--import', 'tsx', ...args], options);
}
