import { css, html, nothing, type PropertyDeclarations } from 'lit';
import type { ListedMethod } from '../../analysis/method-table';
import { controls } from '../frame/controls';
import { View } from '../frame/view';

/** Which methods explain: the columns. Those that do not apply say why. */
export class MethodPicker extends View {
  static override properties: PropertyDeclarations = { ...View.properties, open: { state: true } };
  static override styles = [
    controls,
    css`
      :host { display: contents; }
      .card { flex: 1 1 100%; order: 9; }
      .groups { columns: 3 240px; column-gap: 28px; margin-top: 12px; }
      fieldset { border: 0; margin: 0 0 14px; padding: 0; break-inside: avoid; }
      legend { font-weight: 650; font-size: 13px; color: var(--soft); padding: 0; margin-bottom: 4px; }
      label { display: flex; gap: 8px; align-items: baseline; padding: 3px 0; }
      label input { flex: none; }
      label small { display: block; overflow-wrap: anywhere; }
    `,
  ];

  declare private open: boolean;

  override render() {
    const { table, recipe, methods } = this.state;
    const kind = recipe?.input.kind;
    const listed = table.filter(({ inputs }) => kind && inputs.includes(kind));
    return html`
      <button type="button" aria-expanded=${Boolean(this.open)} @click=${this.#toggle}>Methods: ${methods.length} of ${listed.length} ${this.open ? '▴' : '▾'}</button>
      ${this.open ? this.#renderTable(listed) : nothing}
    `;
  }

  #renderTable(listed: readonly ListedMethod[]) {
    const groups = [...new Set(listed.map(({ group }) => group))];
    return html`<div class="card">
      <div class="row">
        <h3>What explains</h3>
        ${this.state.verdicts ? nothing : html`<small role="status">Trying each method on the model …</small>`}
      </div>
      <div class="groups">${groups.map((group) => this.#renderGroup(group, listed))}</div>
    </div>`;
  }

  #renderGroup(group: string, listed: readonly ListedMethod[]) {
    const own = listed.filter((method) => method.group === group);
    return html`<fieldset><legend>${group}</legend>${own.map((method) => this.#renderMethod(method))}</fieldset>`;
  }

  #renderMethod({ name, about }: ListedMethod) {
    const verdict = this.state.verdicts?.find(({ method }) => method === name);
    const isOff = verdict?.works === false;
    const isChosen = this.state.methods.some((method) => method.name === name);
    const why = isOff
      ? html`<small class="warn">does not apply: ${verdict.reason}</small>`
      : html`<small>${about}</small>`;
    return html`<label>
      <input type="checkbox" .checked=${isChosen} ?disabled=${isOff && !isChosen} @change=${() => this.#choose(name)} />
      <span>${name}${why}</span>
    </label>`;
  }

  #toggle(): void {
    this.open = !this.open;
    if (this.open && !this.state.verdicts) void this.dashboard.tryMethods();
  }

  #choose(name: string): void {
    const { methods } = this.state;
    const others = methods.filter((method) => method.name !== name);
    void this.dashboard.setMethods(others.length < methods.length ? others : [...methods, { name }]);
  }
}
