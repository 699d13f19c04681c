import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatNumber } from 'svg-plots';
import { type Bar, plotTabular, type TabularPlot } from 'tabular-heatmaps';
import type { PlainExplanation } from 'xai-base';
import { given } from '../drawings/color-options';
import { checkSample } from '../explanations/sample-of';
import { wordsConverter } from '../parts/converters';
import { fitting } from '../parts/fitting';
import { picture } from '../parts/picture';
import { pngOfSvg } from '../parts/png';
import { Roving } from '../parts/roving';
import { shared } from '../parts/styles';
import { Width } from '../parts/width';
import { ExplanationElement } from './explanation-element';

/**
 * The attributions of a row of a table as bars or as a waterfall (`val` is `[batch, features]`), as `tabular-heatmaps` draws them. The pointer and the
 * arrow keys tell each bar; a click or the space bar selects columns (`xai-select`).
 *
 * @example
 * ```ts no-run
 * const element = document.querySelector('xai-table')!;
 * element.featureNames = ['age', 'income'];
 * element.look = 'waterfall'; // of explanations that say where they start from
 * ```
 */
export class XaiTable extends ExplanationElement<TabularPlot> {
  static override properties: PropertyDeclarations = {
    featureNames: { converter: wordsConverter, attribute: 'feature-names' },
    featureValues: { attribute: false },
    numFeatures: { type: Number, attribute: 'num-features' },
    look: {},
    expectedValue: { type: Number, attribute: 'expected-value' },
    outputNames: { converter: wordsConverter, attribute: 'output-names' },
    xLabel: { attribute: 'x-label' },
    selected: { attribute: false },
  };
  static override styles = [
    shared,
    css`
      [data-bar] { cursor: pointer; outline: none; }
      [data-bar]:focus-visible > :is(rect, path), [data-bar]:hover > :is(rect, path) { stroke: var(--xai-accent); stroke-width: 2; }
      [data-bar][aria-selected='true'] > text { font-weight: 700; text-decoration: underline; }
    `,
  ];

  /** The names of the columns, in place of those that the explanation carries. */
  declare featureNames: readonly string[] | undefined;
  /** What stands behind the names; the explanation's input if left out. */
  declare featureValues: ArrayLike<number | string> | undefined;
  /** How many features have a bar of their own, 10 if left out. */
  declare numFeatures: number | undefined;
  /** `'bars'` from zero, or a `'waterfall'` from the expected value to the prediction. */
  declare look: 'bars' | 'waterfall' | undefined;
  /** Where a waterfall begins, if the explanation does not say it. */
  declare expectedValue: number | undefined;
  /** The names of all outputs, such as classes. */
  declare outputNames: readonly string[] | undefined;
  declare xLabel: string | undefined;
  /** The bars that are selected, from the top. */
  declare selected: readonly number[];
  readonly #roving = new Roving(this, '[data-bar]', (bar) => this.#tell(bar));
  readonly #width = new Width(this, () => this.requestUpdate('drawing'));

  constructor() {
    super();
    this.selected = [];
  }

  protected override get drawnProperties(): readonly string[] {
    const own = ['featureNames', 'featureValues', 'numFeatures', 'look', 'expectedValue', 'outputNames', 'xLabel'];
    return [...super.drawnProperties, ...own];
  }

  protected override draw(explanation: PlainExplanation): TabularPlot {
    const { sample, colormap, featureNames, featureValues, numFeatures, look, expectedValue, outputNames, xLabel } =
      this;
    checkSample(explanation, sample);
    const style = { colormap, featureValues, numFeatures, style: look, expectedValue, outputNames, xLabel };
    return plotTabular(explanation, featureNames, { sample, ...given(style) });
  }

  override toSVG(): string {
    const { drawing } = this;
    return drawing ? fitting((width) => drawing.toSVG({ width }), this.#width.value) : '';
  }

  override toPNG(): Promise<Blob> {
    return pngOfSvg(this.toSVG());
  }

  protected override renderDrawing(): TemplateResult {
    return html`<div
      class="stage"
      part="stage"
      role="listbox"
      aria-multiselectable="true"
      aria-label=${this.label ?? 'Features and what they say'}
      @keydown=${(event: KeyboardEvent) => this.#roving.key(event, (bar) => this.#toggle(bar))}
    >${picture(this.toSVG(), (svg) => this.#makeInteractive(svg))}</div>`;
  }

  /** A picture of bars that are options of a list. */
  #makeInteractive(svg: SVGSVGElement): void {
    svg.setAttribute('role', 'presentation');
    svg.removeAttribute('aria-label');
    for (const group of svg.querySelectorAll<SVGGElement>('[data-bar]')) {
      const bar = Number(group.dataset.bar);
      group.setAttribute('role', 'option');
      group.setAttribute('tabindex', String(this.#roving.tabIndexOf(bar)));
      group.setAttribute('aria-label', visibleText(group));
      group.setAttribute('aria-selected', String(this.selected.includes(bar)));
      group.onclick = () => this.#toggle(bar);
      group.onpointerenter = () => this.#tell(bar);
      group.onpointerleave = () => this.#tell(undefined);
    }
  }

  #tell(bar: number | undefined): void {
    this.readout = bar === undefined || !this.drawing ? '' : sentence(this.drawing.bars[bar]);
  }

  #toggle(bar: number): void {
    if (!this.drawing) return;
    const { bars } = this.drawing;
    const others = this.selected.filter((one) => one !== bar);
    this.selected = (others.length < this.selected.length ? others : [...others, bar]).toSorted((a, b) => a - b);
    const chosen = this.selected.map((one) => bars[one]);
    this.select({
      indices: this.selected,
      names: chosen.map(({ name }) => name),
      values: chosen.map(({ value }) => value),
    });
  }
}

function sentence({ name, is, value }: Bar): string {
  return `${name}${is === undefined ? '' : ` = ${is}`}: ${formatNumber(value, 4)}`;
}

/** What a bar is called aloud has to be what stands beside it: who speaks to a page says what is to be seen. */
function visibleText(group: SVGGElement): string {
  return Array.from(group.querySelectorAll('text'), ({ textContent }) => textContent).join(': ');
}
