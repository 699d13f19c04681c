import { css, html, nothing } from 'lit';
import type { PlainExplanation } from 'xai-base';
import { modalityOf } from 'xai-elements';
import type { Recipe } from 'xai-recipes';
import type { Restored } from '../../state/dashboard-state';
import { composed } from '../export/composed';
import type { ReportedRow } from '../export/report';
import { controls } from '../frame/controls';
import { View } from '../frame/view';
import type { ExplanationPicture } from '../grid/explanation-picture';

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

  /** What a report says of them. */
  reported(): ReportedRow[] {
    const { restored } = this.state;
    const pictures = [...this.renderRoot.querySelectorAll<ExplanationPicture>('explanation-picture')];
    const cells = restored.map(({ name, explanation, recipe }, at) => ({
      ...{ name, notes: [origin(explanation, recipe)], recipe },
      svg: composed(pictures[at]?.pictures ?? []),
    }));
    return cells.length > 0 ? [{ title: 'Saved explanations', cells }] : [];
  }

  #renderOne({ name, explanation, recipe }: Restored) {
    const kind = recipe?.input.kind ?? modalityOf(explanation);
    const names = recipe?.input && 'features' in recipe.input ? recipe.input.features : undefined;
    const drawn = html`<explanation-picture
      .explained=${{ shown: { explanation, names } }} .look=${this.state.look} .kind=${kind} .label=${name}
    ></explanation-picture>`;
    return html`<article class="card"><h4>${name}</h4>${drawn}<small>${origin(explanation, recipe)}</small></article>`;
  }
}

function origin({ analyzer }: PlainExplanation, recipe: Recipe | undefined): string {
  return recipe ? `${analyzer}, of ${recipe.model.source}` : analyzer;
}
