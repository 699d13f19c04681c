import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import type { ValueRange } from 'xai-elements';
import type { MethodRecipe, SelectionRecipe } from 'xai-recipes';
import type { Dashboard } from '../../state/dashboard';
import type { Cell } from '../../state/dashboard-state';
import { controls } from '../frame/controls';
import type { ExplanationPicture } from './explanation-picture';
import { methodName, rowName } from './names';
import { notesOf } from './notes';
import type { FoundReferences } from './reference-search';

/** One explanation on its card: the picture or how far it is, and what is to be known about it. */
export class ExplanationCell extends LitElement {
  static override properties: PropertyDeclarations = {
    dashboard: { attribute: false },
    cell: { attribute: false },
    method: { attribute: false },
    selection: { attribute: false },
    range: { attribute: false },
    look: { attribute: false },
    references: { state: true },
  };
  static override styles = [
    controls,
    css`
      article { display: grid; gap: 10px; align-content: start; height: 100%; }
      header { display: flex; gap: 8px; align-items: baseline; justify-content: space-between; }
      h4 { flex: 1; margin: 0; font-size: 15px; font-weight: 650; overflow-wrap: anywhere; }
      .wait { display: grid; gap: 8px; place-content: center; min-height: 180px; text-align: center; color: var(--soft); background: var(--fill); border-radius: 8px; padding: 12px; }
      progress { width: 160px; accent-color: var(--accent); }
      .notes { display: grid; gap: 2px; padding: 0; margin: 0; list-style: none; font-size: 13px; color: var(--soft); overflow-wrap: anywhere; }
      .notes .warn { color: var(--warn); }
      .notes .bad { color: var(--bad); font-weight: 650; }
    `,
  ];

  declare dashboard: Dashboard;
  declare cell: Cell | undefined;
  declare method: MethodRecipe;
  declare selection: SelectionRecipe;
  declare range: ValueRange | undefined;
  declare look: Dashboard['state']['look'];
  declare private references: FoundReferences | undefined;

  get picture(): ExplanationPicture | null {
    return this.renderRoot.querySelector('explanation-picture') as ExplanationPicture | null;
  }

  override render() {
    const { cell, method } = this;
    return html`<article class="card" data-status=${cell?.status ?? 'missing'}>
      <header>
        <h4>${methodName(method)}</h4>
        ${this.#renderSave()}
        <button type="button" class="quiet" aria-label=${`Remove ${method.name}`} title="remove this method" @click=${this.#remove}>✕</button>
      </header>
      ${this.#renderState()}
    </article>`;
  }

  #renderState() {
    const { cell } = this;
    switch (cell?.status) {
      case 'done':
        return this.#renderDone();
      case 'failed':
        return html`<p class="bad" role="status">${cell.problem}</p><div><button type="button" @click=${this.#again}>Try again</button></div>`;
      case 'cancelled':
        return html`<div class="wait"><span>cancelled</span><button type="button" @click=${this.#again}>Explain</button></div>`;
      case 'running':
        return html`<div class="wait">
          <progress max=${cell.total} .value=${cell.done} aria-label=${`${this.method.name}: how far it is`}></progress>
          <span class="number">${cell.done} of ${cell.total}</span>
        </div>`;
      default:
        return html`<div class="wait"><span>waiting …</span></div>`;
    }
  }

  #renderDone() {
    if (this.cell?.status !== 'done') return nothing;
    const { cell, references } = this;
    const { explained } = cell;
    const label = `${methodName(this.method)}: ${rowName(this.selection, explained)}`;
    return html`
      <explanation-picture
        .explained=${explained}
        .look=${this.look}
        .range=${this.range}
        .kind=${this.dashboard.state.recipe?.input.kind}
        .label=${label}
        .references=${references?.of === explained ? references.images : undefined}
      ></explanation-picture>
      ${
        this.method.name === 'CRP'
          ? html`<reference-search
              .dashboard=${this.dashboard} .explained=${explained} .method=${this.method} .selection=${this.selection} @found=${this.#show}
            ></reference-search>`
          : nothing
      }
      <ul class="notes number">
        ${notesOf(cell).map(({ text, isWarning, isFailure }) => html`<li class=${isFailure ? 'bad' : isWarning ? 'warn' : ''}>${text}</li>`)}
      </ul>
      <div class="row">${this.#renderLayers()}${this.#renderStrategies()}</div>
    `;
  }

  /** Of LRP. */
  #renderLayers() {
    const { dashboard, method, selection, cell } = this;
    const listed = dashboard.state.table.find(({ name }) => name === method.name);
    const hasRules = listed?.options.some(({ name }) => name === 'rules') && method.name !== 'CRP';
    if (!hasRules || cell?.status !== 'done') return nothing;
    const { layers } = dashboard.state;
    const isOpen = layers?.method === method && layers.selection === selection;
    const toggle = () => (isOpen ? dashboard.hideLayers() : void dashboard.showLayers(selection, method));
    return html`<button type="button" aria-pressed=${isOpen} @click=${toggle}>Layers</button>`;
  }

  /** Of methods with one map, over items that may have the same shape. */
  #renderStrategies() {
    const { dashboard, method, selection, cell } = this;
    const { items, recipe, strategies } = dashboard.state;
    if (cell?.status !== 'done' || cell.explained.explanation.val.shape[0] > 1) return nothing;
    if (items.length < 3 || recipe?.input.kind === 'text') return nothing;
    const isOpen = strategies?.method === method && strategies.selection === selection;
    const toggle = () => (isOpen ? dashboard.hideStrategies() : void dashboard.showStrategies(selection, method));
    const title = 'Which samples are explained alike: does the model decide by more than one strategy?';
    return html`<button type="button" title=${title} aria-pressed=${isOpen} @click=${toggle}>Strategies</button>`;
  }

  #show({ detail }: CustomEvent<FoundReferences>): void {
    this.references = detail;
  }

  #renderSave() {
    if (this.cell?.status !== 'done') return nothing;
    return html`<save-menu
      .dashboard=${this.dashboard}
      .explained=${this.cell.explained}
      .method=${this.method}
      .selection=${this.selection}
      .picture=${() => this.picture}
    ></save-menu>`;
  }

  #again(): void {
    void this.dashboard.explain();
  }

  #remove(): void {
    void this.dashboard.setMethods(this.dashboard.state.methods.filter((method) => method !== this.method));
  }
}
