import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatNumber, toHex } from 'svg-plots';
import { foreground } from 'text-heatmaps';
import { type PlainExplanation, printable } from 'xai-base';
import { legendSvg } from '../drawings/legend';
import { drawText, type TextDrawing } from '../drawings/text-drawing';
import { wordsConverter } from '../parts/converters';
import { picture } from '../parts/picture';
import { pngOfSvg } from '../parts/png';
import { Roving } from '../parts/roving';
import { styled } from '../parts/styled';
import { shared } from '../parts/styles';
import { ExplanationElement } from './explanation-element';

/**
 * The words of a text on coloured ground (`val` is `[batch, tokens]`), as `text-heatmaps` draws them. The pointer and the arrow keys tell the
 * value of each word; a click or the space bar selects words (`xai-select`).
 *
 * @example
 * ```ts no-run
 * const element = document.querySelector('xai-text')!;
 * element.tokens = ['not', 'too', 'bad']; // those of the explanation, if it has them
 * element.addEventListener('xai-select', (event) => console.log((event as CustomEvent<Selection>).detail.names));
 * ```
 */
export class XaiText extends ExplanationElement<TextDrawing> {
  static override properties: PropertyDeclarations = {
    tokens: { converter: wordsConverter },
    separator: {},
    selected: { attribute: false },
  };
  static override styles = [
    shared,
    css`
      .words { line-height: 1.9; margin: 0; }
      .word { display: inline-block; max-width: 100%; padding: 0.05em 0.25em; border-radius: 3px; white-space: pre-wrap; overflow-wrap: anywhere; cursor: pointer; }
      .word[aria-selected='true'] { box-shadow: 0 0 0 2px var(--xai-accent); }
      .legend { margin-top: 6px; }
    `,
  ];

  /** The words, in place of those that the explanation carries. */
  declare tokens: readonly string[] | undefined;
  /** What stands between two words. */
  declare separator: string | undefined;
  /** The indices of the words that are selected. */
  declare selected: readonly number[];
  readonly #roving = new Roving(this, '.word', (index) => this.#tell(index));

  constructor() {
    super();
    this.selected = [];
  }

  protected override get drawnProperties(): readonly string[] {
    return [...super.drawnProperties, 'tokens', 'separator'];
  }

  protected override draw(explanation: PlainExplanation): TextDrawing {
    const { sample, tokens, separator, colormap, range, clip } = this;
    return drawText(explanation, sample, { tokens, separator, colormap, range, clip });
  }

  override toSVG(): string {
    return this.drawing?.text.toSVG({ width: Math.max(240, Math.min(this.clientWidth || 600, 800)) }) ?? '';
  }

  override toPNG(): Promise<Blob> {
    return pngOfSvg(this.toSVG());
  }

  protected override renderDrawing({ text, legend }: TextDrawing): TemplateResult {
    const { words, colors, separator, values } = text;
    const word = (one: string, index: number) => {
      const ground = colors[index];
      const style = { background: toHex(ground), color: toHex(foreground(ground)) };
      return html`<span
          class="word"
          role="option"
          tabindex=${this.#roving.tabIndexOf(index)}
          aria-selected=${this.selected.includes(index)}
          aria-label=${`${printable(one)}: ${formatNumber(values[index], 4)}`}
          ${styled(style)}
          @pointerenter=${() => this.#tell(index)}
          @pointerleave=${() => this.#tell(undefined)}
          @click=${() => this.#toggle(index)}
          >${printable(one) || '\u00a0'}</span
        >${index < words.length - 1 ? printable(separator) : nothing}`;
    };
    return html`
      <div
        class="words"
        part="words"
        dir="auto"
        role="listbox"
        aria-multiselectable="true"
        aria-label=${this.label ?? 'Words and what they say'}
        @keydown=${(event: KeyboardEvent) => this.#roving.key(event, (index) => this.#toggle(index))}
      >${words.map(word)}</div>
      ${legend ? html`<div class="legend">${picture(legendSvg(legend))}</div>` : nothing}
    `;
  }

  #tell(index: number | undefined): void {
    const { text } = this.drawing ?? {};
    if (!text) return;
    this.readout = index === undefined ? '' : `${printable(text.words[index])}: ${formatNumber(text.values[index], 4)}`;
  }

  #toggle(index: number): void {
    const { text } = this.drawing ?? {};
    if (!text) return;
    const others = this.selected.filter((one) => one !== index);
    this.selected = (others.length < this.selected.length ? others : [...others, index]).toSorted((a, b) => a - b);
    const pick = <T>(list: readonly T[]) => this.selected.map((one) => list[one]);
    this.select({ indices: this.selected, names: pick(text.words), values: pick(text.values) });
  }
}
