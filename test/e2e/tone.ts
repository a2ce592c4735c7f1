import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A WAV file with bursts of 440 Hz, a quarter of a second on and off: what the
 * fake microphones hear. A steady tone would be taken for noise and suppressed.
 */
export function toneFile(): string {
  return waveFile(250, 250);
}

/** Bursts of 440 Hz of `on` ms with `off` ms of silence between them. */
export function waveFile(on: number, off: number): string {
  const rate = 48_000;
  const samples = (rate * (on + off) * 10) / 1_000;
  const data = Buffer.alloc(44 + samples * 2);
  data.write('RIFF', 0);
  data.writeUInt32LE(36 + samples * 2, 4);
  data.write('WAVEfmt ', 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(rate, 24);
  data.writeUInt32LE(rate * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36);
  data.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    const sounds = i % ((rate * (on + off)) / 1_000) < (rate * on) / 1_000;
    const value = sounds ? Math.sin((2 * Math.PI * 440 * i) / rate) * 0.5 : 0;
    data.writeInt16LE(Math.round(value * 32_767), 44 + i * 2);
  }
  const path = join(mkdtempSync(join(tmpdir(), 'tincan-')), 'tone.wav');
  writeFileSync(path, data);
  return path;
}
