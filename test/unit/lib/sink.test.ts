import { expect } from '@esm-bundle/chai';
import { setSink } from '../../../web/lib/sink.ts';

/** A media element that plays on the speakers it is told of, and refuses all others. */
function player(speakers: readonly string[]): HTMLAudioElement & { readonly asked: string[] } {
  const element = document.createElement('audio');
  const asked: string[] = [];
  let current = '';
  Object.defineProperties(element, {
    sinkId: { get: () => current },
    setSinkId: {
      value: (id: string) => {
        asked.push(id);
        if (id !== '' && !speakers.includes(id)) {
          return Promise.reject(new DOMException('away', 'NotFoundError'));
        }
        current = id;
        return Promise.resolve();
      },
    },
  });
  return Object.assign(element, { asked });
}

describe('the speaker of a player', () => {
  it('is the one that was chosen, asked for once', async () => {
    const audio = player(['head']);
    await setSink(audio, 'head');
    await setSink(audio, 'head');
    expect(audio.asked).to.deep.equal(['head']);
    await setSink(audio, null);
    expect(audio.asked).to.deep.equal(['head', '']);
  });

  it('is the system’s where the chosen one is away', async () => {
    const audio = player(['head']);
    await setSink(audio, 'head');
    await setSink(audio, 'gone');
    expect(audio.asked.at(-1)).to.equal('');
  });
});
