import { Router } from 'express';

/** `/healthz`: 200 while alive. `/readyz`: 200 while it may get traffic, else 503 and why. */
export function health(whyNot: () => string | null): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('text').send('ok\n');
  });
  router.get('/readyz', (_request, response) => {
    const reason = whyNot();
    response
      .status(reason === null ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .type('text')
      .send(`${reason ?? 'ready'}\n`);
  });
  return router;
}
