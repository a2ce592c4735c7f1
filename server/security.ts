import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** The security headers of every answer. HSTS only over TLS: on a LAN http has to work. */
export function securityHeaders(tls: boolean): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'"],
          'style-src': ["'self'"],
          'img-src': ["'self'", 'blob:', 'data:'],
          'media-src': ["'self'", 'blob:', 'mediastream:'],
          // Any host: a phone may dial somebody at another broker.
          'connect-src': ["'self'", 'ws:', 'wss:'],
          'worker-src': ["'self'"],
          'manifest-src': ["'self'"],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
        },
      },
      frameguard: { action: 'deny' },
      hsts: tls,
    }),
    (_request, response, next) => {
      response.set(
        'Permissions-Policy',
        'camera=(self), display-capture=(self), microphone=(self), geolocation=()',
      );
      next();
    },
  ];
}
