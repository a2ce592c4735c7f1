import { isLive, ringsHere, type Call, type CallId } from '../calls/call.ts';
import { hasToldEnd } from '../calls/told-end.ts';

type Calls = ReadonlyMap<CallId, Call>;

/** The call somebody should answer or decline now. */
export function ringingCall(calls: Calls): Call | null {
  return [...calls.values()].find(ringsHere) ?? null;
}

/** The call that has the call screen: the live one, else the last one whose end is worth telling. */
export function shownCall(calls: Calls): Call | null {
  const shown = [...calls.values()].filter((call) =>
    isLive(call) ? !ringsHere(call) : hasToldEnd(call),
  );
  return shown.findLast(isLive) ?? shown.at(-1) ?? null;
}
