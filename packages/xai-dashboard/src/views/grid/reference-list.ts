import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import type { MethodRecipe } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import type { Reference } from '../../analysis/references';
import type { Dashboard } from '../../state/dashboard';
import { controls } from '../frame/controls';
import { Thumbnails } from '../input/thumbnails';
import { featuresOf } from './features-of';

/** What features stand for: of each that CRP shows, the samples on the page that it is most relevant for. */
export class ReferenceList extends LitElement {
  static override properties: PropertyDeclarations = {
    dashboard: { attribute: false },
    explained: { attribute: false },
    method: { attribute: false },
    found: { state: true },
    isSearching: { state: true },
  };
  static override styles = [
    controls,
    css`
      dl { display: grid; gap: 8px; margin: 0; }
      dt { font-size: 13px; color: var(--soft); }
      dd { margin: 2px 0 0; display: flex; flex-wrap: wrap; gap: 6px; }
      img { width: 44px; height: 44px; object-fit: contain; image-rendering: pixelated; border-radius: 5px; }
    `,
  ];

  declare dashboard: Dashboard;
  declare explained: Explained;
  declare method: MethodRecipe;
  declare private found: { readonly of: Explained; readonly references: readonly (readonly Reference[])[] } | undefined;
  declare private isSearching: boolean;
  readonly #thumbnails = new Thumbnails(this);

  override render() {
    const features = featuresOf(this.explained.explanation);
    if (this.isSearching) return html`<p class="soft" role="status">Looking through the samples …</p>`;
    if (this.found?.of !== this.explained)
      return html`<button type="button" @click=${() => this.#search(features)}>What these features stand for</button>`;
    const { references } = this.found;
    return html`<dl>${features.map(
      (feature, at) =>
        html`<div><dt>feature ${feature} is most relevant for</dt><dd>${references[at].map((one) => this.#renderItem(one))}</dd></div>`,
    )}</dl>`;
  }

  #renderItem({ item }: Reference) {
    const { label, file } = this.dashboard.state.items[item] ?? {};
    const url = file === undefined ? undefined : this.#thumbnails.of(file, this.dashboard);
    return url ? html`<img src=${url} alt=${label ?? ''} title=${label ?? ''} />` : nothing;
  }

  async #search(features: readonly number[]): Promise<void> {
    const { explained } = this;
    this.isSearching = true;
    try {
      this.found = { of: explained, references: await this.dashboard.references(this.method, features) };
    } catch (error) {
      this.dashboard.tell(error as Error);
    } finally {
      this.isSearching = false;
    }
  }
}
