import type { InstallWay, NoticeLeave, Offer, Pwa } from '../../web/lib/pwa.ts';
import { Store } from '../../web/lib/store.ts';

/** An app that is installed, updated and allowed to notify by the test; `asked` is what it wanted. */
export class FakePwa implements Pwa {
  readonly way = new Store<InstallWay>('none');
  readonly fresh = new Store(false);
  readonly leave = new Store<NoticeLeave>('granted');
  readonly declined = new Store<readonly Offer[] | null>([]);
  readonly asked: string[] = [];

  install(): Promise<void> {
    this.asked.push('install');
    this.way.set('installed');
    return Promise.resolve();
  }

  update(): void {
    this.asked.push('update');
  }

  askLeave(): Promise<void> {
    this.asked.push('leave');
    this.leave.set('granted');
    return Promise.resolve();
  }

  decline(offer: Offer): Promise<void> {
    this.declined.update((declined) => [...(declined ?? []), offer]);
    return Promise.resolve();
  }
}
