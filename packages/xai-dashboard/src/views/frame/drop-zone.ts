import { css, html, LitElement, type PropertyDeclarations } from 'lit';
import { filesIn } from './files-in-drop';

/** Takes what is dropped anywhere on it, folders too, and tells it as an event `files`. */
export class DropZone extends LitElement {
  static override properties: PropertyDeclarations = { over: { state: true } };
  static override styles = css`
    :host { display: block; min-height: 100vh; }
    .veil {
      position: fixed; inset: 12px; z-index: 9; display: grid; place-items: center; pointer-events: none; font-size: 22px; font-weight: 650;
      border: 3px dashed var(--accent); border-radius: 16px; background: color-mix(in srgb, var(--card) 88%, transparent); text-align: center; padding: 24px;
    }
  `;

  declare private over: boolean;

  constructor() {
    super();
    this.over = false;
    this.addEventListener('dragover', (event) => {
      event.preventDefault();
      this.over = true;
    });
    this.addEventListener('dragleave', ({ relatedTarget }) => {
      if (!relatedTarget) this.over = false;
    });
    this.addEventListener('drop', (event) => this.#drop(event));
  }

  override render() {
    return html`<slot></slot>${this.over ? html`<p class="veil">Drop a model, images, texts, tables, a recipe or an explanation. They stay on this machine.</p>` : ''}`;
  }

  async #drop(event: DragEvent): Promise<void> {
    event.preventDefault();
    this.over = false;
    const files = event.dataTransfer ? await filesIn(event.dataTransfer) : [];
    if (files.length > 0)
      this.dispatchEvent(new CustomEvent('files', { detail: files, bubbles: true, composed: true }));
  }
}
