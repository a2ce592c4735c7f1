/** Where the string hangs, as SVG draws it: px, the ends at half the height. */
export interface StringBox {
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

/** The string torn in the middle: two ends that hang a little, each with three loose threads. */
export function frayedPath({ width, middle }: StringBox): string {
  const end = (at: (x: number) => number) => {
    const [root, tip] = [at(0.39), at(0.48)];
    const thread = (rise: number, reach: number) =>
      `M${root} ${middle + 4}Q${at(0.39 + reach * 0.6)} ${middle + 4 + rise * 0.2} ${at(0.39 + reach)} ${middle + 4 + rise}`;
    return (
      `M${at(0)} ${middle}Q${at(0.2)} ${middle + 3} ${root} ${middle + 4}` +
      thread(-9, 0.07) +
      `M${root} ${middle + 4}L${tip} ${middle + 5}` +
      thread(10, 0.06)
    );
  };
  return end((x) => tenth(x * width)) + end((x) => tenth((1 - x) * width));
}

/** An overhand knot around its own origin. */
export const knotPath = 'M-11 0C-5-13 9-12 8 0C7 10-7 10-8 0C-9-12 5-13 11 0';

function tenth(length: number): number {
  return Math.round(length * 10) / 10;
}
