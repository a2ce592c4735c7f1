import { Failure } from '../lib/failure.ts';
import type { Trouble } from '../lib/trouble.ts';

/** What keeps any phone from opening in this browser, as far as can be told before trying; else null. */
export function troubleHere(): Trouble | null {
  // Missing outside secure contexts, whatever the types say (W3C WebCrypto, section 10).
  if ((crypto.subtle as SubtleCrypto | undefined) !== undefined) return null;
  return window.isSecureContext ? 'old-browser' : 'insecure';
}

/** What an error on the way to a running phone says of this device. */
export function troubleOf(error: unknown): Trouble {
  const here = troubleHere();
  if (here !== null) return here;
  if (error instanceof Failure) return error.code === 'storage' ? 'storage' : 'unknown';
  // Browsers before 2025 know neither Ed25519 nor X25519.
  const unknownCurve = error instanceof DOMException && error.name === 'NotSupportedError';
  return unknownCurve ? 'old-browser' : 'unknown';
}
