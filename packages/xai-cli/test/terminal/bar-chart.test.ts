import { barChart } from '../../src/terminal/bar-chart';

test('the longest bar comes first; below zero is to the left', () => {
  const lines = barChart(['small', 'against', 'none', 'for'], [1, -2, 0, 4], { columns: 40, most: 3 }).split('\n');
  expect(lines).toEqual([
    'for                  │████████████  +4',
    'against        ██████│              -2',
    'small                │███           +1',
    '',
  ]);
});

test('nothing but zeros has no bars', () => {
  expect(barChart(['a'], [0], { columns: 80, most: 5 })).not.toContain('█');
});
