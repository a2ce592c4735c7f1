import { expect } from '@esm-bundle/chai';
import { problemOf } from '../../../web/platform/devices.ts';

describe('a device that does not open', () => {
  for (const [name, message, problem] of [
    ['NotAllowedError', 'Permission denied', 'denied'],
    ['NotAllowedError', 'Permission dismissed', 'dismissed'],
    ['NotAllowedError', 'Permission denied by system', 'denied-by-system'],
    ['NotAllowedError', 'The request is not allowed by the user agent', 'denied'],
    ['SecurityError', '', 'denied'],
    ['NotFoundError', 'Requested device not found', 'missing'],
    ['OverconstrainedError', '', 'missing'],
    ['NotReadableError', 'Could not start video source', 'in-use'],
    ['AbortError', '', 'in-use'],
    ['InvalidStateError', '', 'unknown'],
  ] as const) {
    it(`by ${name} “${message}” is ${problem}`, () => {
      expect(problemOf(new DOMException(message, name))).to.equal(problem);
    });
  }

  it('by what no browser should throw is unknown', () => {
    expect(problemOf(new TypeError('constraints'))).to.equal('unknown');
    expect(problemOf(null)).to.equal('unknown');
  });
});
