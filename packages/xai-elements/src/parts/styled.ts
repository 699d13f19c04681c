import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** Sets properties of a style from a script, which a page's security policy allows where it forbids styles within markup. */
class Styled extends Directive {
  render(_properties: Readonly<Record<string, string>>): void {}

  override update({ element }: ElementPart, [properties]: [Readonly<Record<string, string>>]): void {
    for (const [name, value] of Object.entries(properties)) (element as HTMLElement).style.setProperty(name, value);
  }
}

/** Within the tag of a template's element: `html`<p ${styled({ color: 'red' })}></p>``. */
export const styled = directive(Styled);
