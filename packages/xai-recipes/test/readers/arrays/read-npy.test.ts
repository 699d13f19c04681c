import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FormatError, ValueError } from 'xai-base';
import { readNpy, readNpz } from '../../../src';

const fixture = (name: string) => readFileSync(path.join(__dirname, '../../fixtures/arrays', name));
const numbers = (from: number) => Array.from({ length: 24 }, (_, at) => at + from);

describe('an array that NumPy saved', () => {
  const arrays = readNpz(fixture('types.npz'));

  it('is there in every type and order', () => expect(arrays.size).toBe(48));

  it.each([...arrays.keys()])('has its numbers in the order of its axes: %s', (name) => {
    const expected = name.startsWith('b')
      ? numbers(0).map((one) => (one === 0 ? 0 : 1))
      : numbers(/^u/.test(name) ? 0 : -5);
    const { shape, values } = arrays.get(name)!;
    expect(shape).toEqual([2, 3, 4]);
    expect([...values]).toEqual(expected);
  });

  it('keeps float64 where float32 would round', () => {
    expect(arrays.get('i4-little-C')!.values).toBeInstanceOf(Float64Array);
    expect(arrays.get('i2-big-C')!.values).toBeInstanceOf(Float32Array);
  });

  it('may be a number, empty, of halves, compressed, of another version', () => {
    const several = readNpz(fixture('several.npz'));
    expect(several.get('scalar')).toEqual({ shape: [], values: Float64Array.of(2.5) });
    expect(several.get('empty')).toEqual({ shape: [0, 3], values: new Float32Array() });
    const halves = [1, -2, 0.5, 65504, 2 ** -24, -(2 ** -14), Infinity, -Infinity, NaN];
    expect([...several.get('halves')!.values]).toEqual(halves);
    expect(readNpy(fixture('version-2.npy'))).toEqual({ shape: [3], values: Float32Array.of(0, 1, 2) });
  });

  it('is read wherever its bytes lie', () => {
    const bytes = fixture('version-2.npy');
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);
    expect(readNpy(moved.subarray(3))).toEqual(readNpy(bytes));
  });

  it.each(['complex.npy', 'records.npy', 'words.npy'])('of no real numbers says how to save it: %s', (file) => {
    expect(() => readNpy(fixture(file))).toThrow(FormatError);
    expect(() => readNpy(fixture(file))).toThrow('save array.astype("float32")');
  });

  it('does not round an integer silently', () => {
    expect(() => readNpy(fixture('large.npy'))).toThrow(ValueError);
    expect(() => readNpy(fixture('large.npy'))).toThrow('9007199254740993');
  });

  it('that is cut at any byte is an error, not an array', () => {
    const whole = fixture('version-2.npy');
    for (let length = 0; length < whole.length; length++)
      expect(() => readNpy(whole.subarray(0, length))).toThrow(FormatError);
  });

  it('in an archive that is cut, or that holds no arrays, is a FormatError', () => {
    const whole = fixture('several.npz');
    expect(() => readNpz(whole.subarray(0, whole.length / 2))).toThrow(FormatError);
    expect(() => readNpz(Uint8Array.of(1, 2, 3))).toThrow(FormatError);
  });
});
