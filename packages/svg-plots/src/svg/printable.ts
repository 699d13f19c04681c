/** C1 controls, line separators, overrides and isolates of the direction, lone surrogates, noncharacters. */
export const REFUSED = /[\u0080-\u009f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]|\p{Surrogate}/gu;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f]/g;

/**
 * A text with signs in place of what a terminal, a browser or an XML parser would obey or refuse: `␛` for an escape,
 * `␊` for a line break, and `�` for other control characters, direction overrides and isolates, lone surrogates and noncharacters.
 *
 * @example
 * ```ts
 * printable('\u001b[2J\u2066a\u009b'); // => '␛[2J\ufffda\ufffd'
 * ```
 */
export function printable(text: string): string {
  return text.replace(CONTROLS, picture).replace(REFUSED, '\ufffd');
}

/** Unicode has a picture of each control character, 0x2400 behind it; that of delete is 0x2421. */
function picture(control: string): string {
  const code = control.charCodeAt(0);
  return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
}
