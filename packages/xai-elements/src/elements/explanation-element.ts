import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Clip, Colormap, ValueRange } from 'svg-plots';
import { FormatError, type PlainExplanation } from 'xai-base';
import { type Explained, readExplanation } from '../explanations/read-explanation';
import { clipConverter, rangeConverter } from '../parts/converters';
import { copy } from '../parts/copy';
import { shared } from '../parts/styles';

/** What was selected in an element: the detail of its event `xai-select`. */
export interface Selection {
  /** Which tokens, bars or time steps, rising; of an image, the pixel as row and column. */
  readonly indices: readonly number[];
  /** What they are called. */
  readonly names: readonly string[];
  /** What the explanation says of them. */
  readonly values: readonly number[];
}

/**
 * What the elements have in common: an explanation, colours, a line that says what is under the pointer or the keyboard's focus, copies as PNG and SVG.
 * A new element is a subclass that says what it draws (`draw`), and how that looks on the page (`renderDrawing`).
 *
 * Events: `xai-select` with a {@link Selection}, `xai-error` with the error that a reader sees in place of the picture.
 *
 * @example
 * ```ts no-run
 * const element = document.querySelector('xai-image')!;
 * element.explanation = new Uint8Array(await (await fetch('explanation.safetensors')).arrayBuffer());
 * element.addEventListener('xai-error', (event) => console.error((event as CustomEvent<Error>).detail));
 * ```
 */
export abstract class ExplanationElement<Drawing> extends LitElement {
  static override properties: PropertyDeclarations = {
    explanation: { attribute: false },
    src: {},
    sample: { type: Number },
    colormap: {},
    range: { converter: rangeConverter },
    clip: { converter: clipConverter },
    label: {},
    theme: { reflect: true },
    hideLabel: { type: Boolean, attribute: 'hide-label' },
    hideTools: { type: Boolean, attribute: 'hide-tools' },
    drawing: { state: true },
    problem: { state: true },
    readout: { state: true },
  };
  static override styles = [shared];

  /** What is drawn: an Explanation, its plain form, or the bytes of a saved one. */
  declare explanation: Explained | undefined;
  /** Where the bytes of a saved explanation are, in place of `explanation`. */
  declare src: string | undefined;
  /** Which sample is drawn, 0 if left out. */
  declare sample: number;
  /** The colours, by name or as a table; those of the explanation's kind if left out. */
  declare colormap: Colormap | undefined;
  /** `'centered'` on zero, `'extrema'`, or two values of one's own. */
  declare range: ValueRange | undefined;
  /** Whether a few values far from all others get the colours of the ends. */
  declare clip: Clip | undefined;
  /** What the picture is called, above it and for screen readers. */
  declare label: string | undefined;
  /** `'light'` or `'dark'`; as the page's `color-scheme` if left out. */
  declare theme: 'light' | 'dark' | undefined;
  /** Leaves the label to screen readers. */
  declare hideLabel: boolean;
  /** Leaves out the buttons that copy. */
  declare hideTools: boolean;

  /** What is drawn at present. */
  declare protected drawing: Drawing | undefined;
  declare protected problem: string | undefined;
  /** What is under the pointer or the focus, in words. */
  declare protected readout: string;

  #turn = 0;
  #drawn: Promise<void> = Promise.resolve();

  constructor() {
    super();
    this.sample = 0;
    this.hideLabel = false;
    this.hideTools = false;
    this.readout = '';
  }

  /** What is drawn of an explanation. It is called again when a property of {@link drawnProperties} changes. */
  protected abstract draw(explanation: PlainExplanation): Drawing | Promise<Drawing>;
  /** The drawing on the page. */
  protected abstract renderDrawing(drawing: Drawing): TemplateResult;
  /** The picture by itself, with the colours of light and dark pages in it. */
  abstract toSVG(): string;
  /** The picture as a PNG. */
  abstract toPNG(): Promise<Blob>;

  /** The properties that a drawing depends on. */
  protected get drawnProperties(): readonly string[] {
    return ['explanation', 'src', 'sample', 'colormap', 'range', 'clip'];
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.drawnProperties.some((name) => changed.has(name))) this.redraw();
  }

  /** Draws again; of several turns the last one counts. */
  protected redraw(): void {
    const turn = ++this.#turn;
    const show = (drawing: Drawing | undefined, error?: Error) => {
      if (turn !== this.#turn) return;
      this.drawing = drawing;
      this.problem = error?.message;
      if (error) this.dispatchEvent(new CustomEvent('xai-error', { detail: error, bubbles: true, composed: true }));
    };
    this.#drawn = this.#draw().then(show, (error) => show(undefined, error));
  }

  async #draw(): Promise<Drawing | undefined> {
    const { explanation, src } = this;
    if (explanation === undefined && !src) return undefined;
    return this.draw(await readExplanation(explanation ?? (await fetched(src as string))));
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    await this.#drawn;
    return complete && super.getUpdateComplete();
  }

  protected select(selection: Selection): void {
    this.dispatchEvent(new CustomEvent('xai-select', { detail: selection, bubbles: true, composed: true }));
  }

  override render() {
    const { drawing, hideLabel, label, problem } = this;
    return html`<figure part="figure">
      ${label && !hideLabel ? html`<figcaption part="label">${label}</figcaption>` : nothing}
      ${problem === undefined ? nothing : html`<p role="alert" part="problem">${problem}</p>`}
      ${drawing === undefined ? nothing : [this.renderDrawing(drawing), this.#renderFoot()]}
    </figure>`;
  }

  #renderFoot() {
    const button = (format: 'PNG' | 'SVG') =>
      html`<button type="button" @click=${() => this.#copy(format)}>Copy ${format}</button>`;
    return html`<div class="foot ${this.hideTools ? 'bare' : ''}">
      <output part="readout">${this.readout}</output>
      ${this.hideTools ? nothing : [button('PNG'), button('SVG')]}
    </div>`;
  }

  async #copy(format: 'PNG' | 'SVG'): Promise<void> {
    const svg = () => new Blob([this.toSVG()], { type: 'image/svg+xml' });
    const content = format === 'PNG' ? this.toPNG() : Promise.resolve(svg());
    const done = await copy(content, `explanation.${format.toLowerCase()}`);
    this.readout = `${format} ${done}`;
  }
}

async function fetched(src: string): Promise<Uint8Array> {
  const response = await fetch(src);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new FormatError(`${src} cannot be read: the answer is ${response.status}; expected a saved explanation.`);
}
