import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatNumber } from 'svg-plots';
import type { HeatmapKind, PlainExplanation } from 'xai-base';
import { drawImage, type ImageDrawing, overlaid } from '../drawings/image-drawing';
import { type LegendContent, legendSvg, withLegend } from '../drawings/legend';
import { picture } from '../parts/picture';
import { canvasOf, pngOf } from '../parts/png';
import { styled } from '../parts/styled';
import { shared } from '../parts/styles';
import { ExplanationElement } from './explanation-element';

/** How far an arrow key goes, and with shift. */
const [STEP, LEAP] = [1, 10];

/** A drawing with its canvases, which stay while a pointer is on them. */
interface Shown extends ImageDrawing {
  readonly kind: HeatmapKind;
  readonly above: HTMLCanvasElement;
  readonly below?: HTMLCanvasElement;
}

/**
 * The heatmap of an image (`val` is `[batch, height, width, channels]`), as `vision-heatmaps` draws it. A slider leads from the input to the
 * heatmap; the pointer and the arrow keys tell the value of each pixel; a click or Enter selects one (`xai-select`).
 *
 * @example
 * ```ts no-run
 * const element = document.querySelector('xai-image')!;
 * element.colormap = 'vik';
 * element.overlay = 0.6; // the heatmap over the image, from 0 (the image) to 1
 * const png = await element.toPNG();
 * ```
 */
export class XaiImage extends ExplanationElement<Shown> {
  static override properties: PropertyDeclarations = {
    overlay: { type: Number },
    hideSlider: { type: Boolean, attribute: 'hide-slider' },
    hideLegend: { type: Boolean, attribute: 'hide-legend' },
    cursor: { state: true },
  };
  static override styles = [
    shared,
    css`
      .stage { display: block; width: min(100%, var(--xai-image-width, 336px)); cursor: crosshair; line-height: 0; background: #fff; }
      canvas { width: 100%; height: auto; image-rendering: pixelated; }
      .heat { position: absolute; inset: 0; height: 100%; }
      .cell { position: absolute; pointer-events: none; box-sizing: border-box; outline: 2px solid #fff; box-shadow: 0 0 0 4px #0a5bd3; min-width: 3px; min-height: 3px; }
      .slider { display: flex; gap: 8px; align-items: center; width: min(100%, var(--xai-image-width, 336px)); margin-top: 6px; }
      .slider input { flex: 1; min-width: 60px; }
      .legend { margin-top: 6px; }
    `,
  ];

  /** How opaque the heatmap lies over its input, from 0 (the input alone) to 1; that of the explanation's kind if left out. */
  declare overlay: number | undefined;
  /** Leaves out the slider between input and heatmap. */
  declare hideSlider: boolean;
  /** Leaves out the bar of colours. */
  declare hideLegend: boolean;
  declare private cursor: readonly [row: number, column: number] | undefined;

  constructor() {
    super();
    this.hideSlider = false;
    this.hideLegend = false;
  }

  protected override async draw(explanation: PlainExplanation): Promise<Shown> {
    const { sample, colormap, range, clip } = this;
    const drawing = await drawImage(explanation, sample, { colormap, range, clip });
    const { heatmap, input } = drawing;
    const above = canvasOf(heatmap);
    above.className = input ? 'heat' : '';
    return { ...drawing, kind: explanation.heatmap, above, below: input && canvasOf(input) };
  }

