import { expect } from '@esm-bundle/chai';
import type { RecentCall } from '../../../web/calls/recent-call.ts';
import { loads } from '../../../web/lib/loads.ts';
import { callQualitySlot, qualitySlot } from '../../../web/ui/quality-slots.ts';
import '../../../web/ui/settings-devices.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { someSummary } from '../../fakes/fake-quality.ts';
import { ada } from '../../fakes/scenes.ts';

const talk = someCall('talk', ada, { phase: { kind: 'talking', since: 0 } });
const past: RecentCall = { ...talk, reason: 'hung-up', talkedMs: 1_000 };
const measured: RecentCall = { ...past, quality: someSummary() };
const screen = new EventTarget();

/** How many of the watched loads, which are asked for until they come, begin with `show`. */
function begunBy(show: () => void): number {
  const before = loads.value;
  show();
  return [...loads.value].filter((load) => !before.has(load)).length;
}

describe('what a screen has loaded when its place is there', () => {
  it('is what tries devices, in the settings', () => {
    const settings = document.createElement('tin-settings-devices');
    expect(begunBy(() => document.body.append(settings))).to.equal(1);
    settings.remove();
    expect(begunBy(() => document.body.append(settings))).to.equal(0);
    settings.remove();
  });

  it('is the quality of a call, once that is accepted', () => {
    expect(begunBy(() => qualitySlot(someCall('rings', ada), 'Ada', screen))).to.equal(0);
    expect(begunBy(() => qualitySlot(talk, 'Ada', screen))).to.equal(1);
    expect(begunBy(() => qualitySlot(talk, 'Ada', screen))).to.equal(0);
  });

  it('is the quality of a past call, where it was measured', () => {
    expect(begunBy(() => callQualitySlot(past, screen))).to.equal(0);
    expect(begunBy(() => callQualitySlot(measured, screen))).to.equal(1);
  });
});
