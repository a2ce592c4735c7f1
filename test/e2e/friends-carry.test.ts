import { describe, it } from 'node:test';
import { openConversation, reads, write } from './conversation.ts';
import { House, moveOut } from './house.ts';
import type { Person } from './person.ts';

/** Ben may have had them before him when Cleo brought them. */
const cameOrRead = /Delivered|Read/;
const nowhere = 'about:blank';

async function leave(person: Person): Promise<() => Promise<void>> {
  const url = person.page.url();
  await person.page.goto(nowhere);
  return async () => {
    await person.page.goto(url);
    await person.ready();
  };
}

/** Two who are there write to each other, and are linked by that. */
async function greet(one: Person, other: Person, text: string): Promise<void> {
  await openConversation(one, other.name);
  await write(one, text);
  await reads(one, other.name, text, 'Delivered');
}

describe('friends who keep messages', () => {
  const house = new House();

  it('bring them to somebody who is never there together with the sender, and bring back that they came', async () => {
    const [ana, ben] = await house.contacts();
    const cleo = await house.moveIn('Cleo');
    for (const other of [ana, ben]) await cleo.befriend(other);
    await greet(ana, ben, 'Hello Ben');
    await greet(ben, cleo, 'Hello Cleo');
    await greet(ana, cleo, 'Hello Cleo');

    await ana.go('Settings');
    await ana.page.getByRole('switch', { name: 'Messages may wait with friends' }).click();
    const benIsBack = await leave(ben);
    await openConversation(ana, 'Ben');
    await write(ana, 'While you were out');
    await write(ana, 'See you on Sunday');
    await reads(ana, 'Ben', 'See you on Sunday', 'Waiting · with a friend');

    const anaIsBack = await leave(ana);
    await cleo.page.reload();
    await cleo.ready();
    await benIsBack();
    await greet(ben, cleo, 'I am back');
    await openConversation(ben, 'Ana');
    await reads(ben, 'Ana', 'While you were out');
    await reads(ben, 'Ana', 'See you on Sunday');
    // That they came is with Cleo now: only parcels are so large.
    await cleo.go('Settings');
    await cleo.page.getByText(/Passed on so far: \d{2}.* kB/).waitFor();

    await leave(ben);
    await anaIsBack();
    await greet(ana, cleo, 'So am I');
    await openConversation(ana, 'Ben');
    await reads(ana, 'Ben', 'While you were out', cameOrRead);
    await reads(ana, 'Ben', 'See you on Sunday', cameOrRead);
    await moveOut([ana, cleo]);
    await ben.leave();
  });
});
