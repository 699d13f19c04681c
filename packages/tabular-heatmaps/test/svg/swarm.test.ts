import { array, assert, double, property } from 'fast-check';
import { swarm } from '../../src/svg/swarm';

const places = array(double({ min: 0, max: 300, noNaN: true }), { maxLength: 60 });

describe('a swarm', () => {
  test('stays within its reach, and no two dots of one place cover each other', () => {
    assert(
      property(places, (at) => {
        const offsets = swarm(at, 5, 14);
        expect(offsets.every((offset) => Math.abs(offset) <= 14 + 1e-9)).toBe(true);
        const dots = Array.from(offsets, (offset, dot) => `${Math.round(at[dot] / 5)} ${offset}`);
        expect(new Set(dots).size).toBe(at.length);
      }),
    );
  });

  test('grows to either side in turn: 0, 1, -1, 2 dots', () => {
    expect(Array.from(swarm([10, 10, 10, 10, 50], 5, 20))).toEqual([0, -5, 5, -10, 0]);
  });

  test('is squeezed where there is no room', () => {
    expect(Array.from(swarm([0, 0, 0], 5, 2))).toEqual([0, -2, 2]);
  });
});
