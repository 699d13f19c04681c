import { html, nothing, type TemplateResult } from 'lit';
import { type Choice, keyOf, labelOf } from './choice';
import type { RecipeField } from './recipe-fields';

/** A field with its value, and what happens when that is changed. */
export interface FieldProps extends RecipeField {
  readonly value: unknown;
  /** Why it was guessed, or what it means. */
  readonly why?: string;
  /** Undefined takes the field out. */
  change(value: unknown): void;
}

/** A field of a form. What cannot be read is told at the field itself. */
export function renderField({
  path,
  label,
  kind,
  choices = [],
  empty,
  value,
  why,
  change,
}: FieldProps): TemplateResult {
  const explanation = why ? html`<small>${why}</small>` : nothing;
  if (kind === 'yes')
    return html`<div class="field"><label class="yes">
      <input type="checkbox" name=${path} .checked=${value === true} @change=${({ target }: Event) => change((target as HTMLInputElement).checked || undefined)} />
      <span class="label">${label}</span>
    </label>${explanation}</div>`;
  const isChosen = (one: Choice) => keyOf(one) === JSON.stringify(value);
  const known = typeof value === 'string' && !choices.some(isChosen) ? [...choices, value] : choices;
  if (kind === 'choice' && (value === undefined || known.some(isChosen))) {
    const read = (key: string) => (key === '' ? undefined : JSON.parse(key));
    return html`<div class="field"><label><span class="label">${label}</span>
      <select name=${path} @change=${({ target }: Event) => change(read((target as HTMLSelectElement).value))}>
        <option value="" ?selected=${value === undefined}>${empty ?? 'usual'}</option>
        ${known.map((one) => html`<option value=${keyOf(one)} ?selected=${isChosen(one)}>${labelOf(one)}</option>`)}
      </select>
    </label>${explanation}</div>`;
  }
  const isJson = kind === 'json' || typeof value === 'object';
  const shown = value === undefined ? '' : isJson ? JSON.stringify(value) : String(value);
  const read = ({ target }: Event) => {
    const input = target as HTMLInputElement;
    const given = fieldValue(isJson ? 'json' : kind, input.value);
    input.setCustomValidity(given instanceof Error ? given.message : '');
    if (!input.reportValidity()) return;
    change(given);
  };
  return html`<div class="field"><label><span class="label">${label}</span>
    <input name=${path} type=${kind === 'number' ? 'number' : 'text'} step="any" placeholder=${empty ?? ''} .value=${shown} @change=${read} />
  </label>${explanation}</div>`;
}

/** What was typed, as a value; undefined for nothing, an error for what is none. A word alone is a text, also where JSON is read. */
export function fieldValue(kind: RecipeField['kind'], typed: string): unknown {
  const text = typed.trim();
  if (text === '') return undefined;
  if (kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : new Error('Expected a number.');
  if (kind !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    return /^[a-z][\w.-]*$/i.test(text) ? text : (error as Error);
  }
}
