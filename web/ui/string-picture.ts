/** One line of a picture of the string: an SVG path, moved down by `down`, in px. */
export interface Stroke {
  readonly path: string;
  readonly width: number;
  readonly dashed?: boolean;
  readonly right?: number;
  readonly down?: number;
}

/** All there is to draw, in px of the page. */
export interface StringPicture {
  readonly width: number;
  readonly height: number;
  /** Pixels of the display in a px of the page. */
  readonly ratio: number;
  readonly color: string;
  readonly strokes: readonly Stroke[];
}

/** What the brush is told: once what it draws on, then what to draw. */
export type BrushOrder = { readonly canvas: OffscreenCanvas } | StringPicture;
