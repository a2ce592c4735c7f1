import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Settings } from './settings.ts';

/** A certificate chain and its key, both PEM, known to belong together and taken by OpenSSL. */
interface Tls {
  readonly cert: string;
  readonly key: string;
}

type LoadedTls =
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly tls: Tls }
  | { readonly kind: 'wrong'; readonly sentence: string };

/** Reads what TLS_CERT and TLS_KEY name. */
export function loadTls({ tlsCert, tlsKey }: Pick<Settings, 'tlsCert' | 'tlsKey'>): LoadedTls {
  if (tlsCert === null || tlsKey === null) return { kind: 'off' };
  const cert = read(tlsCert);
  if (cert === null) return wrong(`TLS_CERT names a file that can't be read: ${tlsCert}`);
  const key = read(tlsKey);
  if (key === null) return wrong(`TLS_KEY names a file that can't be read: ${tlsKey}`);

  const certificate = attempt(() => new X509Certificate(cert));
  if (certificate === null) return wrong(`TLS_CERT names a file without a certificate: ${tlsCert}`);
  const privateKey = attempt(() => createPrivateKey(key));
  if (privateKey === null) return wrong(`TLS_KEY names a file without a usable key: ${tlsKey}`);
  if (!certificate.checkPrivateKey(privateKey)) {
    return wrong(`TLS_KEY does not belong to the certificate of TLS_CERT: ${tlsKey}`);
  }
  // Such as a key that is too short, or another certificate of the chain that is broken.
  if (attempt(() => createSecureContext({ cert, key })) === null) {
    return wrong(`TLS_CERT and TLS_KEY name what OpenSSL does not take: ${tlsCert}, ${tlsKey}`);
  }
  return { kind: 'on', tls: { cert, key } };
}

function read(path: string): string | null {
  return attempt(() => readFileSync(path, 'utf8'));
}

function attempt<T>(task: () => T): T | null {
  try {
    return task();
  } catch {
    return null;
  }
}

function wrong(sentence: string): LoadedTls {
  return { kind: 'wrong', sentence };
}
