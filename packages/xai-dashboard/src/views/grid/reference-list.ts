import { css, html, LitElement, type PropertyDeclarations } from 'lit';
import { drawOnCanvas } from 'vision-heatmaps';
import type { ConceptReference, MethodRecipe, SelectionRecipe } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import type { Dashboard } from '../../state/dashboard';
import { controls } from '../frame/controls';
import { featuresOf } from './features-of';

/** What features stand for: of each that CRP shows, parts of the samples on the page that it is most relevant for. */
export class ReferenceList extends LitElement {
  static override properties: PropertyDeclarations = {
    dashboard: { attribute: false },
    explained: { attribute: false },
    method: { attribute: false },
    selection: { attribute: false },
    found: { state: true },
    isSearching: { state: true },
  };
  static override styles = [
    controls,
    css`
      dl { display: grid; gap: 8px; margin: 0; }
      dt { font-size: 13px; color: var(--soft); }
      dd { margin: 2px 0 0; display: flex; flex-wrap: wrap; gap: 6px; }
      canvas { width: 44px; height: 44px; object-fit: contain; image-rendering: pixelated; border-radius: 5px; }
    `,
  ];

  declare dashboard: Dashboard;
  declare explained: Explained;
  declare method: MethodRecipe;
  declare selection: SelectionRecipe;
  declare private found:
    | { readonly of: Explained; readonly references: readonly (readonly HTMLCanvasElement[])[] }
    | undefined;
  declare private isSearching: boolean;

  override render() {
    const features = featuresOf(this.explained.explanation);
    if (this.isSearching) return html`<p class="soft" role="status">Looking through the samples …</p>`;
    if (this.found?.of !== this.explained)
      return html`<button type="button" @click=${this.#search}>What these features stand for</button>`;
    const { references } = this.found;
    return html`<dl>${features.map(
      (feature, at) => html`<div><dt>feature ${feature} is most relevant for</dt><dd>${references[at]}</dd></div>`,
    )}</dl>`;
  }

  /** The part of a sample that the feature sees. */
  #drawn({ item, image }: ConceptReference): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    drawOnCanvas(image, canvas);
    const label = this.dashboard.state.items[item]?.label ?? '';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', label);
    canvas.title = label;
    return canvas;
  }

  async #search(): Promise<void> {
    const { explained } = this;
    this.isSearching = true;
    try {
      const references = await this.dashboard.references(this.selection, this.method);
      this.found = { of: explained, references: references.map((row) => row.map((one) => this.#drawn(one))) };
    } catch (error) {
      this.dashboard.tell(error as Error);
    } finally {
      this.isSearching = false;
    }
  }
}
