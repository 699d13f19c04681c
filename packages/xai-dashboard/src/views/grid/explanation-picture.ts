import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import type { ValueRange } from 'xai-elements';
import type { Modality } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import type { Look } from '../../state/dashboard-state';
import { colormapOf } from './colormap-of';
import { featuresOf } from './features-of';

/** An element that makes pictures of itself. */
export type Pictured = HTMLElement & { label?: string | undefined; toSVG(): string; toPNG(): Promise<Blob> };

/** An explanation, drawn by the element of its kind; of methods with a map for each feature, all of them. */
export class ExplanationPicture extends LitElement {
  static override properties: PropertyDeclarations = {
    explained: { attribute: false },
    look: { attribute: false },
    kind: { attribute: false },
    range: { attribute: false },
    label: { attribute: false },
  };
  static override styles = css`
    :host { display: block; min-width: 0; }
    .maps { display: grid; grid-template-columns: repeat(auto-fill, minmax(130px, 1fr)); gap: 10px; }
    xai-image { --xai-image-width: 320px; }
  `;

  declare explained: Pick<Explained, 'shown' | 'labels'>;
  declare look: Look;
  declare kind: Modality;
  declare range: ValueRange | undefined;
  declare label: string;

  /** The elements, which make pictures of themselves. */
  get elements(): readonly Pictured[] {
    return [...this.renderRoot.querySelectorAll<Pictured>('xai-image, xai-text, xai-series, xai-table')];
  }

  override render() {
    const { explanation } = this.explained.shown;
    const [count] = explanation.val.shape;
    if (this.kind !== 'image' || count === 1) return this.#renderOne(0, this.label, true);
    const features = featuresOf(explanation);
    const maps = Array.from({ length: count }, (_, at) => this.#renderOne(at, `feature ${features[at] ?? at}`, false));
    return html`<div class="maps">${maps}</div>`;
  }

  #renderOne(sample: number, label: string, isAlone: boolean) {
    const { explained, look, range } = this;
    const { explanation, names, values } = explained.shown;
    const colormap = colormapOf(look, explanation.heatmap);
    const clip = look.clip ? 'auto' : undefined;
    switch (this.kind) {
      case 'image':
        return html`<xai-image
          .explanation=${explanation} .sample=${sample} .colormap=${colormap} .clip=${clip} .range=${range} .overlay=${look.overlay}
          .label=${label} ?hide-label=${isAlone} ?hide-slider=${!isAlone} hide-tools
        ></xai-image>`;
      case 'text':
        return html`<xai-text
          .explanation=${explanation} .tokens=${names} .colormap=${colormap} .clip=${clip} .range=${range} .label=${label} hide-label hide-tools
        ></xai-text>`;
      case 'series':
        return html`<xai-series
          .explanation=${explanation} .featureNames=${names} .outputNames=${explained.labels} .colormap=${colormap} .clip=${clip} .range=${range}
          .label=${label} hide-label hide-tools
        ></xai-series>`;
      case 'table': {
        const isWaterfall = look.waterfall && explanation.extras?.expectedValue !== undefined;
        return html`<xai-table
          .explanation=${explanation} .featureNames=${names} .featureValues=${values} .look=${isWaterfall ? 'waterfall' : 'bars'}
          .outputNames=${explained.labels}
          .colormap=${look.colormap === undefined || look.colormap === 'papers' ? undefined : colormap} .label=${label} hide-label hide-tools
        ></xai-table>`;
      }
      default:
        return nothing;
    }
  }
}
