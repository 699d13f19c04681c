import { css, html } from 'lit';
import { controls } from '../frame/controls';
import { View } from '../frame/view';

/** Colour maps by what they are good for. */
const COLORMAPS = {
  'around zero': ['vik', 'berlin', 'RdBu', 'bwr', 'seismic'],
  'from low to high': ['cividis', 'batlow', 'viridis', 'inferno', 'magma', 'plasma', 'grays'],
  rainbows: ['turbo', 'jet'],
};

/** How explanations are drawn: one range of colours or each its own, which colours, whether outliers are clipped. */
export class LookBar extends View {
  static override styles = [
    controls,
    css`
      label { display: inline-flex; gap: 6px; align-items: center; }
      .row { gap: 8px 18px; }
    `,
  ];

  override render() {
    const { look, recipe } = this.state;
    const option = (name: string, text = name) =>
      html`<option value=${name} ?selected=${(look.colormap ?? '') === name}>${text}</option>`;
    return html`<div class="row">
      <label>Colours
        <select @change=${this.#color}>
          ${option('', 'safe for the colour-blind')}${option('papers', 'as in papers')}
          ${Object.entries(COLORMAPS).map(([label, names]) => html`<optgroup label=${label}>${names.map((name) => option(name))}</optgroup>`)}
        </select>
      </label>
      ${recipe?.input.kind === 'table' ? this.#renderForms() : this.#renderRanges()}
    </div>`;
  }

  #renderRanges() {
    const { sameScale, clip = false } = this.state.look;
    return html`
      <label><input type="checkbox" .checked=${sameScale} @change=${this.#scale} />one scale for all</label>
      <label><input type="checkbox" .checked=${clip} @change=${this.#clip} />clip outliers</label>
    `;
  }

  #renderForms() {
    const { waterfall = false } = this.state.look;
    return html`<label><input type="checkbox" .checked=${waterfall} @change=${this.#form} />waterfalls</label>`;
  }

  #scale({ target }: Event): void {
    this.dashboard.setLook({ sameScale: (target as HTMLInputElement).checked });
  }

  #clip({ target }: Event): void {
    this.dashboard.setLook({ clip: (target as HTMLInputElement).checked });
  }

  #form({ target }: Event): void {
    this.dashboard.setLook({ waterfall: (target as HTMLInputElement).checked });
  }

  #color({ target }: Event): void {
    this.dashboard.setLook({ colormap: (target as HTMLSelectElement).value || undefined });
  }
}
