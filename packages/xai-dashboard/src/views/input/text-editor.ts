import { css, html } from 'lit';
import type { Item } from 'xai-recipes';
import { controls } from '../frame/controls';
import { View } from '../frame/view';

/** How long nothing was typed before the text is explained, in milliseconds. */
const PAUSE = 350;

/** The text that is explained; the prediction and the explanation follow as it is edited. */
export class TextEditor extends View {
  static override styles = [
    controls,
    css`
      label { display: block; }
      textarea { width: 100%; min-height: 140px; resize: vertical; line-height: 1.5; padding: 8px 10px; margin-top: 4px; }
    `,
  ];

  private shown?: Item;
  private text = '';
  private timer?: ReturnType<typeof setTimeout>;

  override render() {
    const { items, item } = this.state;
    const current = items[item]?.item;
    if (current && current !== this.shown) void this.#show(current);
    return html`<label>
      <small>Edit a word, and see what changes:</small>
      <textarea spellcheck="false" .value=${this.text} @input=${this.#typed}></textarea>
    </label>`;
  }

  async #show(item: Item): Promise<void> {
    this.shown = item;
    const text = await this.#textOf(item);
    if (this.shown !== item) return;
    this.text = text;
    this.requestUpdate();
  }

  async #textOf(item: Item): Promise<string> {
    if (typeof item === 'object' && 'text' in item) return item.text;
    const file = typeof item === 'string' ? item : 'file' in item ? item.file : undefined;
    if (file === undefined) return '';
    try {
      return new TextDecoder().decode(await this.dashboard.analysis.read(file));
    } catch {
      return typeof item === 'string' ? item : '';
    }
  }

  #typed({ target }: Event): void {
    this.text = (target as HTMLTextAreaElement).value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#explain(this.text), PAUSE);
  }

  #explain(text: string): void {
    const item: Item = { text };
    this.shown = item; // it is in the field already
    void this.dashboard.editItem({ ...this.state.items[this.state.item], item });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }
}
