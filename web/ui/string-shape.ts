/** Where the string hangs, as SVG draws it: px, the ends at half the height. */
interface StringBox {
  readonly width: number;
  readonly middle: number;
}

/** A path through `shape`, which gives the height above the middle in px at 0 … 1. */
export function stringPath({ width, middle }: StringBox, shape: (place: number) => number): string {
  const points = 24;
  const x = (i: number) => tenth((width * i) / points);
  const y = (i: number) => tenth(middle + shape(i / points));
  let path = `M0 ${y(0)}`;
  // Each point pulls the curve, the middles between them lie on it.
  for (let i = 1; i < points; i++) {
    const [next, height] = i < points - 1 ? [(x(i) + x(i + 1)) / 2, (y(i) + y(i + 1)) / 2] : [];
    path += `Q${x(i)} ${y(i)} ${tenth(next ?? x(points))} ${tenth(height ?? y(points))}`;
  }
  return path;
}

/** How far from the middle a torn string ends, and how deep it hangs there, in px. */
const gap = 18;
const drop = 6;

/** The string torn in the middle: two ends that hang a little. */
export function frayedPath({ width, middle }: StringBox): string {
  const half = tenth(width / 2 - gap);
  const end = (at: (x: number) => number) =>
    `M${at(0)} ${middle}Q${at(half * 0.6)} ${middle + 2} ${at(half)} ${middle + drop}`;
  return end((x) => tenth(x)) + end((x) => tenth(width - x));
}

/** Three loose threads at each end of the torn string. */
export function threadsPath({ width, middle }: StringBox): string {
  const half = width / 2 - gap;
  const root = middle + drop;
  const thread = (at: (x: number) => number, reach: number, rise: number) =>
    `M${at(half)} ${root}Q${at(half + reach * 0.7)} ${root + rise * 0.2} ${at(half + reach)} ${root + rise}`;
  const threads = (at: (x: number) => number) =>
    thread(at, 9, -10) + thread(at, 13, 2) + thread(at, 8, 12);
  return threads((x) => tenth(x)) + threads((x) => tenth(width - x));
}

/** An overhand knot around its own origin. */
export const knotPath = 'M-11 0C-5-13 9-12 8 0C7 10-7 10-8 0C-9-12 5-13 11 0';

function tenth(length: number): number {
  return Math.round(length * 10) / 10;
}
