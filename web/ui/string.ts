import { localized } from '@lit/localize';
import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Meter, Meters } from '../calls/meters.ts';
import type { Clock } from '../lib/clock.ts';
import { MediaQuery } from './media-query.ts';
import { InView } from './in-view.ts';
import { StringPainter } from './string-painter.ts';
import type { Stroke, StringPicture } from './string-picture.ts';
import { frayedPath, knotPath, stringPath, threadsPath } from './string-shape.ts';
import { StringWave } from './string-wave.ts';

/** What a string shows of its call beside the voices. */
export type StringMood = 'tight' | 'plucked' | 'slack' | 'frayed';

const middle = 40;
/** The largest swing and how far a slack string hangs through, in px. */
const swing = 20;
const slackness = 26;

/** How often a string at rest listens, and a ringing one is plucked, in ms. */
const listenMs = 100;
const pluckMs = 2_400;

/**
 * Time between two frames, in ms: every second one of a usual display, and fewer where the
 * processor draws them all: four still show who speaks.
 */
const frameMs = { swift: 33, thrifty: 250 };

/**
 * The brush comes with a worker, and just when a string shows up a call is on its way, or its media is
 * made: on a small machine they would have to wait. In ms.
 */
const brushAfter = 1_000;

/** A tab that was held up must not let the string jump. */
const longestFrameMs = 300;

/**
 * The string between two cans. It swings with the voices, each from its own end; the loop that
 * draws it runs only while something moves and somebody can see it. Decoration: the words for
 * what it shows stand beside it.
 */
