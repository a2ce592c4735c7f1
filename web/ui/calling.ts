/**
 * All that a call has on the screen: who rings, the call itself, its bar above other things, and what
 * a screen reader says of it.
 */
import './announcer.ts';
import './call-screen.ts';
import './incoming-call.ts';
import './mini-call.ts';
