import { element } from './element';

/** A colour by day and by night, as hexadecimal digits behind a hash. */
export interface Tone {
  readonly light: string;
  readonly dark: string;
}

/** The tones of every picture, which {@link inTone} gives to elements; these are filled or stroked with `currentColor`. */
export const tones = {
  ground: { light: '#ffffff', dark: '#15191e' },
  ink: { light: '#1f2328', dark: '#e6e9ed' },
  red: { light: '#d60000', dark: '#ff5c5c' },
  blue: { light: '#0a32ff', dark: '#5c8dff' },
} satisfies Record<string, Tone>;

const names = new Map<Tone, string>(Object.entries(tones).map(([name, tone]) => [tone, `xai-${name}`]));

/**
 * The attributes that give an element and its children a tone. The dark colour comes by {@link darkStyle}.
 *
 * @example
 * ```ts
 * inTone(tones.red); // => { class: 'xai-red', color: '#d60000' }
 * ```
 */
export function inTone(tone: Tone): Record<string, string> {
  const name = names.get(tone);
  return { ...(name ? { class: name } : {}), color: tone.light };
}

/**
 * The style that a picture needs for the dark colours of {@link tones}. Renderers that know no media queries pass it over, and
 * keep the colours that stand at the elements.
 *
 * @example
 * ```ts
 * const ground = element('rect', { ...inTone(tones.ground), width: 20, height: 20, fill: 'currentColor' });
 * const svg = element('svg', { xmlns: 'http://www.w3.org/2000/svg', width: 20, height: 20 }, darkStyle(), ground);
 * svg.includes('.xai-ground{color:#15191e}'); // => true
 * ```
 */
export function darkStyle(): string {
  const rules = Array.from(names, ([{ dark }, name]) => `.${name}{color:${dark}}`);
  return element('style', {}, `@media (prefers-color-scheme:dark){${rules.join('')}}`);
}
