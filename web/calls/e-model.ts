/** What is known of sound on its way from one mouth to the other ear. */
interface Transmission {
  /** Mouth to ear, in ms: the E-model's absolute delay Ta. */
  readonly delayMs: number;
  /** Share of packets that never came, 0–1: the E-model's Ppl, there in percent. */
  readonly lost: number;
}

/** Rating with nothing but the defaults of ITU-T G.107, clause 7.8: R0 − Is. */
const base = 93.2;

/**
 * Equipment impairment Ie and packet-loss robustness Bpl. ITU-T G.113 has no pair for Opus on this
 * scale. At the rates of a call it is better than G.711, where the scale ends, so Ie is G.711's 0;
 * Bpl is that of G.711 with concealment (25.1, G.113 Appendix I, random loss).
 */
const equipment = 0;
const robustness = 25.1;

/**
 * The transmission rating R of ITU-T G.107, 0–93.2, of which only delay (Idd, clause 7.4) and loss
 * (Ie-eff, clause 7.5, random: BurstR = 1) are known here; all else has its default, echo is cancelled.
 */
export function rating({ delayMs, lost }: Transmission): number {
  const percent = 100 * Math.min(1, Math.max(0, lost));
  const loss = equipment + ((95 - equipment) * percent) / (percent + robustness);
  return Math.max(0, base - delayImpairment(delayMs) - loss);
}

/** Estimated mean opinion score of a conversation, 1–4.5, from R (ITU-T G.107, Annex B). */
export function opinionScore(transmission: Transmission): number {
  const r = rating(transmission);
  if (r <= 0) return 1;
  // Below R = 6.5 the cubic dips under 1, the worst there is.
  return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
}

/** Idd: nothing up to 100 ms. */
function delayImpairment(ms: number): number {
  if (ms <= 100) return 0;
  const x = Math.log2(ms / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}
