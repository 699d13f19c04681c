import { columnsOf } from '../../src/tables/table-columns';

test('columns are found by reading each value once, however many there are', () => {
  const [rows, columns] = [3, 50];
  let reads = 0;
  const values = new Proxy(
    Float32Array.from({ length: rows * columns }, (_, at) => at),
    {
      get(table, key) {
        if (/^\d+$/.test(String(key))) reads++;
        return Reflect.get(table, key, table);
      },
    },
  );
  const found = columnsOf(values, columns);
  expect(found.map((column) => Array.from(column))).toEqual(
    Array.from({ length: columns }, (_, column) => [column, column + 50, column + 100]),
  );
  expect(reads).toBe(rows * columns);
});
