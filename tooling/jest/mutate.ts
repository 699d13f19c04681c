const telling = [0, 1, 2, 0x7f, 0x80, 0xff]; // lengths, signs and the ends of numbers

/** A damaged copy of a file: bytes changed, left out, doubled, or cut off at the end. */
export function mutated(file: Uint8Array, random: () => number): Uint8Array {
  const below = (limit: number) => Math.floor(random() * limit);
  let bytes: Uint8Array = Uint8Array.from(file);
  for (let left = 1 + below(4); left > 0; left--) {
    const place = below(bytes.length);
    const part = bytes.subarray(place, place + 1 + below(16));
    const kind = below(8);
    if (kind < 3) bytes[place] = below(256);
    else if (kind < 5) bytes[place] = telling[below(telling.length)];
    else if (kind === 5) bytes = joined(bytes.subarray(0, place), bytes.subarray(place + part.length));
    else if (kind === 6) bytes = joined(bytes.subarray(0, place), part, bytes.subarray(place));
    else bytes[place] = (bytes[place] + (random() < 0.5 ? 1 : 255)) % 256;
  }
  return random() < 0.05 ? bytes.subarray(0, below(bytes.length)) : bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
