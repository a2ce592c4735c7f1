import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { logOf } from './conversation.ts';
import type { Person } from './person.ts';
import { loudest } from './senses.ts';

/** The messages that were spoken in the conversation with the one of that name. */
export function spokenIn(person: Person, name: string, kind: 'Voice' | 'Video' = 'Voice'): Locator {
  return logOf(person, name).getByRole('group', { name: `${kind} message` });
}

/** Waits until so many seconds are recorded. */
export async function recordFor({ page }: Person, seconds: number): Promise<void> {
  const timer = page.getByRole('timer', { name: 'Length of the recording' });
  // A page that is busy may leave one out.
  const later = new RegExp(`^\\s*(0:0[${seconds}-9]|0:[1-5]\\d)\\s*$`);
  await timer.filter({ hasText: later }).waitFor();
}

/** How long a message says that it is, in seconds. */
export async function lasts(message: Locator): Promise<number> {
  const name = (await message.getAttribute('aria-label')) ?? '';
  const [, minutes = '', seconds = ''] = /(\d+):(\d\d)$/.exec(name) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

/** Plays a message and waits until the tone of the microphone is heard in it, and it is over. */
export async function hearsOf({ name }: Person, message: Locator): Promise<void> {
  await message.getByRole('button', { name: 'Play' }).click();
  const pause = message.getByRole('button', { name: 'Pause' });
  await pause.waitFor();
  const level = await message.locator('audio, video').evaluate(loudest, { until: -50, ms: 10_000 });
  assert.ok(level > -50, `${name} hears the message (440 Hz at ${level} dB)`);
  await pause.waitFor({ state: 'hidden' });
}

/** Plays what has come of a message until there is no more, in seconds; it is heard, and a video seen. */
export async function startsBeforeItIsWhole(person: Person, message: Locator): Promise<number> {
  await message.getByRole('progressbar').waitFor();
  await message.getByRole('button', { name: 'Play', disabled: false }).click();
  const media = message.locator('audio, video');
  const level = await media.evaluate(loudest, { until: -50, ms: 10_000 });
  assert.ok(level > -50, `${person.name} hears what has come (440 Hz at ${level} dB)`);
  await message.getByText('Waiting for more…').waitFor();
  await message.getByRole('progressbar').waitFor();
  if (await message.locator('video').count()) {
    // It may have played all of that before the sound was measured.
    const frames = await media.evaluate(
      (video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames,
    );
    // A machine that is busy records few.
    assert.ok(frames > 1, `${person.name} sees what has come (${frames} frames)`);
  }
  return media.evaluate((element) => (element as HTMLMediaElement).currentTime);
}

/** Resolves when a message that plays is over, with how far it was then, in seconds. */
export function endOf(message: Locator): Promise<number> {
  return message.locator('audio, video').evaluate(
    (element) =>
      new Promise<number>((resolve, reject) => {
        const media = element as HTMLMediaElement;
        const late = () => reject(new Error(`Not over, but at ${media.currentTime} s`));
        setTimeout(late, 60_000);
        // Before the app goes back to its beginning.
        media.addEventListener('ended', () => resolve(media.currentTime), { capture: true });
      }),
  );
}
