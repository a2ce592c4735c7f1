import { expect } from '@esm-bundle/chai';
import { listenForLaunches } from '../../../web/pwa/launches.ts';

type Consumer = (launch: { readonly targetURL?: string }) => void;

/** What Chromium would say; only an installed app has a queue that ever speaks. */
describe('launches of an app that is open already', () => {
  let launch: Consumer;
  let gone: string[];

  beforeEach(() => {
    gone = [];
    const setConsumer = (consumer: Consumer) => (launch = consumer);
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer }, configurable: true });
    listenForLaunches((hash) => gone.push(hash));
  });
  afterEach(() => void Reflect.deleteProperty(window, 'launchQueue'));

  it('lead to the screen they name', () => {
    launch({ targetURL: 'https://tin.example/#/qr' });
    launch({ targetURL: 'https://tin.example/#web+tincan:2222-2222' });
    expect(gone).to.deep.equal(['/qr', 'web+tincan:2222-2222']);
  });

  it('leave the screen where they name none', () => {
    launch({ targetURL: 'https://tin.example/' });
    launch({});
    expect(gone).to.deep.equal([]);
  });

  it('are not waited for where a browser has none', () => {
    Reflect.deleteProperty(window, 'launchQueue');
    listenForLaunches((hash) => gone.push(hash));
    expect(gone).to.deep.equal([]);
  });
});
