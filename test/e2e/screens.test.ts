import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { scenes } from '../fakes/scenes.ts';
import { startChromium } from './browser.ts';
import { Gallery } from './gallery.ts';

const heard = fileURLToPath(new URL('./screens/', import.meta.url));
const pictures = fileURLToPath(new URL('../../docs/img/', import.meta.url));
const taken = fileURLToPath(new URL('../../test-results/', import.meta.url));
const phone = { width: 390, height: 844 };
const tablet = { width: 820, height: 1180 };
const desktop = { width: 1440, height: 900 };
/** Times and numbers read alike on every machine, and nothing moves. */
const somewhere = { locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' } as const;
/** `SCREENS=keep npm run test:e2e -- screens` keeps what it finds, for a person to review. */
const keep = process.env['SCREENS'] === 'keep';
const stages = ['first-run', 'elsewhere', 'trouble', ...Object.keys(scenes)];

/** What lies over a screen: file name, scene, the button that opens it, what is there then. */
const opened = [
  ['over-qr', 'contacts', 'Show QR code', 'tin-qr-dialog svg.code'],
  ['over-scan', 'contacts', 'Scan QR code', 'tin-scan-dialog >> text=Point the camera'],
  ['over-keys', 'settings', 'Keyboard help', 'tin-keys-dialog dialog'],
  ['over-licences', 'settings', 'Licences', 'tin-licences-dialog details'],
  ['over-backup', 'settings', 'Back up', 'tin-backup-dialog dialog'],
  ['over-restore', 'settings', 'Restore', 'tin-restore-dialog dialog'],
  ['over-install', 'settings-app', 'Install Tincan', 'tin-install-steps dialog'],
  ['over-devices', 'voice', 'Devices', 'tin-devices-dialog select'],
  ['over-connection', 'quality-good', 'Connection: Very good', 'tin-quality-panel table'],
  ['over-introduce', 'person', 'Introduce', 'tin-introduce-dialog dialog'],
  ['over-namer', 'link', 'Add contact', 'tin-contact-namer input'],
  ['mini-call', 'voice', 'Minimise', 'tin-mini-call button'],
] as const;

/** The pictures of README and docs: file name, scene, size, colours. */
const album = [
  ['phone-light', 'recents', phone, 'light'],
  ['phone-dark', 'contacts', phone, 'dark'],
  ['incoming-phone', 'incoming', phone, 'light'],
  ['call-phone', 'video', phone, 'light'],
  ['voice-phone', 'voice', phone, 'light'],
  ['settings-phone', 'settings', phone, 'dark'],
  ['conversation-phone', 'conversation', phone, 'light'],
  ['conversation-desktop', 'conversation', desktop, 'dark'],
  ['tablet-light', 'contacts', tablet, 'light'],
  ['tablet-dark', 'voice', tablet, 'dark'],
  ['desktop-light', 'person', desktop, 'light'],
  ['desktop-dark', 'voice', desktop, 'dark'],
] as const;

describe('every screen', () => {
  let browser: Browser;
  let gallery: Gallery;

  before(async () => {
    [browser, gallery] = await Promise.all([startChromium(), Gallery.open()]);
  });
  after(async () => {
    await browser.close();
    await gallery.close();
  });

  it('reads to a screen reader as it was reviewed', async () => {
    const page = await browser.newPage({ ...somewhere, viewport: phone });
    const changed: string[] = [];
    if (keep) mkdirSync(heard, { recursive: true });
    const screens = [...stages.map((name) => [name, name] as const), ...opened];
    for (const [name, scene, button, then] of screens) {
      await gallery.show(page, scene);
      if (button && then) {
        await page.getByRole('button', { name: button, exact: true }).first().click();
        await page.locator(then).first().waitFor();
      }
      const now = `${await page.locator('body').ariaSnapshot()}\n`;
      const file = `${heard}${name}.aria.yml`;
      if (keep) writeFileSync(file, now);
      else if (now !== readFileSync(file, 'utf8')) changed.push(`${name}:\n${now}`);
    }
    assert.deepEqual(changed, [], 'keep them with SCREENS=keep once they are as they should be');
    await page.close();
  });

  it('has its picture taken', async () => {
    mkdirSync(taken, { recursive: true });
    for (const [name, scene, viewport, colorScheme] of album) {
      const page = await browser.newPage({ ...somewhere, viewport, colorScheme });
      await gallery.show(page, scene);
      const path = `${keep ? pictures : taken}${name}.png`;
      const picture = await page.screenshot({ path, animations: 'disabled' });
      // A blank page of this size compresses to less.
      assert.ok(picture.length > 12_000, `${name} shows something (${picture.length} bytes)`);
      await page.close();
    }
  });
});
