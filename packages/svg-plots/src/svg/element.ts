/**
 * An XML element: attributes are escaped, and numbers among them rounded to hundredths; children are markup already.
 *
 * @example
 * ```ts
 * element('circle', { r: 1 / 3, class: 'a "dot"' }); // => '<circle r="0.33" class="a &quot;dot&quot;"/>'
 * element('g', {}, element('title', {}, escapeText('a < b'))); // => '<g><title>a &lt; b</title></g>'
 * ```
 */
export function element(name: string, attributes: Record<string, string | number>, ...children: string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeText(value)}"`,
  );
  const open = `${name}${written.join('')}`;
  return children.length > 0 ? `<${open}>${children.join('')}</${name}>` : `<${open}/>`;
}

/**
 * A length to hundredths of a pixel, which do.
 *
 * @example
 * ```ts
 * round(-1 / 3); // => -0.33
 * ```
 */
export function round(length: number): number {
  return Math.round(length * 100) / 100 + 0; // no -0
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Line separators, overrides and isolates of the direction, lone surrogates, noncharacters. */
const REFUSED = /[\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * Text as it stands in XML: white space becomes a blank, and what XML refuses or a reader would be misled by, `�`.
 *
 * @example
 * ```ts
 * escapeText('a < b\u0000'); // => 'a &lt; b\ufffd'
 * ```
 */
export function escapeText(text: string): string {
  return text
    .replace(/[\t\n\r]/g, ' ')
    .replace(/\p{Cc}/gu, '\ufffd')
    .replace(REFUSED, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character]);
}
