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
  await timer.filter({ hasText: `0:0${seconds}` }).waitFor();
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
