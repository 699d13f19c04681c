import { css, html, nothing } from 'lit';
import { modalityOf } from 'xai-elements';
import type { Restored } from '../../state/dashboard-state';
import { controls } from '../frame/controls';
import { View } from '../frame/view';
import { colormapOf } from '../grid/colormap-of';

/** Saved explanations that were opened again, beside those that are computed here. */
export class RestoredList extends View {
  static override styles = [
    controls,
    css`
      .cells { display: grid; gap: 14px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 290px), 1fr)); margin-top: 8px; }
      article { display: grid; gap: 8px; align-content: start; }
      xai-image { --xai-image-width: 320px; }
      h4 { margin: 0; overflow-wrap: anywhere; }
    `,
  ];

  override render() {
    const { restored } = this.state;
    if (restored.length === 0) return nothing;
    return html`<section>
      <h3>Saved explanations</h3>
      <div class="cells">${restored.map((one) => this.#renderOne(one))}</div>
    </section>`;
  }

  #renderOne({ name, explanation, recipe }: Restored) {
    const kind = recipe?.input.kind ?? modalityOf(explanation);
    const colormap = colormapOf(this.state.look, explanation.heatmap);
    const features = recipe?.input && 'features' in recipe.input ? recipe.input.features : undefined;
    const drawn = {
      image: () =>
        html`<xai-image .explanation=${explanation} .colormap=${colormap} .label=${name} hide-label hide-tools></xai-image>`,
      text: () =>
        html`<xai-text .explanation=${explanation} .colormap=${colormap} .label=${name} hide-label hide-tools></xai-text>`,
      series: () =>
        html`<xai-series .explanation=${explanation} .colormap=${colormap} .featureNames=${features} .label=${name} hide-label hide-tools></xai-series>`,
      table: () =>
        html`<xai-table .explanation=${explanation} .featureNames=${features} .label=${name} hide-label hide-tools></xai-table>`,
    }[kind]();
    return html`<article class="card"><h4>${name}</h4>${drawn}<small>${explanation.analyzer}${recipe ? `, of ${recipe.model.source}` : ''}</small></article>`;
  }
}
