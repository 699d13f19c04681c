import { css, html, LitElement, type PropertyDeclarations } from 'lit';
import { pngOfSvg } from 'xai-elements';
import type { MethodRecipe, SelectionRecipe } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import type { Dashboard } from '../../state/dashboard';
import { controls } from '../frame/controls';
import type { ExplanationPicture } from '../grid/explanation-picture';
import { methodName, rowName } from '../grid/names';
import { composed } from './composed';
import { fileName, save } from './save';

/** An explanation as files: its picture, its numbers, and the recipe by which it is made again. */
export class SaveMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    dashboard: { attribute: false },
    explained: { attribute: false },
    method: { attribute: false },
    selection: { attribute: false },
    picture: { attribute: false },
  };
  static override styles = [
    controls,
    css`
      details { position: relative; }
      summary { list-style: none; padding: 1px 8px; color: var(--soft); min-height: 26px; }
      summary::-webkit-details-marker { display: none; }
      summary:hover { background: var(--fill); color: var(--ink); }
      div {
        position: absolute; right: 0; z-index: 3; display: grid; min-width: 190px; padding: 6px; margin-top: 4px;
        background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 6px 24px rgb(0 0 0 / 18%);
      }
      div button { justify-content: start; border: 0; background: none; }
      div button:hover { background: var(--fill); }
    `,
  ];

  declare dashboard: Dashboard;
  declare explained: Explained;
  declare method: MethodRecipe;
  declare selection: SelectionRecipe;
  /** Finds the picture, once it is there. */
  declare picture: () => ExplanationPicture | null;

  override render() {
    const item = (label: string, make: () => Promise<void> | void) =>
      html`<button type="button" @click=${() => this.#run(make)}>${label}</button>`;
    return html`<details @focusout=${this.#left} @keydown=${this.#key}>
      <summary aria-label=${`Save ${this.method.name}`}>Save ▾</summary>
      <div>
        ${item('Picture as PNG', async () => save(await this.#png(), `${this.#name()}.png`))}
        ${item('Picture as SVG', () => save(composed(this.#pictures()), `${this.#name()}.svg`, 'image/svg+xml'))}
        ${item('Explanation (safetensors)', async () => save(await this.#bytes(), `${this.#name()}.safetensors`, 'application/octet-stream'))}
        ${item('Recipe (JSON)', () => save(this.#reproduction().recipe, 'recipe.json', 'application/json'))}
        ${item('Program (TypeScript)', () => save(this.#reproduction().program, 'explain.ts'))}
        ${item('Command (shell)', () => save(this.#reproduction().command, 'explain.sh'))}
      </div>
    </details>`;
  }

  async #run(make: () => Promise<void> | void): Promise<void> {
    this.#close();
    try {
      await make();
    } catch (error) {
      this.dashboard.tell(error as Error);
    }
  }

  #pictures() {
    const pictures = this.picture()?.pictures ?? [];
    if (pictures.length > 0) return pictures;
    throw new Error('There is no picture yet.');
  }

  /** Of several maps all, as a sheet. */
  #png(): Promise<Blob> {
    const [element, ...others] = this.picture()?.elements ?? [];
    return element && others.length === 0 ? element.toPNG() : pngOfSvg(composed(this.#pictures()));
  }

  #bytes(): Promise<Uint8Array> {
    return this.dashboard.analysis.save(this.explained.explanation);
  }

  #reproduction() {
    const found = this.dashboard.reproduction(this.selection, this.method);
    if (found) return found;
    throw new Error('The explanation is computed again; it is saved once it is there.');
  }

  #name(): string {
    return fileName(methodName(this.method), rowName(this.selection, this.explained));
  }

  #close(): void {
    this.renderRoot.querySelector('details')?.removeAttribute('open');
  }

  #left({ relatedTarget, currentTarget }: FocusEvent): void {
    if (relatedTarget && !(currentTarget as HTMLElement).contains(relatedTarget as Node)) this.#close();
  }

  #key({ key }: KeyboardEvent): void {
    if (key !== 'Escape') return;
    this.#close();
    this.renderRoot.querySelector('summary')?.focus();
  }
}
