import { css, html, nothing } from 'lit';
import { shippedModels } from '../../state/shipped-models';
import { controls } from './controls';
import { View } from './view';

/** Which model is on the page: one of those that come with it, or the user's own. */
export class ModelBar extends View {
  static override styles = [
    controls,
    css`
      nav { display: flex; gap: 8px; overflow-x: auto; padding: 3px; margin: -3px; }
      button { flex: none; }
      @media (min-width: 861px) { nav { flex-wrap: wrap; } }
      .own { border-style: dashed; }
      input { display: none; }
    `,
  ];

  override render() {
    const { model, opening } = this.state;
    const shown = opening ?? model?.source;
    return html`<nav aria-label="Models">
      ${shippedModels.map(
        ({ name, title, source }) => html`<button
          type="button"
          aria-pressed=${shown === source}
          @click=${() => this.dashboard.openShipped(name)}
        >${title}</button>`,
      )}
      ${model && !model.shipped ? html`<button type="button" aria-pressed="true">${model.title}</button>` : nothing}
      <button type="button" class="own" @click=${() => this.#choose('.files')}>Your own files …</button>
      <button type="button" class="own" @click=${() => this.#choose('.folder')}>A folder …</button>
      <input type="file" class="files" multiple aria-label="Files of a model, and data" @change=${this.#open} />
      <input type="file" class="folder" webkitdirectory aria-label="A folder with a model, or data" @change=${this.#open} />
    </nav>`;
  }

  #choose(input: string): void {
    this.renderRoot.querySelector<HTMLInputElement>(input)?.click();
  }

  #open({ target }: Event): void {
    const input = target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = '';
    const chosen = new CustomEvent('files', { detail: files, bubbles: true, composed: true });
    if (files.length > 0) this.dispatchEvent(chosen);
  }
}
