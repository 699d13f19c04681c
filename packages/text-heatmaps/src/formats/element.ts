import { escapeMarkup } from './escape';

/** An XML element: attributes are escaped and numbers rounded to hundredths; children are markup already. */
export function element(name: string, attributes: Record<string, string | number>, ...children: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    const text = typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
    return ` ${key}="${escapeMarkup(text)}"`;
  });
  const open = `${name}${written.join('')}`;
  return children.length > 0 ? `<${open}>${children.join('')}</${name}>` : `<${open}/>`;
}
