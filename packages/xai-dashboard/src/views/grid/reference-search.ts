import { html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import type { MethodRecipe, SelectionRecipe } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import type { Dashboard } from '../../state/dashboard';
import { controls } from '../frame/controls';
import { referenceImage } from './reference-images';

/** What features stand for: of each, parts of the samples on the page that it is most relevant for. */
export interface FoundReferences {
  /** The explanation that shows the features. */
  readonly of: Explained;
  readonly images: readonly (readonly HTMLCanvasElement[])[];
}

/** Looks through the samples on the page for what the features stand for that CRP shows, and tells it as an event `found`. */
export class ReferenceSearch extends LitElement {
  static override properties: PropertyDeclarations = {
    dashboard: { attribute: false },
    explained: { attribute: false },
    method: { attribute: false },
    selection: { attribute: false },
    found: { state: true },
    isSearching: { state: true },
  };
  static override styles = [controls];

  declare dashboard: Dashboard;
  declare explained: Explained;
  declare method: MethodRecipe;
  declare selection: SelectionRecipe;
  declare private found: Explained | undefined;
  declare private isSearching: boolean;

  override render() {
    if (this.isSearching) return html`<p class="soft" role="status">Looking through the samples …</p>`;
    if (this.found === this.explained) return nothing;
    return html`<button type="button" @click=${this.#search}>What these features stand for</button>`;
  }

  async #search(): Promise<void> {
    const { explained, dashboard } = this;
    this.isSearching = true;
    try {
      const references = await dashboard.references(this.selection, this.method);
      const labelOf = (item: number) => dashboard.state.items[item]?.label ?? '';
      const images = references.map((row) => row.map((one) => referenceImage(one, labelOf(one.item))));
      this.found = explained;
      this.dispatchEvent(new CustomEvent<FoundReferences>('found', { detail: { of: explained, images } }));
    } catch (error) {
      dashboard.tell(error as Error);
    } finally {
      this.isSearching = false;
    }
  }
}
