import type { Identity } from '../../../web/identity/identity.ts';
import { peerIdOf } from '../../../web/identity/peer-id.ts';

/** PKCS #8 around 32 bytes of a private key (RFC 8410, section 7). */
const envelope = {
  Ed25519: '302e020100300506032b657004220420',
  X25519: '302e020100300506032b656e04220420',
};

interface Keys {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** RFC 8032, section 7.1, tests 1 and 2; RFC 7748, section 6.1. */
const people: Readonly<
  Record<'alice' | 'bob', { readonly signing: Keys; readonly sealing: Keys }>
> = {
  alice: {
    signing: {
      privateKey: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    },
    sealing: {
      privateKey: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
      publicKey: '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    },
  },
  bob: {
    signing: {
      privateKey: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    },
    sealing: {
      privateKey: '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb',
      publicKey: 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
    },
  },
};

/** The identities of the published vectors. */
export async function rfcIdentity(who: keyof typeof people): Promise<Identity> {
  const { signing, sealing } = people[who];
  const publicKeys = bytes(signing.publicKey + sealing.publicKey);
  return {
    id: await peerIdOf(publicKeys),
    publicKeys,
    signing: await pair('Ed25519', signing, ['sign'], ['verify']),
    sealing: await pair('X25519', sealing, ['deriveBits'], []),
  };
}

async function pair(
  name: 'Ed25519' | 'X25519',
  keys: Keys,
  privateUses: KeyUsage[],
  publicUses: KeyUsage[],
): Promise<CryptoKeyPair> {
  const { subtle } = crypto;
  const pkcs8 = bytes(envelope[name] + keys.privateKey);
  return {
    privateKey: await subtle.importKey('pkcs8', pkcs8, name, true, privateUses),
    publicKey: await subtle.importKey('raw', bytes(keys.publicKey), name, true, publicUses),
  };
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
