import type { Person } from './person.ts';

/** What the timer of a call shows, in seconds. */
export async function seconds({ status }: Person): Promise<number> {
  const text = (await status.textContent())?.trim() ?? '';
  const [minutes = NaN, rest = NaN] = text.split(':').map(Number);
  return minutes * 60 + rest;
}

/** Waits until both hear and see each other. */
export async function together(ana: Person, ben: Person): Promise<void> {
  await Promise.all([ana.talks(), ben.talks()]);
  await Promise.all([ana.hears(ben.name), ben.hears(ana.name)]);
  await Promise.all([ana.sees(ben.name), ben.sees(ana.name)]);
}

/** Notes whatever the status of a call reads from now on, as long as it stays where it is; what it returns tells. */
export async function statusesOf({ status }: Person): Promise<() => Promise<readonly string[]>> {
  const noted = await status.evaluateHandle((element) => {
    const texts = new Set<string>();
    const look = () => texts.add(element.textContent ?? '');
    new MutationObserver(look).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    look();
    return texts;
  });
  return () => noted.evaluate((texts) => [...texts]);
}
