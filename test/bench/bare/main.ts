import { serveBare } from './serve.ts';

/** Serves the bare page at the address given; prints its URL. */
const { url } = await serveBare(process.argv[2]);
console.log(url);
