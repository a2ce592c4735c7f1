import { serveBare } from './serve.ts';

/** Serves the bare page at the address given, and at the port in `PORT`; prints its URL. */
const { url } = await serveBare(process.argv[2], Number(process.env['PORT'] ?? 0));
console.log(url);