@customElement('tin-string')
@localized()
export class CanString extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      block-size: 80px;
      contain: strict;
      color: var(--accent);
    }
    /* What it looks like at rest, until the brush is there. */
    :host([waits]) {
      background: linear-gradient(currentcolor, currentcolor) center / 100% 3px no-repeat;
    }
    canvas {
      display: block;
      inline-size: 100%;
      block-size: 100%;
    }
    canvas:dir(rtl) {
      transform: scaleX(-1);
    }
  `;

  @property({ attribute: false }) mood: StringMood = 'tight';
  /** Somebody in the middle passes the call on: there is a knot in the string. */
  @property({ attribute: false }) relayed = false;
  @property({ attribute: false }) mine: MediaStream | null = null;
  @property({ attribute: false }) theirs: MediaStream | null = null;
  @property({ attribute: false }) meters!: Meters;
  @property({ attribute: false }) clock!: Clock;

  @state() private width = 0;
  @state() private painter: StringPainter | null = null;
  /** The brush is there. */
  @state() private ready = false;
  /** What is on the canvas, which itself can't be asked. */
  picture: StringPicture | null = null;

  readonly #still = new MediaQuery(this, '(prefers-reduced-motion: reduce)');
  readonly sight = new InView(this, (inSight) => this.#follow(inSight));
  readonly #size = new ResizeObserver(([entry]) => (this.width = entry?.contentRect.width ?? 0));
  readonly #wave = new StringWave();
  #meters: { readonly mine: Meter | null; readonly theirs: Meter | null } | null = null;
  #inSight = false;
  /** Hangs through so far, and how fast that changes, in px and px/s. */
  #sag = 0;
  #sagSpeed = 0;
  #frame: ReturnType<typeof setTimeout> | undefined;
  #brush: ReturnType<typeof setTimeout> | undefined;
  #color = '';
  #thickness = 3;
  #lastFrame = 0;
  #stopWaiting: (() => void) | null = null;

  constructor() {
    super();
    // In other colours it is another picture.
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
      new MediaQuery(this, query);
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
    this.#brush = setTimeout(() => this.#takeBrush(), brushAfter);
  }

  #takeBrush(): void {
    this.painter ??= new StringPainter(() => (this.ready = true));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
    clearTimeout(this.#brush);
    this.painter?.close();
    this.painter = null;
    this.ready = false;
  }

  override render() {
    return html`${this.painter?.canvas}`;
  }

  override updated(changed: PropertyValues<this>): void {
    const isStraight = this.mood === 'tight' || this.mood === 'plucked';
    this.toggleAttribute('waits', isStraight && !this.ready);
    if (changed.has('mine') || changed.has('theirs') || changed.has('mood')) this.#tune();
    if (changed.has('mood') && this.mood !== 'tight') this.#wave.still();
    this.#color = getComputedStyle(this).color;
    if (!this.#still.holds) this.#thickness = 3;
    this.#draw();
    if (this.#inSight) this.#start();
  }

  #follow(inSight: boolean): void {
    this.#inSight = inSight;
    this.#stop();
    this.#tune();
    if (inSight) this.#start();
  }

  /** Only a tight string carries voices, and only in sight. */
  #tune(): void {
    this.#meters?.mine?.close();
    this.#meters?.theirs?.close();
    const open = (stream: MediaStream | null) =>
      stream !== null && stream.getAudioTracks().length > 0 ? this.meters.open(stream) : null;
    const hears = this.#inSight && this.mood === 'tight';
    this.#meters = hears ? { mine: open(this.mine), theirs: open(this.theirs) } : null;
  }

  #levels(): { readonly mine: number; readonly theirs: number } {
    return {
      mine: this.#meters?.mine?.level() ?? 0,
      theirs: this.#meters?.theirs?.level() ?? 0,
    };
  }

  #start(): void {
    this.#stop();
    if (this.#still.holds) this.#thicken();
    else if (this.mood === 'plucked') this.#pluck();
    else this.#run();
  }

  #stop(): void {
    clearTimeout(this.#frame);
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }

  /** Without motion the line grows thick with the louder voice. */
  #thicken(): void {
    const { mine, theirs } = this.#levels();
    const thickness = 3 + Math.round(Math.max(mine, theirs) * 5);
    if (thickness !== this.#thickness) {
      this.#thickness = thickness;
      this.#draw();
    }
    if (this.mood !== 'tight') return;
    this.#stopWaiting = this.clock.after(listenMs, () => this.#thicken());
  }

  #pluck(): void {
    this.#wave.pluck();
    this.#run();
  }

  #run(): void {
    this.#lastFrame = performance.now();
    this.#next();
  }

  #step(): void {
    const time = performance.now();
    const ms = Math.min(longestFrameMs, Math.max(0, time - this.#lastFrame));
    this.#lastFrame = time;
    const { mine, theirs } = this.#levels();
    this.#wave.pass(ms, mine, theirs);
    this.#hang(ms);
    const rests = mine === 0 && theirs === 0 && this.#wave.rests && this.#hangs;
    if (rests) this.#wave.still();
    this.#draw();
    if (rests) this.#rest();
    else this.#next();
  }

  #next(): void {
    const ms = frameMs[this.painter?.swift ? 'swift' : 'thrifty'];
    this.#frame = setTimeout(() => this.#step(), ms);
  }

  /** Nothing moves: no frame is asked for until somebody speaks or it rings again. */
  #rest(): void {
    if (this.mood === 'plucked') {
      this.#stopWaiting = this.clock.after(pluckMs, () => this.#pluck());
    } else if (this.mood === 'tight') this.#listen();
  }

  #listen(): void {
    const { mine, theirs } = this.#levels();
    if (mine > 0 || theirs > 0) this.#run();
    else this.#stopWaiting = this.clock.after(listenMs, () => this.#listen());
  }

  /**
   * Let go, it falls and swings out: a damped spring towards how far it shall hang. In steps of a
   * swift frame: in longer ones it would swing ever further.
   */
  #hang(ms: number): void {
    const steps = Math.ceil(ms / frameMs.swift);
    const seconds = ms / 1000 / steps;
    for (let step = 0; step < steps; step++) {
      const pull = (this.#sagOf - this.#sag) * 120 - this.#sagSpeed * 9;
      this.#sagSpeed += pull * seconds;
      this.#sag += this.#sagSpeed * seconds;
    }
    if (!this.#hangs) return;
    this.#sag = this.#sagOf;
    this.#sagSpeed = 0;
  }

  get #hangs(): boolean {
    return Math.abs(this.#sagOf - this.#sag) < 0.2 && Math.abs(this.#sagSpeed) < 2;
  }

  get #sagOf(): number {
    return this.mood === 'slack' ? slackness : 0;
  }

  #draw(): void {
    const { width, mood, painter } = this;
    if (painter === null || width === 0) return;
    const box = { width, middle };
    const sag = this.#still.holds ? this.#sagOf : this.#sag;
    const height = (place: number) =>
      sag * 4 * place * (1 - place) + (this.#still.holds ? 0 : this.#wave.at(place) * swing);
    const frayed = mood === 'frayed';
    const strokes: Stroke[] = [
      {
        path: frayed ? frayedPath(box) : stringPath(box, height),
        width: this.#thickness,
        dashed: frayed,
      },
    ];
    if (frayed) strokes.push({ path: threadsPath(box), width: 3 });
    if (this.relayed) {
      strokes.push({ path: knotPath, width: 4, right: width / 2, down: middle + height(0.5) });
    }
    const color = this.#color;
    this.picture = { width, height: middle * 2, ratio: devicePixelRatio, color, strokes };
    painter.paint(this.picture);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-string': CanString;
  }
}
