/** Bytes that are told as letters, as those of Node's `Buffer` are. */
class Letters extends Uint8Array {
  override toString(encoding?: 'base64'): string {
    if (encoding === undefined) return new TextDecoder().decode(this);
    let letters = '';
    for (const byte of this) letters += String.fromCharCode(byte);
    return btoa(letters);
  }
}

/** What tests use of Node's `Buffer`. */
const InPageBuffer = {
  from(given: string | Uint8Array | ArrayBuffer, at?: 'base64' | number, length?: number): Uint8Array {
    if (given instanceof ArrayBuffer) return new Letters(given, at as number | undefined, length);
    if (typeof given !== 'string') return new Letters(given);
    if (at !== 'base64') return new Letters(new TextEncoder().encode(given));
    return Letters.from(atob(given), (letter) => letter.charCodeAt(0));
  },
  concat(parts: readonly Uint8Array[]): Uint8Array {
    const whole = new Letters(parts.reduce((size, { length }) => size + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  },
};

Object.assign(globalThis, { Buffer: InPageBuffer });
