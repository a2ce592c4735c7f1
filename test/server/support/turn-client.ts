import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { isIPv4 } from 'node:net';

const cookie = Buffer.from('2112a442', 'hex');
/** RFC 8489 and RFC 8656. */
const method = { allocate: 0x0003, createPermission: 0x0008 };
const attribute = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  xorPeerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  requestedAddressFamily: 0x0017,
  requestedTransport: 0x0019,
};
/** Protocol numbers of IP. */
const protocol = { tcp: 6, udp: 17 };
/** Nobody answers at first, as long as the server is just starting; in ms. */
const sendAgainAfter = 200;

type Attributes = readonly (readonly [type: number, value: Buffer])[];

/** As much of a TURN client, by UDP on this machine, as shows what a server lets somebody do. */
export class TurnClient {
  readonly #socket: Socket = createSocket('udp4');
  readonly #port: number;
  readonly #user: { readonly username: string; readonly credential: string };
  #realm: Buffer = Buffer.alloc(0);
  #nonce: Buffer = Buffer.alloc(0);

  constructor(port: number, user: { username: string; credential: string }) {
    this.#port = port;
    this.#user = user;
  }

  /** Asks for a relayed address; null if there is one now, else the code of the error. */
  async allocate(family: 4 | 6 = 4, by: keyof typeof protocol = 'udp'): Promise<number | null> {
    const asked: Attributes = [
      [attribute.requestedTransport, Buffer.of(protocol[by], 0, 0, 0)],
      [attribute.requestedAddressFamily, Buffer.of(family === 4 ? 1 : 2, 0, 0, 0)],
    ];
    const first = await this.#ask(method.allocate, asked);
    this.#realm = first.get(attribute.realm) ?? this.#realm;
    this.#nonce = first.get(attribute.nonce) ?? this.#nonce;
    return codeOf(await this.#ask(method.allocate, asked));
  }

  /** Asks to reach an address through the relay; null if that is allowed, else the code of the error. */
  async permit(address: string): Promise<number | null> {
    const transaction = randomBytes(12);
    const plain = bytesOf(address);
    const key = Buffer.concat([cookie, transaction]);
    const hidden = plain.map((byte, at) => byte ^ (key[at] ?? 0));
    const port = Buffer.of(0x21 ^ 0x30, 0x12 ^ 0x39);
    const peer = Buffer.concat([Buffer.of(0, plain.length === 4 ? 1 : 2), port, hidden]);
    return codeOf(
      await this.#ask(method.createPermission, [[attribute.xorPeerAddress, peer]], transaction),
    );
  }

  close(): void {
    this.#socket.close();
  }

  async #ask(
    type: number,
    asked: Attributes,
    transaction = randomBytes(12),
  ): Promise<Map<number, Buffer>> {
    const request = this.#write(type, transaction, asked);
    const send = () => this.#socket.send(request, this.#port, '127.0.0.1');
    send();
    const again = setInterval(send, sendAgainAfter);
    try {
      return await new Promise((resolve) => {
        const listen = (answer: Buffer) => {
          if (!answer.subarray(8, 20).equals(transaction)) return;
          this.#socket.off('message', listen);
          resolve(attributesOf(answer));
        };
        this.#socket.on('message', listen);
      });
    } finally {
      clearInterval(again);
    }
  }

  /** Signed (RFC 8489, section 9.2.2) once the server has named its realm. */
  #write(type: number, transaction: Buffer, asked: Attributes): Buffer {
    const { username, credential } = this.#user;
    if (this.#nonce.length === 0) return message(type, transaction, asked, 0);
    const known: Attributes = [
      [attribute.username, Buffer.from(username)],
      [attribute.realm, this.#realm],
      [attribute.nonce, this.#nonce],
    ];
    const unsigned = message(type, transaction, [...asked, ...known], 24);
    const key = createHash('md5')
      .update(`${username}:${this.#realm.toString()}:${credential}`)
      .digest();
    const signature = createHmac('sha1', key).update(unsigned).digest();
    return Buffer.concat([unsigned, written(attribute.messageIntegrity, signature)]);
  }
}

/** `more`: bytes that the length counts already and that follow later. */
function message(type: number, transaction: Buffer, attributes: Attributes, more: number): Buffer {
  const body = Buffer.concat(attributes.map(([one, value]) => written(one, value)));
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(body.length + more, 2);
  return Buffer.concat([head, cookie, transaction, body]);
}

function written(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
}

function attributesOf(answer: Buffer): Map<number, Buffer> {
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= answer.length;) {
    const length = answer.readUInt16BE(at + 2);
    attributes.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + length));
    at += 4 + length + (-length & 3);
  }
  return attributes;
}

function codeOf(attributes: Map<number, Buffer>): number | null {
  const error = attributes.get(attribute.errorCode);
  return error ? error[2]! * 100 + error[3]! : null;
}

function bytesOf(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  // As a URL has it: in hex throughout.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (part = '') =>
    part === '' ? [] : part.split(':').map((one) => parseInt(one, 16));
  const [first, last] = [groups(head), groups(tail)];
  const none = new Array<number>(8 - first.length - last.length).fill(0);
  return Buffer.from([...first, ...none, ...last].flatMap((group) => [group >> 8, group & 255]));
}
