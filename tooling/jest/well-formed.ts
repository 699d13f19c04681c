/** `<name a="b">`, `</name>`, `<name/>` */
const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g;

/** What XML 1.0 allows as a character. */
const ONLY_CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Fails unless a text is a well-formed XML element: tags in balance, attributes once, all else escaped. */
export function expectWellFormed(markup: string): void {
  expect(markup).toMatch(ONLY_CHARACTERS);
  const open: string[] = [];
  let roots = 0;
  const rest = markup.replace(TAG, (_, closing: string, name: string, attributes: string, alone: string) => {
    if (!closing && open.length === 0) roots++;
    const names = Array.from(attributes.matchAll(/\s([\w:-]+)="[^"]*"/g), ([, attribute]) => attribute);
    expect(new Set(names).size).toBe(names.length);
    if (closing) expect(open.pop()).toBe(name);
    else if (!alone) open.push(name);
    return ` ${attributes}`;
  });
  expect(open).toEqual([]);
  expect(roots).toBe(1);
  expect(rest).not.toMatch(/[<>]/);
  expect(rest.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
}
