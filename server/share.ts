import { Router } from 'express';

/**
 * Other apps post what they share to the installed app, and its service worker takes it. Only where a
 * browser has lost that one does it come here: nobody reads it, and the page says that nothing came.
 */
export function share(): Router {
  const router = Router();
  router.post('/share', (_request, response) => {
    response.set('Cache-Control', 'no-store').redirect(303, './#/share');
  });
  return router;
}
