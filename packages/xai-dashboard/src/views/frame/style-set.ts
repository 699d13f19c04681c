import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** Sets properties of a style from a script: the page's policy forbids styles within markup. */
class StyleSet extends Directive {
  render(_properties: Readonly<Record<string, string>>): void {}

  override update({ element }: ElementPart, [properties]: [Readonly<Record<string, string>>]): void {
    for (const [name, value] of Object.entries(properties)) (element as HTMLElement).style.setProperty(name, value);
  }
}

/** Within the tag of an element: `html`<p ${styleSet({ width: '50%' })}></p>``. */
export const styleSet = directive(StyleSet);