  override toSVG(): string {
    const { drawing } = this;
    if (!drawing) return '';
    const { width, height } = drawing;
    const href = canvasOf(overlaid(drawing, this.#alpha(drawing))).toDataURL('image/png');
    const scale = Math.max(1, Math.round(240 / width));
    const image = `<image width="${scale * width}" height="${scale * height}" image-rendering="pixelated" href="${href}"/>`;
    return withLegend(image, scale * width, scale * height, legendOf(drawing));
  }

  override async toPNG(): Promise<Blob> {
    if (!this.drawing) throw new Error('There is no picture yet.');
    return pngOf(canvasOf(overlaid(this.drawing, this.#alpha(this.drawing))));
  }

  /** A class activation map lies over its image, other heatmaps hide it, as `vision-heatmaps` draws them. */
  #alpha({ kind }: { kind: string }): number {
    return this.overlay ?? (kind === 'cam' ? 0.6 : 1);
  }

  protected override renderDrawing(drawing: Shown): TemplateResult {
    const { above, below, input, width, height } = drawing;
    const alpha = input ? this.#alpha(drawing) : 1;
    const content = legendOf(drawing);
    return html`
      <div
        class="stage"
        part="stage"
        tabindex="0"
        role="application"
        aria-roledescription="heatmap"
        aria-label=${`${this.label ?? 'Heatmap'}, ${width} by ${height} pixels: arrow keys tell the values`}
        @pointermove=${this.#point}
        @pointerleave=${this.#leave}
        @click=${this.#choose}
        @keydown=${this.#key}
        @focus=${() => this.#moveTo(this.cursor ?? [height >> 1, width >> 1])}
        @blur=${this.#leave}
      >
        ${below ?? nothing}
        <div ${styled({ opacity: String(alpha) })}>${above}</div>
        ${this.cursor ? html`<div class="cell" ${styled(placeOf(this.cursor, drawing))}></div>` : nothing}
      </div>
      ${input && !this.hideSlider ? this.#renderSlider(alpha) : nothing}
      ${content && !this.hideLegend ? html`<div class="legend">${picture(legendSvg(content))}</div>` : nothing}
    `;
  }

  #renderSlider(alpha: number) {
    const slide = (event: Event) => {
      this.overlay = Number((event.target as HTMLInputElement).value);
    };
    return html`<label class="slider">
      <span>input</span>
      <input type="range" min="0" max="1" step="0.05" aria-label="from the input to the heatmap" .value=${String(alpha)} @input=${slide} />
      <span>heatmap</span>
    </label>`;
  }

  #point(event: PointerEvent): void {
    if (!this.drawing) return;
    const { width, height } = this.drawing;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = (at: number, from: number, length: number) => Math.min(Math.max((at - from) / length, 0), 1 - 1e-9);
    this.#moveTo([
      Math.floor(share(event.clientY, box.top, box.height) * height),
      Math.floor(share(event.clientX, box.left, box.width) * width),
    ]);
  }

  #leave(): void {
    this.cursor = undefined;
    this.readout = '';
  }

  #key(event: KeyboardEvent): void {
    if (!this.drawing) return;
    const { width, height } = this.drawing;
    const [row, column] = this.cursor ?? [0, 0];
    const by = event.shiftKey ? LEAP : STEP;
    const to = {
      ArrowUp: [row - by, column],
      ArrowDown: [row + by, column],
      ArrowLeft: [row, column - by],
      ArrowRight: [row, column + by],
      Home: [row, 0],
      End: [row, width - 1],
    }[event.key];
    if (event.key === 'Enter' || event.key === ' ') this.#choose();
    else if (!to) return;
    else this.#moveTo([clamp(to[0], height), clamp(to[1], width)]);
    event.preventDefault();
  }

  #moveTo([row, column]: readonly [number, number]): void {
    if (!this.drawing) return;
    this.cursor = [row, column];
    this.readout = `row ${row}, column ${column}: ${formatNumber(this.drawing.values[row * this.drawing.width + column], 4)}`;
  }

  #choose(): void {
    if (!this.drawing || !this.cursor) return;
    const [row, column] = this.cursor;
    const value = this.drawing.values[row * this.drawing.width + column];
    this.select({ indices: [row, column], names: [`row ${row}, column ${column}`], values: [value] });
  }
}

function legendOf({ heatmap: { legend } }: ImageDrawing): LegendContent | undefined {
  return legend?.range && { ...legend, range: legend.range };
}

function placeOf([row, column]: readonly [number, number], { width, height }: ImageDrawing) {
  const percent = (share: number) => `${100 * share}%`;
  return {
    left: percent(column / width),
    top: percent(row / height),
    width: percent(1 / width),
    height: percent(1 / height),
  };
}

function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}
