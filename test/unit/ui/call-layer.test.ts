import { expect } from '@esm-bundle/chai';
import { findAll, appears, find, textOf, until } from './find.ts';
import { mount, phone as phoneSize } from './mount.ts';
import { stageOf } from '../../fakes/scenes.ts';

async function open(scene: string, size?: typeof phoneSize) {
  const { services } = await stageOf(scene).then(async (stage) => {
    await mount(stage, size);
    return stage;
  });
  await until(() => findAll('region', 'Call').length === 1);
  const [call] = services.phone.calls.value.values();
  if (!call) throw new Error('No call');
  return { ...services, call, layer: services.system.layer };
}

const covered = () => findAll('region', 'Call').length === 1;

describe('the back button in a call', () => {
  it('minimises it on a phone; forward comes back to it', async () => {
    const { layer, call, phone } = await open('voice', phoneSize);
    await until(() => layer.top.value === call.id);
    layer.top.set(null);
    await appears('button', 'Return to Ada Lovelace');
    expect(covered()).to.equal(false);
    expect(phone.asked, 'the call goes on').to.deep.equal([]);
    layer.top.set(call.id);
    await until(covered);
    expect(layer.top.value).to.equal(call.id);
  });

  it('has no step left after “Minimise”, and one again after the return', async () => {
    const { layer, call } = await open('voice', phoneSize);
    await until(() => layer.top.value === call.id);
    find('button', 'Minimise').click();
    await until(() => layer.top.value === null);
    (await appears('button', 'Return to Ada Lovelace')).click();
    await until(() => layer.top.value === call.id);
  });

  it('has no step once the call is off the screen; its place ahead leads nowhere', async () => {
    const { layer, call, phone } = await open('voice', phoneSize);
    await until(() => layer.top.value === call.id);
    phone.end(call.id, 'hung-up');
    await appears('button', 'Call again');
    expect(layer.top.value).to.equal(call.id);
    find('button', 'Close').click();
    await until(() => layer.top.value === null);
    layer.top.set(call.id);
    await until(() => layer.top.value === null);
    expect(covered()).to.equal(false);
  });

  it('takes the reason of the end off the screen', async () => {
    const { layer, call, phone } = await open('declined', phoneSize);
    await until(() => layer.top.value === call.id);
    layer.top.set(null);
    await until(() => !covered());
    expect(phone.calls.value.size).to.equal(0);
  });

  it('leaves the screen of a phone to who was ringing over it, which rings on as a card', async () => {
    const { services } = await stageOf('incoming').then(async (stage) => {
      await mount(stage, phoneSize);
      return stage;
    });
    const { layer } = services.system;
    const [call] = services.phone.calls.value.values();
    const rings = await appears('alertdialog', 'Incoming call');
    const { height: whole } = rings.getBoundingClientRect();
    expect(findAll('link', 'Contacts'), 'nothing else can be reached').to.deep.equal([]);
    await until(() => layer.top.value === call?.id);
    layer.top.set(null);
    await until(() => findAll('link', 'Contacts').length === 1);
    const { height: card } = find('alertdialog', 'Incoming call').getBoundingClientRect();
    expect(card).to.be.lessThan(whole / 2);
    expect(services.phone.asked, 'it rings on').to.deep.equal([]);
    find('button', 'Answer').click();
    expect(services.phone.asked.length).to.equal(1);
  });

  it('has nothing to do with a call beside everything else, on a desktop', async () => {
    const { layer } = await open('voice');
    expect(layer.top.value).to.equal(null);
  });
});

describe('the other side in the background', () => {
  it('is shown, and who comes back is told what was missed', async () => {
    const { phone, call } = await open('voice');
    const side = call.mine;
    phone.change(call.id, { theirs: { ...side, away: true } });
    await until(() => textOf(find('region', 'Call')).includes('In the background'));
    phone.change(call.id, { mine: { ...side, away: true }, theirs: side });
    await until(() => !textOf(find('region', 'Call')).includes('In the background'));
    phone.change(call.id, { mine: side });
    await until(() => textOf(document.body).includes('Ada Lovelace may have missed'));
  });
});
