/** What tests use of Node's `Buffer`. */
const InPageBuffer = {
  from: (text: string, _encoding: 'base64') => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)),
  concat(parts: readonly Uint8Array[]): Uint8Array {
    const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  },
};

Object.assign(globalThis, { Buffer: InPageBuffer });
