import { css, html, nothing } from 'lit';
import { modalityOf } from 'xai-elements';
import type { Restored } from '../../state/dashboard-state';
import { controls } from '../frame/controls';
import { View } from '../frame/view';

/** Saved explanations that were opened again, beside those that are computed here. */
export class RestoredList extends View {
  static override styles = [
    controls,
    css`
      .cells { display: grid; gap: 14px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 290px), 1fr)); margin-top: 8px; }
      article { display: grid; gap: 8px; align-content: start; }
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
    const names = recipe?.input && 'features' in recipe.input ? recipe.input.features : undefined;
    const drawn = html`<explanation-picture
      .explained=${{ shown: { explanation, names } }} .look=${this.state.look} .kind=${kind} .label=${name}
    ></explanation-picture>`;
    return html`<article class="card"><h4>${name}</h4>${drawn}<small>${explanation.analyzer}${recipe ? `, of ${recipe.model.source}` : ''}</small></article>`;
  }
}
