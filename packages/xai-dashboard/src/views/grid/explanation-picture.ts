import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import type { ValueRange } from 'xai-elements';
import type { Modality } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import type { Look } from '../../state/dashboard-state';
import { colormapOf } from './colormap-of';
import { featuresOf } from './features-of';
import { withReferences } from './reference-images';
import type { FoundReferences } from './reference-search';

/** What can be drawn, and what it is called. */
export interface Pictured {
  readonly label?: string | undefined;
  toSVG(): string;
}

/** An element that makes pictures of itself. */
export type PicturedElement = HTMLElement & Pictured & { toPNG(): Promise<Blob> };

/** An explanation, drawn by the element of its kind; of methods with a map for each feature, all of them. */
export class ExplanationPicture extends LitElement {
  static override properties: PropertyDeclarations = {
    explained: { attribute: false },
    look: { attribute: false },
    kind: { attribute: false },
    range: { attribute: false },
    label: { attribute: false },
    references: { attribute: false },
  };
  static override styles = css`
    :host { display: block; min-width: 0; }
    .maps { display: grid; grid-template-columns: repeat(auto-fill, minmax(130px, 1fr)); gap: 10px 16px; }
    .concepts { grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); }
    .concept { display: grid; grid-template-columns: 136px minmax(0, 1fr); gap: 12px; align-items: start; }
    small { display: block; color: var(--soft); font-size: 13px; margin-bottom: 6px; }
    .parts { display: flex; flex-wrap: wrap; gap: 6px; }
    canvas { width: 50px; height: 50px; object-fit: contain; image-rendering: pixelated; border-radius: 5px; }
    xai-image { --xai-image-width: 320px; }
  `;

  declare explained: Pick<Explained, 'shown' | 'labels'>;
  declare look: Look;
  declare kind: Modality;
  declare range: ValueRange | undefined;
  declare label: string;
  /** Of a map for each feature, what the features stand for; undefined where that was not looked for. */
  declare references: FoundReferences['images'] | undefined;

  /** The elements, which make pictures of themselves. */
  get elements(): readonly PicturedElement[] {
    return [...this.renderRoot.querySelectorAll<PicturedElement>('xai-image, xai-text, xai-series, xai-table')];
  }

  /** What is to be seen, as it is saved: with what features stand for. */
  get pictures(): readonly Pictured[] {
    return this.elements.map((element, at) => ({
      label: element.label,
      toSVG: () => withReferences(element.toSVG(), this.references?.[at] ?? []),
    }));
  }

  override render() {
    const { explanation } = this.explained.shown;
    const [count] = explanation.val.shape;
    if (this.kind !== 'image' || count === 1) return this.#renderOne(0, this.label, true);
    const features = featuresOf(explanation);
    const maps = Array.from({ length: count }, (_, at) => this.#renderOne(at, `feature ${features[at] ?? at}`, false));
    const { references } = this;
    if (!references) return html`<div class="maps">${maps}</div>`;
    return html`<div class="maps concepts">${maps.map((map, at) => html`<div class="concept">${map}${partsOf(references[at])}</div>`)}</div>`;
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

function partsOf(images: readonly HTMLCanvasElement[] = []) {
  const said = images.length > 0 ? 'is most relevant for' : 'is relevant for no sample here';
  return html`<div><small>${said}</small><div class="parts">${images}</div></div>`;
}
