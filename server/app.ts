import express, {
  type ErrorRequestHandler,
  type Express,
  type Response,
  type Router,
} from 'express';
import { health } from './health.ts';
import type { Log } from './log.ts';
import { pages } from './pages.ts';
import { securityHeaders } from './security.ts';
import { share } from './share.ts';
import type { Settings } from './settings.ts';

interface Parts {
  readonly broker: Express;
  readonly ice: Router;
  readonly metrics: Router;
  readonly webFolder: string;
  readonly tls: boolean;
  readonly trustProxy: Settings['trustProxy'];
  readonly log: Log;
  /** Why the server should get no traffic; null if it may. */
  whyNotReady(): string | null;
}

/** All that is answered over HTTP; WebSockets are dispatched by the server itself. */
export function createApp(parts: Parts): Express {
  const { broker, ice, metrics, webFolder, tls, trustProxy, log, whyNotReady } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy);
  app.use(securityHeaders(tls));
  app.use(health(whyNotReady));
  app.use('/broker', broker);
  app.use(ice);
  app.use(metrics);
  app.use(share());
  app.use(pages(webFolder));
  app.use((_request, response) => {
    answer(response, 404, 'Not found\n');
  });
  app.use(answerError(log));
  return app;
}

/** Express's own answer would hold a stack trace. */
function answerError(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error }, 'A request failed');
    if (response.headersSent) {
      next(error);
      return;
    }
    answer(response, status, status >= 500 ? 'The server failed\n' : 'Bad request\n');
  };
}

/** Also where it was to be a file of the page, and its compression is announced already. */
function answer(response: Response, status: number, text: string): void {
  response.removeHeader('Content-Encoding');
  response.status(status).set('Cache-Control', 'no-store').type('text').send(text);
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : null;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
