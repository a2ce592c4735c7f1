import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser as Firefox } from 'puppeteer-core';
import { FirefoxPerson, startFirefox } from './firefox-person.ts';
import { House } from './house.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

/** Runs in the page: until all of the app is on this device. */
const installed = async () => void (await navigator.serviceWorker.ready);

const timer = /^\d{2}:\d{2}$/;

describe('test call', () => {
  const house = new House();

  it('one is heard and seen by an echo, and nothing leaves the page', async () => {
    const ana = await house.moveIn('Ana');
    await ana.go('Settings');
    const sent = ana.sent.length;
    const asked: string[] = [];
    ana.context.on('request', (request) => {
      // Parts of the app itself may still come, and what every phone asks for once it is signed on.
      const isPart = request.method() === 'GET' && request.url().startsWith(house.server.url);
      if (!isPart || /\/(?:broker|api\/(?!ice))\b/.test(request.url())) asked.push(request.url());
    });
    await ana.button('Test call').click();
    await ana.talks();
    await ana.hears('Echo');
    await ana.button('Camera').click();
    await ana.sees('Echo');
    await ana.video('You').waitFor();
    await ana.button('Mute').click();
    await ana.hearsNothing('Echo');
    await ana.hangUp();
    await ana.reads('Call ended');
    await ana.page.getByText('Your microphone was heard').first().waitFor();
    await ana.page.getByText('The camera works').first().waitFor();
    await ana.closeEnded();
    await ana.hasClosedDevices();
    const { errors, iceServers } = await ana.found();
    assert.deepEqual([errors, iceServers], [[], 0]);
    assert.deepEqual([asked, ana.sent.slice(sent)], [[], []]);
    await ana.go('Recents');
    await ana.page.getByRole('heading', { name: 'No calls yet' }).waitFor();
    await ana.leave();
  });

  it('works offline, from the empty recents', async () => {
    const own = await Server.start();
    const ana = await Person.moveIn(house.browser, own.url, 'Ana');
    await ana.page.evaluate(installed);
    await own.stop('SIGKILL');
    // Chromium's own offline emulation also drops packets from one end of the page to the other.
    await ana.context.route('**', (route) => route.abort('internetdisconnected'));
    await ana.button('Test call').click();
    await ana.talks();
    await ana.hears('Echo');
    await ana.hangUp();
    await ana.page.getByText('Your microphone was heard').first().waitFor();
    await ana.leave();
  });

  it('makes way for a real call, which rings as always', async () => {
    const [ana, ben] = await house.strangers();
    await ana.button('Test call').click();
    await ana.talks();
    await ben.dial(ana.id);
    await ana.incoming.waitFor();
    await ana.status.waitFor({ state: 'hidden' });
    await ana.hasClosedDevices();
    await ana.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await Promise.all([ana.leave(), ben.leave()]);
  });
});

describe('test call in Firefox, without a sound device', () => {
  let firefox: Firefox;

  before(async () => {
    firefox = await startFirefox();
  });
  after(async () => {
    await firefox.close();
  });

  it('one is heard and seen by an echo while the server is gone', async () => {
    const server = await Server.start();
    const fox = await FirefoxPerson.moveIn(firefox, server.url, 'Fox');
    await fox.page.evaluate(installed);
    await server.stop('SIGKILL');
    await fox.click('button:Test call');
    await fox.reads(timer);
    await fox.hears();
    await fox.click('button:Camera');
    // Both ends are in this page: that one of them decodes says nothing of what is shown.
    const video = await fox.element('video[aria-label="Echo"]');
    const isShown = (one: Element) => {
      const { videoWidth, currentTime } = one as HTMLVideoElement;
      return videoWidth > 16 && currentTime > 2;
    };
    await fox.page.waitForFunction(isShown, { timeout: 15_000 }, video);
    await fox.click('button:Hang up');
    await fox.reads(/^Call ended$/);
    const findings = await fox.element('tin-test-findings');
    const text = await findings.evaluate((one) => one.shadowRoot?.textContent ?? '');
    assert.match(text, /Your microphone was heard[\s\S]*The camera works/);
    assert.deepEqual(await fox.errors(), []);
    await fox.page.close();
  });
});
