import type { PeerId } from '../../web/identity/peer-id.ts';
import { Store } from '../../web/lib/store.ts';
import type { Line, LineEvents, LineStatus, Wire } from '../../web/links/line.ts';
import { parseBrokerMessage, type Envelope, type Signal } from '../../web/links/signals.ts';

type WireEvents = Parameters<Wire['listen']>[0];

/** One end of a data connection that can be opened, fed and cut by hand. */
export class FakeWire implements Wire {
  readonly peer: PeerId;
  readonly sent: string[] = [];
  isOpen = false;
  isAnswered = false;
  isClosed = false;
  /** What was given to it that the other end has not got yet; the way for bytes has room for so much. */
  readonly bulk = {
    waiting: 0,
    send: (bytes: Uint8Array<ArrayBuffer>): boolean => {
      if (!this.isOpen) return false;
      const { other } = this;
      const copy = bytes.slice().buffer;
      if (other) queueMicrotask(() => other.events?.bytes(copy));
      return true;
    },
    drained: (): Promise<void> => Promise.resolve(),
  };
  events: WireEvents | null = null;
  other: FakeWire | null = null;

  constructor(peer: PeerId) {
    this.peer = peer;
  }

  send(text: string): boolean {
    if (!this.isOpen) return false;
    this.sent.push(text);
    const { other } = this;
    if (other) queueMicrotask(() => other.events?.data(text));
    return true;
  }

  close(): void {
    this.events = null;
    this.isOpen = false;
    this.isClosed = true;
    const { other } = this;
    this.other = null;
    if (other) queueMicrotask(() => other.cut());
  }

  listen(events: WireEvents): void {
    this.events = events;
  }

  open(): void {
    this.isOpen = true;
    this.events?.open();
  }

  cut(): void {
    this.isOpen = false;
    this.other = null;
    this.events?.close();
  }
}

/** Who is signed on at a fake broker. */
interface FakeSeat {
  receive(raw: unknown): void;
  /** The connection this phone offered under that ID. */
  offered(connectionId: string): FakeWire | undefined;
}

/** Passes messages between fake lines as PeerServer does: JSON in, JSON out. */
export class FakeBroker {
  /** Who is signed on. */
  readonly lines = new Map<PeerId, FakeSeat>();
  /** Every phone there is: data connections need no broker. */
  readonly phones = new Map<PeerId, FakeLine>();

  pass(from: PeerId, to: PeerId, message: object): void {
    const text = JSON.stringify({ ...message, src: from });
    queueMicrotask(() => {
      const line = this.lines.get(to);
      if (line) line.receive(JSON.parse(text));
      else this.lines.get(from)?.receive({ type: 'EXPIRE', src: to, dst: from });
    });
  }
}

/** A line whose data connections open at once when the other phone lets the offer in. */
export class FakeLine implements Line, FakeSeat {
  readonly status = new Store<LineStatus>({ kind: 'online' });
  readonly delivered: { readonly from: PeerId; readonly signal: Signal }[] = [];
  readonly wires: FakeWire[] = [];
  doubts = 0;
  asks = 0;
  /** False for offers of a page that is gone: what is let in does not open. */
  opens = true;
  readonly #id: PeerId;
  readonly broker: FakeBroker;
  #events: LineEvents | null = null;
  #offered = new Map<string, FakeWire>();

  constructor(id: PeerId, broker: FakeBroker) {
    this.#id = id;
    this.broker = broker;
    broker.lines.set(id, this);
    broker.phones.set(id, this);
  }

  listen(events: LineEvents): void {
    this.#events = events;
  }

  transmit(to: PeerId, type: Signal['type'], payload: Envelope): boolean {
    if (this.status.value.kind !== 'online') return false;
    this.broker.pass(this.#id, to, { type, payload });
    return true;
  }

  /** What the broker's socket brings, through the same parser as in the real line. */
  receive(raw: unknown): void {
    const message = parseBrokerMessage(raw);
    if (message) this.#events?.broker(message);
  }

  connect(to: PeerId): FakeWire {
    const wire = new FakeWire(to);
    const connectionId = `dc_${Math.random().toString(36).slice(2)}`;
    this.#offered.set(connectionId, wire);
    this.wires.push(wire);
    queueMicrotask(() => this.#events?.outgoing(to, offer(connectionId)));
    return wire;
  }

  /** Somebody's data connection was let in, and is open. */
  taken(wire: FakeWire): void {
    this.#events?.wire(wire);
    wire.open();
  }

  ask(): void {
    this.asks++;
  }

  doubt(): void {
    this.doubts++;
  }

  deliver(from: PeerId, signal: Signal): void {
    this.delivered.push({ from, signal });
    const { connectionId, type } = signal.payload;
    if (signal.type === 'OFFER' && type === 'data') {
      const { phones, lines } = this.broker;
      const theirs =
        phones.get(from)?.offered(connectionId) ?? lines.get(from)?.offered(connectionId);
      if (!theirs) return;
      const wire = new FakeWire(from);
      this.wires.push(wire);
      this.#events?.wire(wire);
      if (!this.opens) return;
      queueMicrotask(() => this.#answer(from, theirs, wire));
    }
  }

  /** What was let in is open, unless either side has given it up meanwhile. */
  #answer(from: PeerId, theirs: FakeWire, ours: FakeWire): void {
    if (ours.isClosed) return;
    if (theirs.isClosed) return this.broker.phones.get(from)?.answered(this.#id);
    ours.other = theirs;
    theirs.other = ours;
    ours.open();
    theirs.open();
  }

  offered(connectionId: string): FakeWire | undefined {
    return this.#offered.get(connectionId);
  }

  /** Somebody answers what was offered to them and closed since. */
  answered(by: PeerId): void {
    this.#events?.crossed(by);
  }
}

function offer(connectionId: string): Signal {
  return {
    type: 'OFFER',
    payload: {
      type: 'data',
      connectionId,
      sdp: { type: 'offer', sdp: 'v=0\r\n' },
      serialization: 'raw',
    },
  };
}
