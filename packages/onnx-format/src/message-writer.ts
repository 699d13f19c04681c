const text = new TextEncoder();

/** How a field is stored: what precedes it says so. */
const wire = { varint: 0, lengthDelimited: 2, fixed32: 5 };

/**
 * Writes a message of protocol buffers from its end to its beginning: the length of what is inside of a field stands before it, and is known then. Fields and
 * the elements of lists are thus written the last first.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export class MessageWriter {
  private bytes: Uint8Array;
  private start: number;

  /** @param room about how many bytes there will be; it grows */
  constructor(room: number) {
    this.bytes = new Uint8Array(room);
    this.start = room;
  }

  /** What is written. */
  finish(): Uint8Array {
    return this.bytes.subarray(this.start);
  }

  /** A message within this one. */
  message(field: number, write: () => void): void {
    const length = this.bytes.length - this.start;
    write();
    this.varint(this.bytes.length - this.start - length);
    this.tag(field, wire.lengthDelimited);
  }

  integer(field: number, value: number | bigint): void {
    this.varint(value);
    this.tag(field, wire.varint);
  }

  /** Integers in one field; none, if there are none. */
  integers(field: number, values: readonly (number | bigint)[]): void {
    if (values.length > 0) this.message(field, () => this.eachBackwards(values, (value) => this.varint(value)));
  }

  float(field: number, value: number): void {
    this.fixed(value);
    this.tag(field, wire.fixed32);
  }

  /** Numbers in one field; none, if there are none. */
  floats(field: number, values: readonly number[]): void {
    if (values.length > 0) this.message(field, () => this.eachBackwards(values, (value) => this.fixed(value)));
  }

  raw(field: number, content: Uint8Array): void {
    this.reserve(content.length);
    this.start -= content.length;
    this.bytes.set(content, this.start);
    this.varint(content.length);
    this.tag(field, wire.lengthDelimited);
  }

  text(field: number, content: string): void {
    this.raw(field, text.encode(content));
  }

  /** Writes the elements of a list. */
  eachBackwards<Element>(list: readonly Element[], write: (element: Element) => void): void {
    for (let index = list.length - 1; index >= 0; index--) write(list[index]);
  }

  private tag(field: number, type: number): void {
    this.varint(field * 8 + type);
  }

  private fixed(value: number): void {
    this.reserve(4);
    this.start -= 4;
    new DataView(this.bytes.buffer).setFloat32(this.start, value, true);
  }

  /** Seven bits a byte, the lowest first; numbers below zero as they lie in 64 bits. */
  private varint(value: number | bigint): void {
    if (Number.isInteger(value) && value >= 0 && value < 2 ** 31) this.shortVarint(Number(value));
    else this.longVarint(BigInt(value)); // throws for what is no integer
  }

  private shortVarint(value: number): void {
    let count = 1;
    for (let rest = value; rest > 127; rest >>>= 7) count++;
    this.reserve(count);
    this.start -= count;
    let rest = value;
    let end = this.start;
    for (; rest > 127; rest >>>= 7) this.bytes[end++] = (rest & 127) | 128;
    this.bytes[end] = rest;
  }

  private longVarint(value: bigint): void {
    const digits: number[] = [];
    let rest = BigInt.asUintN(64, value);
    for (; rest > 127n; rest >>= 7n) digits.push(Number(rest & 127n) | 128);
    digits.push(Number(rest));
    this.reserve(digits.length);
    this.start -= digits.length;
    this.bytes.set(digits, this.start);
  }

  private reserve(count: number): void {
    if (this.start >= count) return;
    const written = this.finish();
    const bytes = new Uint8Array(2 * this.bytes.length + count);
    this.start = bytes.length - written.length;
    bytes.set(written, this.start);
    this.bytes = bytes;
  }
}
