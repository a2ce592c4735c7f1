import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below those that systems give to connections and to who asks for any (RFC 6056, section 3.2; Linux
 * from 32 768 on), so that nobody gets the port between being asked for here and being listened at;
 * above 10 080, the last that `fetch` refuses (Fetch standard, section “Port blocking”).
 */
const [lowest, highest] = [11_000, 30_000];

const given = new Set<number>();

/** A port at which nobody listens, each time another. */
export async function freePort(): Promise<number> {
  const port = randomInt(lowest, highest);
  if (given.has(port)) return freePort();
  given.add(port);
  return (await isFree(port)) ? port : freePort();
}

async function isFree(port: number): Promise<boolean> {
  const holder = createServer();
  try {
    // On all addresses of both kinds.
    await once(holder.listen(port), 'listening');
  } catch {
    return false;
  }
  holder.close();
  await once(holder, 'close');
  return true;
}
