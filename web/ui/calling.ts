/** All that a call has: who rings, the call itself, its bar above other things, and what is said of it. */
import './announcer.ts';
import './call-screen.ts';
import './incoming-call.ts';
import './mini-call.ts';
