import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { maskedFrame, opcode } from './frame.ts';

/** Where and as whom a phone signs on. */
export interface SignOn {
  readonly port: number;
  readonly path: string;
  /** As the request names it. */
  readonly host: string;
  readonly id: string;
  readonly token: string;
  /** The loopback address from which it comes. */
  readonly from: string;
}

const pong = maskedFrame('', opcode.pong);
/** Reading is synchronous, so all phones share the bytes into which the kernel writes. */
const shared = Buffer.alloc(64 * 1024);
const nothing = Buffer.alloc(0);

/**
 * As much of a WebSocket client (RFC 6455) as loads a broker and costs less than the broker does: the
 * frames it sends are made before, and of what comes it reads the headers.
 */
export class ThinPhone {
  readonly id: string;
  readonly #socket: Socket;
  #rest: Buffer = nothing;
  #upgraded = false;
  #closed = false;
  /** When something came last, in ms of `performance.now()`. */
  heardAt = 0;
  /** A text that came; the bytes are good until it returns. */
  onText: (text: Buffer) => void = () => undefined;
  onClose: () => void = () => undefined;

  private constructor({ port, path, host, id, token, from }: SignOn) {
    this.id = id;
    this.#socket = connect({
      host: '127.0.0.1',
      port,
      localAddress: from,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length) => {
          this.heardAt = performance.now();
          this.#receive(shared.subarray(0, length));
          return true;
        },
      },
    });
    this.#socket.write(
      `GET ${path}?key=peerjs&id=${id}&token=${token} HTTP/1.1\r\nHost: ${host}\r\n` +
        `Origin: https://${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('close', () => {
      this.#closed = true;
      this.onClose();
    });
  }

  /** Resolves with the broker's OPEN; rejects with what it says instead. */
  static signOn(where: SignOn): Promise<ThinPhone> {
    const phone = new ThinPhone(where);
    return new Promise((resolve, reject) => {
      phone.onClose = () => reject(new Error('The broker closed the socket'));
      phone.onText = (text) => {
        phone.onText = () => undefined;
        phone.onClose = () => undefined;
        if (text.includes('"OPEN"')) resolve(phone);
        else reject(new Error(text.toString()));
      };
    });
  }

  get isOpen(): boolean {
    return !this.#closed;
  }

  /** A frame as `maskedFrame` makes it. */
  send(frame: Buffer): void {
    this.#socket.write(frame);
  }

  /** Resolves when the socket has closed. */
  async leave(): Promise<void> {
    if (this.#closed) return;
    const closed = new Promise<void>((resolve) => (this.onClose = resolve));
    this.#socket.destroy();
    await closed;
  }

  #receive(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#upgraded) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end >= 0) {
        if (bytes.toString('latin1', 0, 12) !== 'HTTP/1.1 101') {
          this.onText(bytes);
          this.#socket.destroy();
          return;
        }
        this.#upgraded = true;
        bytes = bytes.subarray(end + 4);
      }
    }
    const read = this.#upgraded ? this.#frames(bytes) : 0;
    this.#rest = read === bytes.length ? nothing : Buffer.from(bytes.subarray(read));
  }

  /** Takes all whole frames (RFC 6455, section 5.2; a server masks none); returns how many bytes they were. */
  #frames(bytes: Buffer): number {
    let at = 0;
    while (bytes.length - at >= 2) {
      const short = bytes[at + 1]! & 0x7f;
      const header = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (bytes.length - at < header) break;
      const length =
        short === 126
          ? bytes.readUInt16BE(at + 2)
          : short === 127
            ? Number(bytes.readBigUInt64BE(at + 2))
            : short;
      const end = at + header + length;
      if (bytes.length < end) break;
      const kind = bytes[at]! & 0x0f;
      if (kind === opcode.text) this.onText(bytes.subarray(at + header, end));
      else if (kind === opcode.ping) this.#socket.write(pong);
      else if (kind === opcode.close) this.#socket.destroy();
      at = end;
    }
    return at;
  }
}
