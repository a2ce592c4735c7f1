import { Calls } from '../../web/calls/calls.ts';
import type { Call } from '../../web/calls/call.ts';
import type { Host } from '../../web/identity/host.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import { Late } from '../../web/lib/late.ts';
import { admission, mayRing, type Circumstances } from '../../web/links/consent.ts';
import { openFriends } from '../../web/links/open-friends.ts';
import { Links } from '../../web/links/links.ts';
import { OtherRoutes } from '../../web/links/other-routes.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeBroker, FakeLine } from './fake-line.ts';
import { FakeMedia } from './fake-media.ts';
import { FakeOtherBrokers } from './fake-other-brokers.ts';
import { PlainPost } from './plain-post.ts';

/** Real peer IDs in ascending order (check symbols included). */
export const [ana, ben, cem] = [
  'dajprjyd424h2y9at969',
  'fj4qbrf619e86dzjhvfa',
  'z0xk6az4wtjt9ce5daqp',
] as unknown as [PeerId, PeerId, PeerId];

/** The servers of fake phones. */
export const [here, there] = ['here.example', 'there.example:9000'] as unknown as [Host, Host];

/** A phone without browser: real calls and links on a fake line and fake media. */
export class FakePhone {
  readonly id: PeerId;
  readonly line: FakeLine;
  readonly media = new FakeMedia();
  readonly links: Links;
  readonly calls: Calls;
  readonly post = new PlainPost();
  /** Sound of the other side comes in. */
  sounds = false;
  /** Letters carried for others. */
  carried = 0;
  readonly blocked = new Set<PeerId>();
  /** Whether what changes is on the screen at once; else what waits for it. */
  draws = true;
  /** On which calls ring. */
  readonly screen: { isHere: boolean; come(): Promise<unknown> } = {
    isHere: true,
    come: () => Promise.resolve(),
  };
  readonly undrawn: (() => void)[] = [];
  readonly over: Call[] = [];
  readonly reports: string[] = [];
  rule: Omit<Circumstances, 'invited' | 'rings' | 'wanted'> = {
    standing: 'contact',
    doNotDisturb: false,
    strangers: true,
  };

  /** Where contacts belong who belong to another server. */
  readonly homes = new Map<PeerId, Host>();
  readonly others: FakeOtherBrokers;
  readonly routes: OtherRoutes;
  /** Hosts of which the user was told that nobody answers there. */
  readonly failed: Host[] = [];

  contacts = (_: PeerId) => this.rule.standing === 'contact';

  constructor(
    id: PeerId,
    broker: FakeBroker,
    clock: FakeClock,
    { ownHost = here, brokers = new Map<Host, FakeBroker>() } = {},
  ) {
    this.id = id;
    this.line = new FakeLine(id, broker);
    const circumstances = (peer: PeerId): Circumstances => ({
      ...this.rule,
      ...(this.blocked.has(peer) && { standing: 'blocked' as const }),
      invited: this.calls.isInvited(peer),
      rings: this.calls.rings(peer),
      wanted: this.links.isWanted(peer),
    });
    const home = (peer: PeerId) => this.calls.homeOf(peer) ?? this.homes.get(peer) ?? null;
    this.others = new FakeOtherBrokers(id, this.line, brokers);
    const routes = (this.routes = new OtherRoutes({
      brokers: this.others,
      clock,
      home,
      isOnline: () => this.line.status.value.kind === 'online',
      here: () => {},
      failed: (host) => this.failed.push(host),
    }));
    const load = () => {
      this.links.join(routes);
      return Promise.resolve(routes);
    };
    this.links = new Links(this.line, {
      ownId: id,
      clock,
      report: (what) => this.reports.push(what),
      greeting: () => `name of ${id.slice(0, 4)}`,
      admission: (peer) => admission(circumstances(peer)),
      post: this.post,
      others: new Late(clock, load, () => {}),
      home,
      standing: (peer) => circumstances(peer).standing,
      soundOf: () => (this.sounds ? clock.now() : null),
    });
    this.calls = new Calls({
      whenDrawn: (task) => (this.draws ? task() : this.undrawn.push(task)),
      screen: this.screen,
      ownId: id,
      ownHost,
      links: this.links,
      media: this.media,
      clock,
      greeting: () => `name of ${id.slice(0, 4)}`,
      isContact: (peer) => this.contacts(peer),
      reception(peer) {
        const { standing, doNotDisturb } = circumstances(peer);
        if (mayRing(circumstances(peer))) return 'ring';
        return doNotDisturb && standing === 'contact' ? 'missed' : 'ignore';
      },
      ended: (call) => this.over.push(call),
    });
  }

  /** Lets letters go by friends, and carries theirs as long as `isWilling` says so. */
  befriend(clock: FakeClock, isWilling = () => true): void {
    this.post.isSealed = true;
    openFriends(this.links, {
      clock,
      isWilling,
      isContact: (peer) => this.contacts(peer),
      passed: () => this.carried++,
    });
  }

  /** The only call, live or just ended. */
  get call(): Call | undefined {
    return [...this.calls.calls.value.values()][0];
  }

  get phase(): string {
    const phase = this.call?.phase;
    return phase?.kind === 'ended' ? `ended: ${phase.reason}` : (phase?.kind ?? 'idle');
  }
}

/** Phones that share one broker and one clock. */
export class FakeHouse {
  readonly clock = new FakeClock();
  readonly broker = new FakeBroker();
  ana = new FakePhone(ana, this.broker, this.clock);
  readonly ben = new FakePhone(ben, this.broker, this.clock);
  readonly cem = new FakePhone(cem, this.broker, this.clock);

  /** Ana has loaded her page anew. */
  anaAgain(): FakePhone {
    this.ana = new FakePhone(ana, this.broker, this.clock);
    return this.ana;
  }

  /** Until nothing is under way any more. */
  async settle(): Promise<void> {
    for (let i = 0; i < 40; i++) await Promise.resolve();
  }

  async pass(ms: number): Promise<void> {
    for (let rest = ms; rest > 0; rest -= 500) {
      this.clock.pass(Math.min(500, rest));
      await this.settle();
    }
  }

  /** Ana and Ben talk. */
  async talk(): Promise<void> {
    this.ana.calls.dial(ben, 'voice');
    await this.settle();
    this.ana.media.connect();
    this.ben.media.connect();
    this.ben.calls.answer(this.ben.call!.id, 'voice');
    await this.settle();
  }
}
