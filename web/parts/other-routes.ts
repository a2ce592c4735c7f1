import { liveCall } from '../calls/call.ts';
import type { Calls } from '../calls/calls.ts';
import type { Identity } from '../identity/identity.ts';
import type { Report } from '../lib/report.ts';
import type { Scope } from '../lib/scope.ts';
import type { Links } from '../links/links.ts';
import { OtherRoutes, type OtherRoutesOptions } from '../links/other-routes.ts';
import type { PeerJsLine } from '../platform/peerjs-line.ts';
import { WebSocketBrokers } from '../platform/web-socket-brokers.ts';
import type { App } from '../ui/app.ts';
import { brokerToast } from '../ui/broker-toast.ts';

interface Reach extends Pick<OtherRoutesOptions, 'clock' | 'home' | 'here'> {
  readonly app: Pick<App, 'show'>;
  readonly identity: Identity;
  readonly line: PeerJsLine;
  readonly links: Links;
  readonly calls: Calls;
  readonly report: Report;
}

/** The way to people whose phones belong to other servers. */
export function openOtherRoutes(
  scope: Scope,
  { app, identity, line, links, calls, clock, report, home, here }: Reach,
): OtherRoutes {
  const ownBroker = () => line.broker;
  const brokers = new WebSocketBrokers({ identity, clock, report, ownBroker });
  scope.add(() => brokers.close());
  const routes = new OtherRoutes({
    brokers,
    clock,
    home,
    here,
    isOnline: () => line.status.value.kind === 'online',
    failed(host, trouble) {
      const call = liveCall(calls.calls.value);
      if (call?.phase.kind === 'dialing') app.show(brokerToast(host, trouble));
    },
  });
  links.join(routes);
  return routes;
}
