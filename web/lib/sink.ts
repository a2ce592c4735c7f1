/** Not in all browsers, and not in the types of all of them. */
interface WithSink {
  readonly sinkId: string;
  setSinkId(id: string): Promise<void>;
}

/**
 * Plays what an audio context or media element plays on that speaker, null is
 * the system's choice. Does nothing where the browser leaves no choice.
 */
export async function setSink(
  target: AudioContext | HTMLMediaElement,
  id: string | null,
): Promise<void> {
  if (!('setSinkId' in target)) return;
  const output = target as WithSink;
  if (output.sinkId === (id ?? '')) return;
  try {
    await output.setSinkId(id ?? '');
  } catch {
    // The speaker is away or not allowed: rather somewhere than nowhere.
    if (output.sinkId !== '') await output.setSinkId('');
  }
}
