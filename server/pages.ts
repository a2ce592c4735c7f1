import type { RequestHandler } from 'express';
import expressStaticGzip from 'express-static-gzip';
import { sep } from 'node:path';

/**
 * Serves the built page from `folder`, in brotli or gzip where the build left
 * such files. Names under `assets/` carry a hash and are kept for ever; all
 * else is sent anew each time: all files of a release are of one time, so
 * neither that nor the length tells one version from another.
 */
export function pages(folder: string): RequestHandler[] {
  const assets = `${folder}${sep}assets${sep}`;
  const files = expressStaticGzip(folder, {
    enableBrotli: true,
    orderPreference: ['br', 'gzip'],
    serveStatic: {
      cacheControl: false,
      etag: false,
      lastModified: false,
      redirect: false,
      setHeaders(response, path) {
        response.setHeader(
          'Cache-Control',
          path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    },
  });
  return [refuseNoText, files];
}

/** Before `expressStaticGzip` does so by itself, without the words and headers of all other errors. */
const refuseNoText: RequestHandler = (request, _response, next) => {
  try {
    decodeURIComponent(request.path);
  } catch (cause) {
    next(Object.assign(new Error('The path is no text', { cause }), { status: 400 }));
    return;
  }
  next();
};
