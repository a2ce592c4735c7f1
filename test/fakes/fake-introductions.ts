import type { Introduced, IntroductionsDesk } from '../../web/contacts/introduction.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';

/** Writes down what it is asked for. */
export class FakeIntroductions implements IntroductionsDesk {
  readonly done: string[] = [];
  outcome: Introduced = 'both';

  introduce(one: PeerId, other: PeerId): Promise<Introduced> {
    this.done.push(`introduce ${one} ${other}`);
    return Promise.resolve(this.outcome);
  }

  take(person: PeerId): Promise<void> {
    this.done.push(`take ${person}`);
    return Promise.resolve();
  }

  dismiss(person: PeerId): Promise<() => Promise<void>> {
    this.done.push(`dismiss ${person}`);
    return Promise.resolve(() => Promise.resolve(void this.done.push(`undo ${person}`)));
  }
}
