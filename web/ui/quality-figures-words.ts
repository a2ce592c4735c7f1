import { msg, str } from '@lit/localize';
import type { Limitation, Route } from '../calls/quality-sample.ts';

/** Words of the figures of a connection. */
export const qualityFiguresWords = {
  get close() {
    return msg('Close');
  },
  get measure() {
    return msg('Measured');
  },
  get youGet() {
    return msg('You get');
  },
  get theyGet() {
    return msg('They get');
  },
  theyGetOf: (name: string) => msg(str`${name} gets`),
  get overall() {
    return msg('Overall');
  },
  get score() {
    return msg('Sound (MOS)');
  },
  get lost() {
    return msg('Lost');
  },
  get jitter() {
    return msg('Jitter');
  },
  get sound() {
    return msg('Sound');
  },
  get picture() {
    return msg('Picture');
  },
  kbps: (amount: string) => msg(str`${amount} kbit/s`),
  fps: (amount: string) => msg(str`${amount} fps`),
  get routeTitle() {
    return msg('Route');
  },
  route(route: Route): string {
    switch (route) {
      case 'same-network':
        return msg('Same network');
      case 'direct':
        return msg('Direct');
      case 'relayed':
        return msg('Relayed');
    }
  },
  get roundTrip() {
    return msg('Round trip');
  },
  get limited() {
    return msg('Your picture is held back by');
  },
  limitation(limitation: Exclude<Limitation, 'none'>): string {
    switch (limitation) {
      case 'cpu':
        return msg('this device');
      case 'bandwidth':
        return msg('the connection');
      case 'other':
        return msg('something else');
    }
  },
  get scoreHint() {
    return msg(
      'MOS is an estimate from delay and loss, after ITU-T G.107. 4.4 is the best; below 3.1 talking gets hard.',
    );
  },
  get measuring() {
    return msg('Measuring…');
  },
  get copyDiagnostics() {
    return msg('Copy diagnostics');
  },
  get copyHint() {
    return msg('Plain text for whoever helps you. No addresses, IDs or names are in it.');
  },
  get copied() {
    return msg('Diagnostics copied.');
  },
  get copyRefused() {
    return msg('The browser refused to copy. Click into the page, then try again.');
  },
  chart: (length: string, mine: string, worst: string, theirs: string) =>
    msg(
      str`Sound over ${length}: you got ${mine} of 4.5 on average, ${worst} at worst; the other side got ${theirs}.`,
    ),
  get unknown() {
    return msg('not measured');
  },
};
