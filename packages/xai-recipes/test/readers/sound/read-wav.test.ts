import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { FormatError, ValueError } from 'xai-base';
import { monoAt, readWav } from '../../../src';

const fixture = (name: string) => readFileSync(path.join(__dirname, '../../fixtures/sound', `${name}.wav`));
const tone = (rate: number, hertz: number, length: number) =>
  Float32Array.from({ length }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / rate));
const farthest = (some: Float32Array, others: Float32Array) =>
  Math.max(...some.map((one, at) => Math.abs(one - others[at])));

describe('a recording', () => {
  const expected = tone(8000, 440, 200);
  it.each([
    ['u8', 1 / 64],
    ['i16', 1e-4],
    ['i24', 1e-6],
    ['i32', 1e-7],
    ['f32', 1e-7],
    ['f64', 1e-7],
    ['a-law', 0.02],
    ['mu-law', 0.02],
  ])('is read from %s, within its steps', (name, step) => {
    const { rate, channels } = readWav(fixture(name));
    expect(rate).toBe(8000);
    expect(channels.map(({ length }) => length)).toEqual([200, 200]);
    expect(farthest(channels[0], expected)).toBeLessThan(step);
    expect(
      farthest(
        channels[1],
        expected.map((one) => -one / 2),
      ),
    ).toBeLessThan(step);
  });

  it('becomes the mean of its channels', () => {
    expect(
      farthest(
        monoAt(readWav(fixture('f32'))),
        expected.map((one) => one / 4),
      ),
    ).toBeLessThan(1e-7);
  });

  it('that is cut inside of its header or its samples is a FormatError', () => {
    const whole = fixture('i16');
    for (const length of [0, 3, 11, 20, 43, 100, whole.length - 1])
      expect(() => readWav(whole.subarray(0, length))).toThrow(FormatError);
  });

  it('in a compressed format says how to save it', () => {
    const bytes = Uint8Array.from(fixture('i16'));
    bytes[20] = 0x55; // MP3
    expect(() => readWav(bytes)).toThrow('ffmpeg -i in.wav -c:a pcm_s16le out.wav');
  });
});

describe('a recording at another rate', () => {
  const mono = (samples: Float32Array, rate: number) => ({ rate, channels: [samples] });

  it.each([
    [44100, 16000, 1000],
    [8000, 16000, 440],
    [48000, 44100, 5000],
    [11025, 8000, 3000],
  ])('from %i to %i Hz has the same tone of %i Hz', (from, to, hertz) => {
    const resampled = monoAt(mono(tone(from, hertz, from / 5), from), to);
    expect(resampled.length).toBe(to / 5);
    const [inner, wanted] = [resampled, tone(to, hertz, to / 5)].map((all) => all.subarray(200, -200));
    expect(farthest(inner, wanted)).toBeLessThan(1e-3);
  });

  it('loses a tone that the new rate cannot hold', () => {
    const resampled = monoAt(mono(tone(44100, 12000, 8820), 44100), 16000).subarray(200, -200);
    expect(Math.max(...resampled.map(Math.abs))).toBeLessThan(1e-3);
  });

  it('is linear in its samples, and what is constant stays so', () => {
    const samples = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 40, maxLength: 60 });
    fc.assert(
      fc.property(samples, fc.constantFrom(3000, 8000, 12345), (values, to) => {
        const at = (scale: number) =>
          monoAt(
            mono(
              Float32Array.from(values, (one) => scale * one),
              8000,
            ),
            to,
          );
        const [once, half] = [at(1), at(0.5)];
        return half.every((one, index) => Math.abs(one - once[index] / 2) < 1e-6);
      }),
      { numRuns: 20 },
    );
    const constant = monoAt(mono(new Float32Array(500).fill(0.7), 8000), 12345).subarray(100, -100);
    expect(farthest(constant, new Float32Array(constant.length).fill(0.7))).toBeLessThan(1e-6);
  });

  it('needs a rate', () => {
    expect(() => monoAt(mono(tone(8000, 440, 10), 8000), 0)).toThrow(ValueError);
  });
});
