import { expect } from '@esm-bundle/chai';
import { WakeLock } from '../../../web/platform/wake-lock.ts';
import { until } from '../ui/find.ts';

const problems: unknown[] = [];

function setVisibility(value: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('wake lock', () => {
  let lock: WakeLock;
  const locks: WakeLockSentinel[] = [];
  const original = navigator.wakeLock.request.bind(navigator.wakeLock);

  before(() => {
    navigator.wakeLock.request = async (type) => {
      const made = await original(type);
      locks.push(made);
      return made;
    };
  });
  after(() => Reflect.deleteProperty(navigator.wakeLock, 'request'));
  beforeEach(() => {
    locks.length = problems.length = 0;
    lock = new WakeLock((...problem) => problems.push(problem));
  });
  afterEach(() => {
    lock.close();
    Reflect.deleteProperty(document, 'visibilityState');
  });

  it('is held while it is wanted, once, and given back', async () => {
    lock.hold(true);
    lock.hold(true);
    await until(() => lock.held);
    lock.hold(true);
    lock.hold(false);
    await until(() => locks[0]?.released);
    expect(locks).to.have.length(1);
    expect(problems).to.deep.equal([]);
  });

  it('is given back when it comes after it was wanted', async () => {
    lock.hold(true);
    lock.hold(false);
    await until(() => locks[0]?.released);
    expect(lock.held).to.equal(false);
  });

  it('is taken again when a page that lost it is seen again', async () => {
    lock.hold(true);
    await until(() => lock.held);
    setVisibility('hidden');
    await locks[0]?.release();
    await until(() => !lock.held);
    setVisibility('visible');
    await until(() => lock.held);
    expect(locks).to.have.length(2);
  });

  it('is not asked for by a hidden page, nor when nobody wants it', async () => {
    setVisibility('hidden');
    lock.hold(true);
    lock.hold(false);
    setVisibility('visible');
    await Promise.resolve();
    expect(locks).to.deep.equal([]);
  });

  it('that is refused is reported and breaks nothing', async () => {
    const { request } = navigator.wakeLock;
    navigator.wakeLock.request = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    lock.hold(true);
    await until(() => problems.length === 1);
    navigator.wakeLock.request = request;
    lock.hold(true);
    await until(() => lock.held);
  });
});
