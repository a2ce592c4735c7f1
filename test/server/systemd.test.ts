import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { lackOf } from '../../tools/programs.mjs';
import { BrokerClient } from './support/broker-client.ts';
import { selfSigned } from './support/certificate.ts';
import { freePort } from './support/free-port.ts';
import { OwnSystemd, unitless } from './support/own-systemd.ts';
import { PhoneKey } from './support/phone-key.ts';
import { ready } from './support/ready.ts';
import { installRelease, makeRelease } from './support/release.ts';

const deploy = (file: string) => fileURLToPath(new URL(`../../deploy/${file}`, import.meta.url));
const unit = deploy('tincan.service');
const manual = deploy('../docs/deploy.md');
const service = 'tincan.service';

describe('deploy/tincan.service', { skip: lackOf('systemd-analyze') ?? false }, () => {
  test('is a unit without mistakes', () => {
    assert.equal(systemdAnalyze('verify', unit), '');
  });

  test('leaves little to whoever breaks in', () => {
    // Tenths of the “exposure level”, of which the network that it serves makes eight.
    systemdAnalyze('security', '--offline=true', '--threshold=15', unit);
  });
});

describe('a release under systemd', { skip: unitless ?? false }, () => {
  let release: ReturnType<typeof makeRelease>;
  let tree: string;
  let systemd: OwnSystemd;
  let url: string;

  before(async () => {
    release = makeRelease();
    chmodSync(release.folder, 0o755);
    tree = installRelease(release.folder);
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    const settings = readFileSync(deploy('tincan.env'), 'utf8').replace(
      /^PORT=.*$/m,
      `PORT=${port}`,
    );
    assert.match(settings, new RegExp(`^PORT=${port}$`, 'm'));
    systemd = await OwnSystemd.start({ tree, unit, settings });
    await ready(url);
  });
  after(async () => {
    await systemd.close();
    release.remove();
  });

  /** Signs a new phone on, as it comes from Caddy. */
  function signOn(): Promise<BrokerClient> {
    const key = new PhoneKey();
    return BrokerClient.open(url, key.id, key.token('phone.example.org'));
  }

  test('serves page and broker without what only the build needs', async () => {
    assert.match(await (await fetch(url)).text(), /<title>Tincan/);
    const phone = await signOn();
    phone.socket.terminate();
  });

  test('runs as nobody in particular, who may do nothing', async () => {
    const pid = Number(await systemd.property(service, 'MainPID'));
    const status = await systemd.within('cat', `/proc/${pid}/status`);
    assert.ok(Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) >= 61184, 'a dynamic user');
    assert.match(status, /^CapBnd:\s+0+$/m);
    assert.match(status, /^NoNewPrivs:\s+1$/m);
    assert.match(status, /^Seccomp:\s+2$/m);
  });

  test('comes back by itself when it dies', async () => {
    await systemd.systemctl('kill', '--signal=KILL', service);
    await ready(url);
    assert.equal(await systemd.property(service, 'NRestarts'), '1');
  });

  test('waits for a port that is not free, however long', { timeout: 60_000 }, async (t) => {
    await systemd.systemctl('stop', service);
    const holder = createServer().listen(Number(new URL(url).port), '127.0.0.1');
    t.after(() => holder.close());
    await once(holder, 'listening');
    await systemd.systemctl('start', service);
    while (Number(await systemd.property(service, 'NRestarts')) < 2) await setTimeout(100);
    // Else a fast machine, on which it fails five times in 10 s, would give it up.
    assert.equal(await systemd.property(service, 'StartLimitIntervalUSec'), '0');
    holder.close();
    await ready(url);
  });

  test('ends in peace, with its phones, when it is told to', async () => {
    const phone = await signOn();
    const stopped = systemd.systemctl('stop', service);
    assert.equal(await phone.closed, 1001);
    await stopped;
    assert.equal(await systemd.property(service, 'Result'), 'success');
    assert.equal(await systemd.property(service, 'ExecMainStatus'), '0');
  });

  test(
    'has the certificate that only root may read, as docs/deploy.md says',
    { timeout: 60_000 },
    async () => {
      const { cert, key } = selfSigned();
      mkdirSync(join(tree, 'live'), { mode: 0o700 });
      writeFileSync(join(tree, 'live/fullchain.pem'), cert, { mode: 0o600 });
      writeFileSync(join(tree, 'live/privkey.pem'), key, { mode: 0o600 });
      const told = /^```ini\n(\[Service\]\nLoadCredential=[^`]*)```$/m.exec(
        readFileSync(manual, 'utf8'),
      );
      const dropIn = told?.[1]?.replaceAll(
        '/etc/letsencrypt/live/phone.example.org',
        '/opt/tincan/live',
      );
      const port = await freePort();
      const under = await OwnSystemd.start({
        tree,
        unit,
        settings: `PORT=${port}\n`,
        dropIn: dropIn ?? '',
      });
      after(() => under.close());
      while ((await statusOf(`https://localhost:${port}/readyz`, cert)) !== 200)
        await setTimeout(50);
    },
  );
});

/** What a server with this certificate answers; null if there is none. */
function statusOf(url: string, ca: string): Promise<number | null> {
  return new Promise((resolve) => {
    get(url, { ca, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    }).on('error', () => resolve(null));
  });
}

/** Prints nothing where all is well; throws otherwise. */
function systemdAnalyze(...args: readonly string[]): string {
  return execFileSync('systemd-analyze', args, { encoding: 'utf8', stdio: 'pipe' });
}
