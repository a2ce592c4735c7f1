import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { House } from './house.ts';

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const direction = (page: Page) => page.evaluate(() => document.documentElement.dir);

/** Distance of the navigation from the left edge of the window. */
async function navigationAt(page: Page): Promise<number> {
  const box = await page.getByRole('navigation').boundingBox();
  return box?.x ?? NaN;
}

/** Whether the page has loaded the texts of that language. */
const hasLoaded = (page: Page, language: string) =>
  page.evaluate(
    (start) => performance.getEntriesByType('resource').some(({ name }) => name.includes(start)),
    `/assets/${language}-`,
  );

describe('languages', () => {
  const house = new House();

  it('Arabic mirrors the screen, stays over a reload, and is left again', async () => {
    const ana = await house.moveIn('Ana');
    const { page } = ana;
    await ana.go('Settings');
    assert.ok((await navigationAt(page)) < 100);
    assert.equal(await hasLoaded(page, 'ar'), false, 'a language loads when it is spoken');
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ar');
    await link(page, 'الإعدادات').waitFor();
    await page.getByRole('button', { name: 'مكالمة صوتية' }).first().waitFor();
    assert.equal(await direction(page), 'rtl');
    assert.ok((await navigationAt(page)) > 1000);
    assert.equal(await hasLoaded(page, 'ar'), true);

    await page.reload();
    await link(page, 'الإعدادات').waitFor();
    assert.equal(await direction(page), 'rtl');
    assert.ok((await navigationAt(page)) > 1000);
    const other = await ana.context.newPage();
    await other.goto(house.server.url);
    await other.getByRole('button').first().waitFor();
    await other.waitForFunction(() => document.dir === 'rtl');
    await other.close();
    await page.getByRole('combobox', { name: 'اللغة' }).selectOption('en');
    await link(page, 'Settings').waitFor();
    assert.equal(await direction(page), 'ltr');
    assert.ok((await navigationAt(page)) < 100);
    await ana.leave();
  });

  it('speaks as the browser does, from the first screen on', async () => {
    const context = await house.browser.newContext({ locale: 'de-AT' });
    const page = await context.newPage();
    await page.goto(house.server.url);
    await page.getByRole('textbox', { name: 'Dein Name' }).fill('Jörg');
    await page.getByRole('button', { name: 'Start' }).click();
    await link(page, 'Einstellungen').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
    await context.close();
  });

  it('a call goes on while the language changes', async () => {
    const [ana, ben] = await house.strangers();
    await ana.dial(ben.id);
    await ben.answer();
    await ana.talks();
    await ana.hears('Ben');
    await ana.go('Settings');
    const sound = await ana.sound.elementHandle();
    await ana.page.getByRole('combobox', { name: 'Language' }).selectOption('ar');
    await ana.page.getByRole('region', { name: 'مكالمة' }).waitFor();
    await ana.page
      .getByRole('timer', { name: 'حالة المكالمة' })
      .filter({ hasText: /\d/ })
      .waitFor();
    assert.equal(await sound?.evaluate((element) => element.isConnected), true);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ben.talks();
    await ana.button('إنهاء').first().click();
    await ben.reads('Call ended');
    await Promise.all([ana.leave(), ben.leave()]);
  });
});
