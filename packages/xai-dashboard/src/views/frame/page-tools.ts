import { css, html } from 'lit';
import { type EngineChoice, engineNames } from '../../analysis/engine-choice';
import { controls } from './controls';
import { View } from './view';

/** Who computes, and whether the page is light or dark. */
export class PageTools extends View {
  static override styles = [
    controls,
    css`
      label { display: inline-flex; gap: 6px; align-items: center; }
    `,
  ];

  override render() {
    const { choice, report } = this.state.engine;
    const why = Object.entries(report?.problems ?? {}).map(([name, problem]) => `${name}: ${problem}`);
    return html`<div class="row">
      <label title=${why.join('\n')}>Engine
        <select @change=${this.#compute}>
          <option value="auto" ?selected=${choice === 'auto'}>${report && choice === 'auto' ? `automatic (${report.used})` : 'automatic'}</option>
          ${engineNames.map((name) => html`<option ?selected=${choice === name}>${name}</option>`)}
        </select>
      </label>
      <label>Page
        <select @change=${this.#paint}>
          <option value="light dark">as the system</option>
          <option value="light">light</option>
          <option value="dark">dark</option>
        </select>
      </label>
    </div>`;
  }

  #compute({ target }: Event): void {
    void this.dashboard.useEngine((target as HTMLSelectElement).value as EngineChoice);
  }

  #paint({ target }: Event): void {
    document.documentElement.style.colorScheme = (target as HTMLSelectElement).value;
    this.dashboard.setLook({}); // colours depend on it
  }
}
