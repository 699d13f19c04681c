import { RandomStream, shuffle } from '../../src';

/** How often each order of three comes in so many draws. */
function orders(draws: number): Map<string, number> {
  const random = new RandomStream(1);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < draws; draw++) {
    const items = Int32Array.of(0, 1, 2);
    shuffle(items, random);
    counts.set(String(items), (counts.get(String(items)) ?? 0) + 1);
  }
  return counts;
}

test('all orders come, as often', () => {
  const [draws, counts] = [6000, orders(6000)];
  expect([...counts.keys()].sort()).toEqual(['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0']);
  const expected = draws / 6;
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(chiSquare).toBeLessThan(20.5); // of 5 degrees of freedom, exceeded once in 1000 seeds
});

test('the same stream gives the same order, and nothing is lost', () => {
  const shuffled = () => {
    const items = Int32Array.from({ length: 100 }, (_, index) => index);
    shuffle(items, new RandomStream(7));
    return items;
  };
  expect(shuffled()).toEqual(shuffled());
  expect(shuffled()).not.toEqual(shuffled().toSorted());
  expect(shuffled().toSorted()).toEqual(Int32Array.from({ length: 100 }, (_, index) => index));
});
