/** All that a call has on the screen: who rings, the call itself, and its bar above other things. */
import './call-screen.ts';
import './incoming-call.ts';
import './mini-call.ts';
