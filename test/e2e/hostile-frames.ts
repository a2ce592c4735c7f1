import fc from 'fast-check';

const types = ['OFFER', 'ANSWER', 'CANDIDATE', 'OPEN', 'EXPIRE', 'LEAVE', 'ERROR', 'ID-TAKEN'];

/** Frames as a broken or hostile broker could send them, some in the name of `source`. */
export function hostileFrames(source: string, count: number): string[] {
  const connection = fc.record(
    {
      type: fc.oneof(fc.constantFrom('data', 'media'), fc.anything()),
      connectionId: fc.oneof(fc.string(), fc.constant('mc_x'), fc.anything()),
      sdp: fc.oneof(
        fc.record({ type: fc.constantFrom('offer', 'answer', 'x'), sdp: fc.constant('v=0\r\nx') }),
        fc.anything(),
      ),
      candidate: fc.oneof(fc.record({ candidate: fc.string() }), fc.anything()),
      serialization: fc.oneof(fc.constantFrom('raw', 'json', 'binary'), fc.anything()),
      metadata: fc.anything(),
      label: fc.anything(),
    },
    { requiredKeys: [] },
  );
  const message = fc.record(
    {
      type: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...types) }, fc.anything()),
      src: fc.oneof(fc.constant(source), fc.anything()),
      payload: fc.oneof(
        { weight: 4, arbitrary: connection },
        { weight: 1, arbitrary: fc.anything() },
        {
          weight: 2,
          arbitrary: fc.record({ tincan: fc.constant(3), open: fc.base64String() }),
        },
      ),
    },
    { requiredKeys: [] },
  );
  const json = message.map((value) => {
    try {
      return JSON.stringify(value, (_, part: unknown) =>
        typeof part === 'bigint' ? String(part) : part,
      );
    } catch {
      return '{';
    }
  });
  return fc.sample(fc.oneof({ weight: 5, arbitrary: json }, fc.string(), polluting(source)), count);
}

/** What is known otherwise, and reaches for the prototype of all objects. */
function polluting(source: string): fc.Arbitrary<string> {
  const more = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
  const payload = `{"tincan":3,"open":"AAAA",${more}}`;
  return fc
    .constantFrom('OFFER', 'ANSWER', 'CANDIDATE', 'OPEN', 'LEAVE', 'ERROR')
    .map((type) => `{"type":"${type}","src":"${source}","payload":${payload},${more}}`);
}
