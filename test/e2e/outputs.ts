import type { Page } from 'playwright-core';

interface Outputs {
  readonly contexts: readonly (AudioContext & { readonly sinkId: unknown })[];
}

/** Runs in the page before the app: keeps hold of what makes its tones, to see where they go. */
export function installOutputs(): void {
  const contexts: AudioContext[] = [];
  Object.assign(window, { outputs: { contexts } });
  const Original = window.AudioContext;
  window.AudioContext = class extends Original {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }
  };
}

/** Waits until tones come out of the speaker with that ID, or until none does. */
export async function sounds(page: Page, id: string, wanted = true): Promise<void> {
  await page.waitForFunction(
    ([sink, does]) => {
      const { contexts } = (window as unknown as { outputs: Outputs }).outputs;
      return contexts.some((one) => one.state === 'running' && one.sinkId === sink) === does;
    },
    [id, wanted] as const,
  );
}

/** Waits until the page has written its settings: what it still writes when it goes may be lost. */
export async function settingsAreKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('tincan-settings');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    });
    // Begins when those before it are over.
    const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  });
}

/** The ID of the speaker of that name, as this page knows it. */
export function speakerId(page: Page, label: string): Promise<string> {
  return page.evaluate(async (name) => {
    const all = await navigator.mediaDevices.enumerateDevices();
    const found = all.find((one) => one.kind === 'audiooutput' && one.label === name);
    if (found === undefined) throw new Error(`There is no speaker ${name}`);
    return found.deviceId;
  }, label);
}

/** Runs in the page before the app: the system plays a steady 880 Hz, which a shared screen brings along. */
export function installSystemSound(): void {
  const media = navigator.mediaDevices;
  const choose = media.getDisplayMedia.bind(media);
  media.getDisplayMedia = async (options) => {
    const stream = await choose(options);
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 880 });
    const quieter = new GainNode(context, { gain: 0.3 });
    const sound = context.createMediaStreamDestination();
    tone.connect(quieter).connect(sound);
    tone.start();
    for (const track of stream.getAudioTracks()) {
      track.stop();
      stream.removeTrack(track);
    }
    // Only who asks for sound gets it.
    if (options?.audio) for (const track of sound.stream.getTracks()) stream.addTrack(track);
    return stream;
  };
}
