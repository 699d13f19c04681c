import { css, html, nothing, type PropertyDeclarations } from 'lit';
import { fieldOf, type MethodOption, type MethodRecipe, withField } from 'xai-recipes';
import { controls } from '../frame/controls';
import { View } from '../frame/view';
import { fieldValue, renderField } from './field';
import { type Choosable, recipeFields } from './recipe-fields';

/** How it is explained: the recipe that was guessed, why, and each of its fields to be changed; the options of each method; the whole as JSON. */
export class RecipeForm extends View {
  static override properties: PropertyDeclarations = { ...View.properties, problem: { state: true } };
  static override styles = [
    controls,
    css`
      summary { display: flex; gap: 10px; align-items: baseline; }
      summary::before { content: '▸'; color: var(--soft); }
      details[open] > summary::before { content: '▾'; }
      details[open] > summary { margin-bottom: 14px; }
      h3 { display: inline; }
      h4 { font-size: 14px; margin: 18px 0 6px; }
      .fields { display: grid; gap: 14px 20px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); align-items: start; }
      label { display: grid; gap: 3px; }
      label.yes { display: flex; gap: 8px; align-items: baseline; }
      .label { font-weight: 600; font-size: 14px; }
      .field select, .field input:not([type='checkbox']) { width: 100%; }
      .json { width: 100%; min-height: 260px; font: 13px/1.5 ui-monospace, monospace; margin-top: 8px; }
    `,
  ];

  declare private problem: string | undefined;

  override render() {
    const { recipe, methods } = this.state;
    if (!recipe) return nothing;
    return html`<details class="card">
      <summary><h3>Recipe</h3><small>how the input becomes numbers, what it is compared with, the options of methods, and why</small></summary>
      <div class="fields">
        ${recipeFields(recipe, this.#choosable()).map((field) =>
          renderField({
            ...field,
            value: fieldOf(recipe, field.path),
            why: recipe.reasons?.[field.path],
            change: (value) => void this.dashboard.setField(field.path, value),
          }),
        )}
      </div>
      ${methods.map((method, at) => this.#renderMethod(method, at))}
      <details>
        <summary><h4>As JSON</h4></summary>
        <label><span class="hidden">The recipe as JSON</span>
          <textarea class="json" spellcheck="false" .value=${JSON.stringify(recipe, null, 2)} @change=${this.#replace}></textarea>
        </label>
        ${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
      </details>
    </details>`;
  }

  #choosable(): Choosable {
    const { files, items } = this.state;
    return { files, images: items.flatMap(({ file }) => file ?? []) };
  }

  #renderMethod(method: MethodRecipe, at: number) {
    const listed = this.state.table.find(({ name }) => name === method.name);
    const kind = this.state.recipe?.input.kind;
    const own = (listed?.options ?? []).filter(
      ({ path, inputs }) => !path && (!inputs || (kind && inputs.includes(kind))),
    );
    if (own.length === 0) return nothing;
    return html`<h4>${method.name}</h4><div class="fields">${own.map((option) => this.#renderOption(option, method, at))}</div>`;
  }

  #renderOption({ name, about, kind, choices, usual }: MethodOption, method: MethodRecipe, at: number) {
    const names = this.state.table.filter(
      ({ needs, options }) => needs !== 'trees' && !options.some((one) => one.name === 'of'),
    );
    const value = method[name];
    const change = (given: unknown) => {
      const changed = kind === 'method' && typeof given === 'string' ? { name: given } : given;
      const next = withField({ method }, `recipe.method.${name}`, changed).method;
      void this.dashboard.setMethods(this.state.methods.map((one, place) => (place === at ? next : one)));
    };
    return renderField({
      ...{ path: `recipe.method.${name}`, label: name, change, why: about },
      value: kind === 'method' ? (value as MethodRecipe | undefined)?.name : value,
      kind:
        ({ count: 'number', number: 'number', choice: 'choice', yes: 'yes', method: 'choice' } as const)[
          kind as 'count'
        ] ?? 'text',
      choices: kind === 'method' ? names.map((one) => one.name) : choices,
      ...(usual !== undefined && { empty: String(usual) }),
    });
  }

  #replace({ target }: Event): void {
    const read = fieldValue('json', (target as HTMLTextAreaElement).value);
    this.problem = read instanceof Error ? `This is no JSON: ${read.message}` : undefined;
    if (!this.problem) void this.dashboard.setRecipe(read as never);
  }
}
