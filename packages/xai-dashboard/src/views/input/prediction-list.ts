import { css, html, nothing, type PropertyDeclarations } from 'lit';
import { short } from 'xai-recipes';
import type { Explained } from '../../analysis/explained';
import { controls } from '../frame/controls';
import { styleSet } from '../frame/style-set';
import { View } from '../frame/view';
import { type Output, outputsOf, percent } from './outputs';

/** How many outputs are listed at first. */
const FIRST = 6;

/**
 * What the model says, the most activated output first. A click on one explains it, a click on a second one explains the first against the second, a
 * further click takes it back; the plus adds a row.
 */
export class PredictionList extends View {
  static override properties: PropertyDeclarations = { ...View.properties, all: { state: true } };
  static override styles = [
    controls,
    css`
      ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 4px; }
      li { display: flex; gap: 4px; align-items: center; }
      .output { flex: 1; position: relative; justify-content: space-between; min-height: 34px; overflow: hidden; text-align: left; min-width: 0; }
      .output span { position: relative; overflow: hidden; text-overflow: ellipsis; }
      .output .bar { position: absolute; inset: 0 auto 0 0; background: var(--tint); }
      button[aria-pressed='true'] .bar { background: color-mix(in srgb, var(--accent) 25%, transparent); }
      .hint { margin-top: 8px; }
      .plus { min-width: 32px; }
    `,
  ];

  declare private all: boolean;
  /** Of the item, from whichever explanation came first; it stays until the next one is there. */
  private latest?: Explained;

  override render() {
    const done = Object.values(this.state.cells).find((cell) => cell.status === 'done');
    if (done?.status === 'done') this.latest = done.explained;
    if (!this.latest || !this.state.model) return html`<p class="soft">…</p>`;
    const outputs = outputsOf(this.latest, this.state);
    const shown = this.all ? outputs : outputs.slice(0, FIRST);
    const what = shown.some(({ probability }) => probability !== undefined) ? 'a class' : 'an output';
    return html`
      <ol aria-label="What the model says">${shown.map((output) => this.#renderOutput(output))}</ol>
      ${
        outputs.length > FIRST
          ? html`<button type="button" class="quiet" @click=${this.#toggleAll}>${this.all ? 'fewer' : `all ${outputs.length}`}</button>`
          : nothing
      }
      ${
        outputs.length > 1
          ? html`<p class="hint"><small>Click ${what} to explain it, and another one to explain the first against it; + adds a row.</small></p>`
          : nothing
      }
    `;
  }

  #renderOutput({ index, name, value, probability }: Output) {
    const picked = this.#picked();
    const number = probability === undefined ? short(value) : percent(probability);
    const isAgainst = picked.length === 2 && picked[1] === index && this.state.classes.length === 1;
    const isRow = this.state.classes.some(({ output, against }) => output === index && against === undefined);
    return html`<li>
      <button type="button" class="output" aria-pressed=${picked.includes(index)} @click=${() => this.#pick(index)}>
        ${probability === undefined ? nothing : html`<span class="bar" ${styleSet({ width: `${100 * probability}%` })}></span>`}
        <span>${isAgainst ? 'against ' : ''}${name}</span><span class="number">${number}</span>
      </button>
      <button type="button" class="quiet plus" ?disabled=${isRow} aria-label=${`Add a row for ${name}`} title="add a row" @click=${() => this.#add(index)}>+</button>
    </li>`;
  }

  /** The outputs of the one row, what is explained before what it is explained against; or those of all rows. */
  #picked(): readonly unknown[] {
    const { classes } = this.state;
    const outputs =
      classes.length === 1 ? [classes[0].output, classes[0].against] : classes.map(({ output }) => output);
    return outputs.filter((one) => one !== undefined);
  }

  #pick(index: number): void {
    const picked = this.state.classes.length === 1 ? this.#picked() : [];
    const [output, against] = picked.includes(index)
      ? picked.filter((one) => one !== index)
      : [...picked.slice(0, 1), index];
    const selection = { ...(output !== undefined && { output }), ...(against !== undefined && { against }) };
    void this.dashboard.setClasses([selection as Record<string, number>]);
  }

  #add(output: number): void {
    void this.dashboard.setClasses([...this.state.classes, { output }]);
  }

  #toggleAll(): void {
    this.all = !this.all;
  }
}
