import { css, html, LitElement, nothing } from 'lit';
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

  private renderCells(state: DashboardState) {
    return state.classes.map((selection) =>
      state.methods.map((method) => {
        const cell = state.cells[cellKey(selection, method)];
        return html`<section data-status=${cell?.status ?? 'missing'} aria-label=${method.name}>
          <h2>${method.name}</h2>
          ${cell?.status === 'failed' ? html`<p role="alert">${cell.problem}</p>` : nothing}
          ${cell?.status === 'done' ? html`<p>${cell.explained.milliseconds.toFixed(0)} ms on ${cell.explained.engine}</p>` : nothing}
        </section>`;
      }),
    );
  }
}

/** Makes the element known to the page. */
export function defineViews(): void {
  customElements.define('xai-dashboard', DashboardView);
}

declare global {
  interface HTMLElementTagNameMap {
    'xai-dashboard': DashboardView;
  }
}
