import * as v from 'valibot';

/** RFC 7064 and RFC 7065; one that a browser can't read would keep it from making any connection. */
const host = String.raw`(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?::(\d{1,5}))?`;
const stunUrl = new RegExp(`^stuns?:${host}$`, 'i');
const turnUrl = new RegExp(`^turns?:${host}(?:\\?transport=(?:udp|tcp))?$`, 'i');

function urls(form: RegExp) {
  const url = v.pipe(
    v.string(),
    v.maxLength(300),
    v.check((text) => {
      const port = form.exec(text)?.[1];
      return form.test(text) && Number(port ?? 1) > 0 && Number(port ?? 1) < 65_536;
    }),
  );
  return v.pipe(v.array(url), v.minLength(1), v.maxLength(8));
}

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(500));

const schema = v.object({
  iceServers: v.pipe(
    v.array(
      v.union([
        v.object({ urls: urls(turnUrl), username: word, credential: word }),
        v.object({ urls: urls(stunUrl) }),
      ]),
    ),
    v.maxLength(4),
  ),
  expires: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** STUN and TURN servers; `expires` in ms since 1970. */
export type IceAnswer = v.InferOutput<typeof schema>;

/** What `/api/ice` said; null if any of it is not as docs/protocol.md, “Servers for ICE”, has it. */
export function parseIceAnswer(answer: unknown): IceAnswer | null {
  const parsed = v.safeParse(schema, answer);
  return parsed.success ? parsed.output : null;
}
