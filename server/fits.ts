import type { RateLimiterMemory } from 'rate-limiter-flexible';

/** Counts so much more for `key`; false if that goes over the limit. */
export function fits(limiter: RateLimiterMemory, key: string, weight = 1): Promise<boolean> {
  return limiter.consume(key, weight).then(
    () => true,
    () => false,
  );
}
