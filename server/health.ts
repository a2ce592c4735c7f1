import { Router } from 'express';

/** `/healthz`: 200 while alive. `/readyz`: 200 while it may get traffic, else 503. */
export function health(isReady: () => boolean): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('text').send('ok\n');
  });
  router.get('/readyz', (_request, response) => {
    const ready = isReady();
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .type('text')
      .send(ready ? 'ready\n' : 'stopping\n');
  });
  return router;
}
