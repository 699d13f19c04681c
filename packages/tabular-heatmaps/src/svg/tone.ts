import { element } from './element';

/** A colour by day and by night, as hexadecimal digits behind a hash. */
export interface Tone {
  readonly light: string;
  readonly dark: string;
}

/** The tones of every picture. Elements are drawn in `currentColor`. */
export const tones = {
  ground: { light: '#ffffff', dark: '#15191e' },
  ink: { light: '#1f2328', dark: '#e6e9ed' },
  red: { light: '#d60000', dark: '#ff5c5c' },
  blue: { light: '#0a32ff', dark: '#5c8dff' },
} satisfies Record<string, Tone>;

const names = new Map<Tone, string>(Object.entries(tones).map(([name, tone]) => [tone, `xai-${name}`]));

/** The attributes that give an element and its children a tone. The dark colour comes by {@link darkStyle}. */
export function inTone(tone: Tone): Record<string, string> {
  const name = names.get(tone);
  return { ...(name ? { class: name } : {}), color: tone.light };
}

/** Renderers that know no media queries pass it over, and keep the colours that stand at the elements. */
export function darkStyle(): string {
  const rules = Array.from(names, ([{ dark }, name]) => `.${name}{color:${dark}}`);
  return element('style', {}, `@media (prefers-color-scheme:dark){${rules.join('')}}`);
}
