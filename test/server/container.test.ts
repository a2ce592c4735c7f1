import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { selfSigned } from './support/certificate.ts';
import { freePort } from './support/free-port.ts';
import { root } from './support/release.ts';
import { startServer } from './support/server-process.ts';

/** As a builder reads it: a backslash at its end joins a line with the next. */
const lines = readFileSync(join(root, 'deploy/Containerfile'), 'utf8').replaceAll('\\\n', '');
const command = /^HEALTHCHECK .*?CMD (\[.*\])$/m.exec(lines)?.[1] ?? '[]';

/** Whether the container of a server with these settings counts as healthy. */
async function isHealthy(env: Readonly<Record<string, string>>): Promise<boolean> {
  const [, ...args] = JSON.parse(command) as string[];
  const child = spawn(process.execPath, args, { env, stdio: 'inherit', timeout: 10_000 });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

describe('the health check of deploy/Containerfile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-container-'));
  after(() => rmSync(folder, { recursive: true }));
  const { cert, key } = selfSigned();
  const [TLS_CERT, TLS_KEY] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(TLS_CERT, cert);
  writeFileSync(TLS_KEY, key);

  const cases: Record<string, Record<string, string>> = {
    'at every address': {},
    'at every address of IPv4': { HOST: '0.0.0.0' },
    'at one address': { HOST: '127.0.0.2' },
    'at one address of IPv6': { HOST: '::1' },
    'by TLS': { HOST: '::', TLS_CERT, TLS_KEY },
    'where settings are empty': { HOST: '', TLS_CERT: '', TLS_KEY: '' },
  };
  for (const [where, settings] of Object.entries(cases)) {
    test(`finds a server ${where}`, async () => {
      const env = { ...settings, PORT: String(await freePort()) };
      assert.equal(await isHealthy(env), false);
      const server = await startServer(['--port', env.PORT], { env });
      assert.equal(await isHealthy(env), true);
      server.kill('SIGTERM');
      await server.ended;
    });
  }
});
