import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatNumber, type Values } from 'svg-plots';
import { type Places, plotTimeseries, type TimeseriesPlot } from 'timeseries-heatmaps';
import type { PlainExplanation } from 'xai-base';
import { given } from '../drawings/color-options';
import { checkSample } from '../explanations/sample-of';
import { wordsConverter } from '../parts/converters';
import { picture } from '../parts/picture';
import { pngOfSvg } from '../parts/png';
import { shared } from '../parts/styles';
import { Width } from '../parts/width';
import { ExplanationElement } from './explanation-element';

/** A time step of a channel. */
type Place = readonly [step: number, channel: number];

/** How far an arrow key goes, and with shift. */
const [STEP, LEAP] = [1, 10];

/**
 * A time series on ground coloured by its explanation (`val` is `[batch, time, channels]`), as `timeseries-heatmaps` draws it. The pointer and the
 * arrow keys tell the value and the attribution of each time step; a click or Enter selects one, with shift all from the last one on (`xai-select`).
 *
 * @example
 * ```ts no-run
 * const element = document.querySelector('xai-series')!;
 * element.featureNames = ['temperature', 'wind'];
 * element.xLabel = 'day';
 * ```
 */
export class XaiSeries extends ExplanationElement<TimeseriesPlot> {
  static override properties: PropertyDeclarations = {
    series: { attribute: false },
    featureNames: { converter: wordsConverter, attribute: 'feature-names' },
    times: { attribute: false },
    outputNames: { converter: wordsConverter, attribute: 'output-names' },
    xLabel: { attribute: 'x-label' },
    yLabel: { attribute: 'y-label' },
    look: {},
    cursor: { state: true },
    selected: { attribute: false },
  };
  static override styles = [shared];

  /** The series, if it is not the input of the explanation. */
  declare series: Values | undefined;
  /** The names of the channels. */
  declare featureNames: readonly string[] | undefined;
  /** When the time steps are. */
  declare times: ArrayLike<number> | undefined;
  /** The names of all outputs, such as classes. */
  declare outputNames: readonly string[] | undefined;
  declare xLabel: string | undefined;
  declare yLabel: string | undefined;
  /** Coloured `'bands'` behind the line, or coloured `'segments'` of the line. */
  declare look: 'bands' | 'segments' | undefined;
  /** The time steps that are selected. */
  declare selected: readonly number[];
  declare private cursor: Place | undefined;
  readonly #width = new Width(this, () => this.requestUpdate('drawing'));

  constructor() {
    super();
    this.selected = [];
  }

  protected override get drawnProperties(): readonly string[] {
    return [...super.drawnProperties, 'series', 'featureNames', 'times', 'outputNames', 'xLabel', 'yLabel', 'look'];
  }

  protected override draw(explanation: PlainExplanation): TimeseriesPlot {
    const { sample, colormap, range, clip, featureNames, times, outputNames, xLabel, yLabel, look, series } = this;
    checkSample(explanation, sample);
    const options = given({ colormap, range, clip, featureNames, times, outputNames, xLabel, yLabel, style: look });
    return plotTimeseries(series ?? explanation.input, explanation, { sample, ...options });
  }

  override toSVG(): string {
    return this.drawing?.toSVG(this.#size) ?? '';
  }

  override toPNG(): Promise<Blob> {
    return pngOfSvg(this.toSVG());
  }

  get #size() {
    return { width: this.#width.value };
  }

  protected override renderDrawing(plot: TimeseriesPlot): TemplateResult {
    const places = plot.places(this.#size);
    const marks = this.selected.map((step) => [step, -1] as const);
    return html`<div
      class="stage"
      part="stage"
      tabindex="0"
      role="application"
      aria-roledescription="time series"
      aria-label=${`${this.label ?? 'Time series'}, ${plot.series[0].length} time steps: arrow keys tell the values`}
      @pointermove=${this.#point}
      @pointerleave=${this.#leave}
      @click=${(event: MouseEvent) => this.#choose(event.shiftKey)}
      @keydown=${this.#key}
      @focus=${() => this.#moveTo(this.cursor ?? [0, 0])}
      @blur=${this.#leave}
    >${picture(this.toSVG(), (svg) => mark(svg, places, this.cursor ? [...marks, this.cursor] : marks))}</div>`;
  }

  #point(event: PointerEvent): void {
    const svg = (event.currentTarget as HTMLElement).querySelector('svg');
    if (!this.drawing || !svg) return;
    const { width, height, edges, panels } = this.drawing.places(this.#size);
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    const y = ((event.clientY - box.top) / box.height) * height;
    if (x < edges[0] || x >= edges[edges.length - 1]) {
      this.#leave();
      return;
    }
    const step = edges.findLastIndex((edge) => edge <= x);
    const channel = panels.findIndex(([, bottom]) => y <= bottom);
    this.#moveTo([step, channel < 0 ? panels.length - 1 : channel]);
  }

  #leave(): void {
    this.cursor = undefined;
    this.readout = '';
  }

  #key(event: KeyboardEvent): void {
    if (!this.drawing) return;
    const [step, channel] = this.cursor ?? [0, 0];
    const { series } = this.drawing;
    const by = event.shiftKey ? LEAP : STEP;
    const to = {
      ...{ ArrowLeft: [step - by, channel], ArrowRight: [step + by, channel] },
      ...{ ArrowUp: [step, channel - 1], ArrowDown: [step, channel + 1] },
      ...{ Home: [0, channel], End: [series[0].length - 1, channel] },
    }[event.key];
    if (event.key === 'Enter' || event.key === ' ') this.#choose(event.shiftKey);
    else if (!to) return;
    else this.#moveTo([clamp(to[0], series[0].length), clamp(to[1], series.length)]);
    event.preventDefault();
  }

  #moveTo([step, channel]: Place): void {
    if (!this.drawing) return;
    const { series, values } = this.drawing;
    this.cursor = [step, channel];
    const name = this.featureNames?.[channel] ?? (series.length > 1 ? `channel ${channel}` : 'value');
    const value = formatNumber(series[channel][step], 4);
    const attribution = formatNumber((values[channel] ?? values[0])[step], 4);
    this.readout = `${this.xLabel ?? 'time step'} ${this.times?.[step] ?? step}, ${name} ${value}: attribution ${attribution}`;
  }

  #choose(fromLast: boolean): void {
    if (!this.drawing || !this.cursor) return;
    const [step, channel] = this.cursor;
    const last = this.selected.at(-1) ?? step;
    const [from, to] = [Math.min(last, step), Math.max(last, step)];
    const through = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    this.selected = fromLast ? through : this.selected.length === 1 && last === step ? [] : [step];
    const { values } = this.drawing;
    this.select({
      indices: this.selected,
      names: this.selected.map((one) => `${this.times?.[one] ?? one}`),
      values: this.selected.map((one) => (values[channel] ?? values[0])[one]),
    });
  }
}

/** Frames around time steps: in one channel, or in all of them. */
function mark(svg: SVGSVGElement, { edges, panels }: Places, marks: readonly Place[]): void {
  for (const old of svg.querySelectorAll('.cursor')) old.remove();
  const last = panels.length - 1;
  for (const [step, channel] of marks) {
    const [top, bottom] = channel < 0 ? [panels[0][0], panels[last][1]] : panels[channel];
    const frame = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    const width = Math.max(edges[step + 1] - edges[step], 1);
    for (const [name, value] of Object.entries({ x: edges[step], y: top, width, height: bottom - top }))
      frame.setAttribute(name, String(value));
    frame.setAttribute('class', 'cursor');
    svg.append(frame);
  }
}

function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}
