/** Control characters that JSON leaves as they are, and what changes the direction of a line. */
const LEFT = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** A value as JSON, for programs; a terminal that it is shown on obeys nothing in it. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(LEFT, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
