import { css, html, nothing } from 'lit';
import type { ListedItem } from '../../state/listed-item';
import { controls } from '../frame/controls';
import { View } from '../frame/view';
import { Thumbnails } from './thumbnails';

/** What can be explained: images as thumbnails, anything else by its name. */
export class ItemList extends View {
  static override styles = [
    controls,
    css`
      .images { display: grid; grid-template-columns: repeat(auto-fill, minmax(48px, 1fr)); gap: 6px; max-height: 330px; overflow-y: auto; padding: 3px; margin: -3px; }
      .images button { padding: 2px; aspect-ratio: 1; background: none; }
      .images button[aria-pressed='true'] { outline: 2px solid var(--accent); outline-offset: 1px; }
      img { width: 100%; height: 100%; object-fit: contain; image-rendering: pixelated; border-radius: 5px; }
      .names { display: grid; gap: 4px; max-height: 240px; overflow-y: auto; padding: 2px; }
      .names button { justify-content: start; text-align: left; overflow-wrap: anywhere; }
    `,
  ];
  readonly #thumbnails = new Thumbnails(this);

  override render() {
    const { items, recipe } = this.state;
    if (items.length === 0) return html`<p class="soft">Drop something to explain on the page.</p>`;
    const isImages = recipe?.input.kind === 'image';
    return html`<div class=${isImages ? 'images' : 'names'} role="group" aria-label="What is explained">
      ${items.map((item, at) => this.#renderItem(item, at, isImages))}
    </div>`;
  }

  #renderItem({ label, file }: ListedItem, at: number, isImage: boolean) {
    const url = isImage && file ? this.#thumbnails.of(file, this.dashboard) : undefined;
    return html`<button
      type="button"
      title=${label}
      aria-label=${label}
      aria-pressed=${at === this.state.item}
      @click=${() => this.dashboard.chooseItem(at)}
    >${isImage ? (url ? html`<img src=${url} alt="" />` : nothing) : label}</button>`;
  }
}
