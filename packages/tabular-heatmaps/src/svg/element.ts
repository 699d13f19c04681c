/** An XML element: attributes and texts are escaped and numbers rounded to hundredths; children are markup already. */
export function element(name: string, attributes: Record<string, string | number>, ...children: string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeText(value)}"`,
  );
  const open = `${name}${written.join('')}`;
  return children.length > 0 ? `<${open}>${children.join('')}</${name}>` : `<${open}/>`;
}

/** Hundredths of a pixel do. */
export function round(length: number): number {
  return Math.round(length * 100) / 100 + 0; // no -0
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Line separators, overrides and isolates of the direction, lone surrogates, noncharacters. */
const REFUSED = /[\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]|\p{Surrogate}/gu;

/** Text as it stands in XML: white space becomes a blank, and what XML refuses or a reader would be misled by, `�`. */
export function escapeText(text: string): string {
  return text
    .replace(/[\t\n\r]/g, ' ')
    .replace(/\p{Cc}/gu, '\ufffd')
    .replace(REFUSED, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character]);
}
