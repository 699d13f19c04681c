import { css, html, LitElement } from 'lit';
import { defineElements, type Cell as SheetCell } from 'xai-elements';
import type { MethodRecipe, SelectionRecipe } from 'xai-recipes';
import type { Dashboard } from '../state/dashboard';
import { cellKey, type DashboardState } from '../state/dashboard-state';
import { shippedModels } from '../state/shipped-models';

/** The page. */
export class DashboardView extends LitElement {
  static override properties = { dashboard: { attribute: false } };
  static override styles = css`
    :host { display: block; font: 15px/1.45 system-ui, sans-serif; padding: 12px; }
  `;
  declare dashboard: Dashboard | undefined;
  private unsubscribe?: () => void;

  protected override willUpdate(): void {
    this.unsubscribe?.();
    this.unsubscribe = this.dashboard?.store.subscribe(() => this.requestUpdate());
  }

  override render() {
    const state = this.dashboard?.state;
    if (!state) return html`<p role="status">Starting …</p>`;
    return html`<main>
      <h1>Why did the model say this?</h1>
      ${state.messages.map((message) => html`<p role="alert">${message.text}</p>`)}
      <nav>
        ${shippedModels.map(
          ({ name, title }) =>
            html`<button type="button" aria-pressed=${state.model?.shipped === name} @click=${() => this.dashboard?.openShipped(name)}>${title}</button>`,
        )}
      </nav>
      ${this.renderCells(state)}
    </main>`;
  }

  private renderCells({ classes, methods, cells, look, recipe }: DashboardState) {
    const cellOf = (selection: SelectionRecipe, method: MethodRecipe): SheetCell | undefined => {
      const cell = cells[cellKey(selection, method)];
      if (cell?.status !== 'done') return undefined;
      const { engine, milliseconds, shown } = cell.explained;
      return { ...shown, note: `${milliseconds.toFixed(0)} ms on ${engine}` };
    };
    const open = classes.flatMap((selection) =>
      methods.flatMap((method) => {
        const cell = cells[cellKey(selection, method)];
        if (!cell || cell.status === 'done') return [];
        const said = cell.status === 'failed' ? cell.problem : cell.status;
        return [html`<p role=${cell.status === 'failed' ? 'alert' : 'status'}>${method.name}: ${said}</p>`];
      }),
    );
    return html`${open}<xai-sheet
        .modality=${recipe?.input.kind}
        .rows=${classes.map(({ output }) => String(output ?? 'predicted'))}
        .columns=${methods.map(({ name }) => name)}
        .cells=${classes.map((selection) => methods.map((method) => cellOf(selection, method)))}
        .sameScale=${look.sameScale}
        .colormap=${look.colormap}
        .overlay=${look.overlay}
      ></xai-sheet>`;
  }
}

/** Makes the element known to the page. */
export function defineViews(): void {
  defineElements();
  customElements.define('xai-dashboard', DashboardView);
}

declare global {
  interface HTMLElementTagNameMap {
    'xai-dashboard': DashboardView;
  }
}
