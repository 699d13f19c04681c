import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { Clip, Colormap, ValueRange } from 'svg-plots';
import type { PlainExplanation } from 'xai-base';
import { commonRange } from '../drawings/common-range';
import { type Modality, modalityOf } from '../explanations/modality-of';
import { type Explained, readExplanation } from '../explanations/read-explanation';
import { clipConverter, rangeConverter, wordsConverter } from '../parts/converters';
import { shared } from '../parts/styles';
import type { ExplanationElement } from './explanation-element';

/** What a sheet shows at one place. */
export interface Cell {
  readonly explanation: Explained;
  /** Which sample of it, 0 if left out. */
  readonly sample?: number;
  /** The words of a text, or the names of columns or channels. */
  readonly names?: readonly string[];
  /** Below the picture. */
  readonly note?: string;
  /** Of an image, how opaque its heatmap lies over it, in place of the sheet's: 0 shows the image alone. */
  readonly overlay?: number;
}

/**
 * Explanations side by side: rows and columns with headings, such as classes and methods. Each is drawn as what it explains; their colours have
 * one range (`sameScale`), or each its own.
 *
 * @example
 * ```ts no-run
 * const load = async (name: string) => new Uint8Array(await (await fetch(name)).arrayBuffer());
 * const [first, second, third] = await Promise.all(['1.safetensors', '2.safetensors', '3.safetensors'].map(load));
 * const sheet = document.querySelector('xai-sheet')!;
 * sheet.columns = ['Gradient', 'LRP'];
 * sheet.rows = ['nine', 'four'];
 * sheet.cells = [[{ explanation: first }, { explanation: second }], [{ explanation: third }, undefined]];
 * ```
 */
export class XaiSheet extends LitElement {
  static override properties: PropertyDeclarations = {
    rows: { converter: wordsConverter },
    columns: { converter: wordsConverter },
    cells: { attribute: false },
    outputNames: { converter: wordsConverter, attribute: 'output-names' },
    modality: {},
    sameScale: { type: Boolean, attribute: 'same-scale' },
    colormap: {},
    range: { converter: rangeConverter },
    clip: { converter: clipConverter },
    overlay: { type: Number },
    hideLegend: { type: Boolean, attribute: 'hide-legend' },
    hideTools: { type: Boolean, attribute: 'hide-tools' },
    label: {},
    theme: { reflect: true },
    read: { state: true },
    problem: { state: true },
  };
  static override styles = [
    shared,
    css`
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; }
      th { font-weight: 600; text-align: left; vertical-align: top; padding: 4px 12px 4px 0; overflow-wrap: anywhere; }
      thead th { vertical-align: bottom; }
      td { vertical-align: top; padding: 4px 12px 8px 0; min-width: min(160px, var(--xai-sheet-image-width, 160px)); }
      td:has(xai-table, xai-series) { min-width: 310px; }
      xai-image { --xai-image-width: var(--xai-sheet-image-width, 220px); }
      small { display: block; max-width: 30em; }
    `,
  ];

  declare rows: readonly string[];
  declare columns: readonly string[];
  /** Row by row; undefined leaves a place empty. */
  declare cells: readonly (readonly (Cell | undefined)[])[];
  /** The names of all outputs, such as classes. */
  declare outputNames: readonly string[] | undefined;
  /** What is explained, if the shapes leave it open. */
  declare modality: Modality | undefined;
  /** Whether the colours of all have one range. */
  declare sameScale: boolean;
  declare colormap: Colormap | undefined;
  declare range: ValueRange | undefined;
  declare clip: Clip | undefined;
  declare overlay: number | undefined;
  /** Leaves out the bars of colours below images. */
  declare hideLegend: boolean;
  /** Leaves out the buttons that copy. */
  declare hideTools: boolean;
  declare label: string | undefined;
  declare theme: 'light' | 'dark' | undefined;
  declare private read: readonly (readonly (PlainExplanation | undefined)[])[];
  declare private problem: string | undefined;
  #turn = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor() {
    super();
    [this.rows, this.columns, this.cells, this.read] = [[], [], [], []];
    [this.sameScale, this.hideLegend, this.hideTools] = [false, false, false];
  }

  /** The elements that are drawn, row by row, which make pictures of themselves. */
  get elements(): readonly ExplanationElement<unknown>[] {
    return Array.from(this.renderRoot.querySelectorAll<ExplanationElement<unknown>>('td > :not(small)'));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('cells')) this.#reading = this.#read();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#reading;
    const complete = await super.getUpdateComplete();
    await Promise.all(this.elements.map((one) => one.updateComplete));
    return complete;
  }

  async #read(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const ofRow = (row: readonly (Cell | undefined)[]) =>
        Promise.all(row.map((cell) => cell && readExplanation(cell.explanation)));
      const read = await Promise.all(this.cells.map(ofRow));
      if (turn !== this.#turn) return;
      this.read = read;
      this.problem = undefined;
    } catch (error) {
      if (turn === this.#turn) this.problem = (error as Error).message;
    }
  }

  override render() {
    const { rows, columns, label, problem } = this;
    if (problem !== undefined) return html`<p role="alert">${problem}</p>`;
    const range = this.range ?? (this.sameScale ? commonRange(this.#drawn()) : undefined);
    const heading = (name: string) => html`<th scope="col">${name}</th>`;
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${label ?? 'Explanations side by side'}>
      <table part="table">
        <thead><tr><td></td>${columns.map(heading)}</tr></thead>
        <tbody>
          ${rows.map(
            (name, row) => html`<tr>
              <th scope="row">${name}</th>
              ${columns.map((_, column) => html`<td>${this.#renderCell(row, column, range)}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #drawn(): readonly { explanation: PlainExplanation; sample: number }[] {
    return this.read.flatMap((row, at) =>
      row.flatMap((explanation, column) =>
        explanation ? [{ explanation, sample: this.cells[at]?.[column]?.sample ?? 0 }] : [],
      ),
    );
  }

  #renderCell(row: number, column: number, range: ValueRange | undefined) {
    const explanation = this.read[row]?.[column];
    const cell = this.cells[row]?.[column];
    if (!explanation || !cell) return nothing;
    const { sample = 0, names, note, overlay = this.overlay } = cell;
    const { colormap, clip, hideLegend, hideTools, outputNames } = this;
    const label = `${this.columns[column]}, ${this.rows[row]}`;
    const modality = this.modality ?? modalityOf(explanation, names);
    const drawn = {
      image: () =>
        html`<xai-image .explanation=${explanation} .sample=${sample} .colormap=${colormap} .range=${range} .clip=${clip} .overlay=${overlay} .label=${label} hide-label hide-slider ?hide-legend=${hideLegend} ?hide-tools=${hideTools}></xai-image>`,
      text: () =>
        html`<xai-text .explanation=${explanation} .sample=${sample} .colormap=${colormap} .range=${range} .clip=${clip} .tokens=${names} .label=${label} hide-label ?hide-tools=${hideTools}></xai-text>`,
      series: () =>
        html`<xai-series .explanation=${explanation} .sample=${sample} .colormap=${colormap} .range=${range} .clip=${clip} .featureNames=${names} .outputNames=${outputNames} .label=${label} hide-label ?hide-tools=${hideTools}></xai-series>`,
      table: () =>
        html`<xai-table .explanation=${explanation} .sample=${sample} .colormap=${colormap} .featureNames=${names} .outputNames=${outputNames} .label=${label} hide-label ?hide-tools=${hideTools}></xai-table>`,
    }[modality]();
    return html`${drawn}${note ? html`<small>${note}</small>` : nothing}`;
  }
}
