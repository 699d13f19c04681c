import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { commonRange } from 'xai-elements';
import type { SelectionRecipe } from 'xai-recipes';
import { type Cell, cellKey } from '../../state/dashboard-state';
import { controls } from '../frame/controls';
import { View } from '../frame/view';
import type { ExplanationCell } from './explanation-cell';
import { rowName } from './names';

/** The explanations: a row a class, a column a method. */
export class ExplanationGrid extends View {
  static override styles = [
    controls,
    css`
      section { margin-bottom: 22px; }
      .title { display: flex; gap: 8px; align-items: center; margin-bottom: 8px; }
      .cells { display: grid; gap: 14px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 290px), 1fr)); }
      .whole { grid-column: 1 / -1; }
      .wide .cells { grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); }
    `,
  ];

  /** The pictures as they are drawn, by the keys of their cells. */
  get pictures(): Map<string, string[]> {
    const cells = [...this.renderRoot.querySelectorAll('explanation-cell')] as ExplanationCell[];
    return new Map(
      cells.map(({ selection, method, picture }) => [
        cellKey(selection, method),
        picture?.pictures.map((one) => one.toSVG()) ?? [],
      ]),
    );
  }

  override render() {
    const { classes, recipe } = this.state;
    if (!recipe) return nothing;
    const range = this.state.look.sameScale && recipe.input.kind !== 'table' ? commonRange(this.#drawn()) : undefined;
    return html`<div class=${recipe.input.kind === 'image' ? '' : 'wide'}>
      ${repeat(
        classes,
        (selection) => JSON.stringify(selection),
        (selection) => this.#renderRow(selection, range),
      )}
    </div>`;
  }

  #renderRow(selection: SelectionRecipe, range: readonly [number, number] | undefined) {
    const { methods, classes, look } = this.state;
    const cells = methods.map((method) => this.state.cells[cellKey(selection, method)]);
    const done = cells.find((cell): cell is Cell & { status: 'done' } => cell?.status === 'done');
    return html`<section>
      <div class="title">
        <h3>What speaks for ${rowName(selection, done?.explained)}</h3>
        ${
          classes.length > 1
            ? html`<button type="button" class="quiet" aria-label="Remove this row" title="remove this row" @click=${() => this.#remove(selection)}>✕</button>`
            : nothing
        }
      </div>
      <div class="cells">
        ${repeat(
          methods,
          (method) => JSON.stringify(method),
          (method, at) => html`<explanation-cell
            class=${method.name === 'CRP' ? 'whole' : ''}
            .dashboard=${this.dashboard} .method=${method} .selection=${selection} .cell=${cells[at]} .range=${range} .look=${look}
          ></explanation-cell>`,
        )}
      </div>
    </section>`;
  }

  #drawn() {
    const { cells, classes, methods } = this.state;
    return classes.flatMap((selection) =>
      methods.flatMap((method) => {
        const cell = cells[cellKey(selection, method)];
        return cell?.status === 'done' ? [{ explanation: cell.explained.shown.explanation, sample: 0 }] : [];
      }),
    );
  }

  #remove(selection: SelectionRecipe): void {
    void this.dashboard.setClasses(this.state.classes.filter((one) => one !== selection));
  }
}
