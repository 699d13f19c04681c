import { css, html, nothing, type PropertyDeclarations } from 'lit';
import { cellKey } from '../state/dashboard-state';
import { type ReportedRow, reportHtml } from './export/report';
import { reportOf } from './export/report-of';
import { fileName, save } from './export/save';
import { controls } from './frame/controls';
import { onSystemScheme } from './frame/is-dark';
import { theme } from './frame/theme';
import { View } from './frame/view';
import type { ExplanationGrid } from './grid/explanation-grid';

/** The page: which model, what it says of what, why, and how that was found out. */
export class DashboardView extends View {
  static override properties: PropertyDeclarations = { ...View.properties };
  static override styles = [
    controls,
    theme,
    css`
      main, .top { max-width: 1560px; margin: 0 auto; padding: 0 24px; }
      .top { display: grid; gap: 12px; padding-top: 18px; }
      .title { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; }
      h1 { font-size: 22px; line-height: 1.2; margin: 0; letter-spacing: -0.01em; }
      .title p { color: var(--soft); }
      .columns { display: grid; gap: 20px; grid-template-columns: 300px minmax(0, 1fr); margin: 18px 0; align-items: start; }
      aside { display: grid; gap: 14px; position: sticky; top: 14px; max-height: calc(100vh - 28px); overflow-y: auto; }
      .bar { display: flex; flex-wrap: wrap; gap: 10px 20px; align-items: center; justify-content: space-between; margin-bottom: 16px; }
      .details { display: grid; gap: 12px; margin-bottom: 40px; }
      @media (max-width: 860px) {
        main, .top { padding-left: 12px; padding-right: 12px; }
        .columns { grid-template-columns: minmax(0, 1fr); }
        aside { position: static; max-height: none; }
      }
    `,
  ];

  constructor() {
    super();
    onSystemScheme(() => this.dashboard?.setLook({})); // colours depend on it
  }

  protected override shouldUpdate(): boolean {
    return true;
  }

  override render() {
    if (!this.dashboard) return html`<main><p role="status">Starting …</p></main>`;
    const { dashboard, state } = this;
    const isText = state.recipe?.input.kind === 'text';
    return html`<drop-zone>
      <div class="top">
        <header class="title">
          <div><h1>Why did the model say this?</h1><p>Your model, your data, in your browser: nothing leaves this machine.</p></div>
          <page-tools .dashboard=${dashboard}></page-tools>
        </header>
        <model-bar .dashboard=${dashboard}></model-bar>
        <message-list .dashboard=${dashboard}></message-list>
      </div>
      <main>
        ${state.opening ? html`<p role="status">Opening ${state.opening} …</p>` : nothing}
        ${
          state.model
            ? html`<div class="columns">
                <aside aria-label="Input and prediction">
                  <div class="card">
                    <h2>What is explained</h2>
                    <item-list .dashboard=${dashboard}></item-list>
                  </div>
                  ${isText ? html`<div class="card"><text-editor .dashboard=${dashboard}></text-editor></div>` : nothing}
                  <div class="card">
                    <h2>What the model says</h2>
                    <prediction-list .dashboard=${dashboard}></prediction-list>
                  </div>
                </aside>
                <div>
                  <div class="bar">
                    <method-picker .dashboard=${dashboard}></method-picker>
                    <look-bar .dashboard=${dashboard}></look-bar>
                    ${this.#renderProgress()}
                    <span class="row">
                      <button type="button" title="Explains a model that forgot what it learned: does that look the same?" @click=${() => dashboard.checkSanity()}>Check sanity</button>
                      <button type="button" @click=${this.#saveReport}>Save report</button>
                    </span>
                  </div>
                  <explanation-grid .dashboard=${dashboard}></explanation-grid>
                  <div class="details">
                    <layer-table .dashboard=${dashboard}></layer-table>
                    <strategy-panel .dashboard=${dashboard}></strategy-panel>
                    <restored-list .dashboard=${dashboard}></restored-list>
                    <recipe-form .dashboard=${dashboard}></recipe-form>
                  </div>
                </div>
              </div>`
            : nothing
        }
      </main>
    </drop-zone>`;
  }

  /** All that is on the page, in one file that opens without a network. */
  #saveReport(): void {
    const grid = this.renderRoot.querySelector('explanation-grid') as ExplanationGrid;
    const panels = this.renderRoot.querySelectorAll<Reporting>('layer-table, strategy-panel, restored-list');
    const report = reportOf(
      this.state,
      grid.pictures,
      Array.from(panels).flatMap((panel) => panel.reported()),
    );
    save(reportHtml(report), `${fileName(report.model, report.item)}.html`, 'text/html');
  }

  #renderProgress() {
    const { classes, methods, cells } = this.state;
    const all = classes.flatMap((selection) => methods.map((method) => cells[cellKey(selection, method)]?.status));
    const open = all.filter((status) => status === 'waiting' || status === 'running').length;
    if (open === 0) return nothing;
    return html`<div class="row" role="status">
      <span class="soft">${all.length - open} of ${all.length} explained</span>
      <button type="button" @click=${() => this.dashboard.cancel()}>Cancel</button>
    </div>`;
  }
}

/** A part of the page that says what a report has of it. */
type Reporting = HTMLElement & { reported(): ReportedRow[] };

declare global {
  interface HTMLElementTagNameMap {
    'xai-dashboard': DashboardView;
  }
}
