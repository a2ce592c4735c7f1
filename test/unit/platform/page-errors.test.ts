import { expect } from '@esm-bundle/chai';
import { listenForErrors } from '../../../web/platform/page-errors.ts';

describe('errors nothing caught', () => {
  it('are told, thrown or rejected, until one stops listening', () => {
    const page = new EventTarget();
    const told: unknown[] = [];
    const stop = listenForErrors((error) => told.push(error), page);
    const [thrown, reason] = [new TypeError('thrown'), new TypeError('rejected')];
    const promise = Promise.resolve();
    const fire = () => {
      page.dispatchEvent(new ErrorEvent('error', { error: thrown }));
      page.dispatchEvent(new PromiseRejectionEvent('unhandledrejection', { promise, reason }));
    };
    fire();
    stop();
    fire();
    expect(told).to.deep.equal([thrown, reason]);
  });
});
